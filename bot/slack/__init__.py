"""The wire to Slack: who people are, messages that are posted once, files in and out."""
