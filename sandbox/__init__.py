"""A Slack for one machine: strict where Slack is strict, on loopback only."""
