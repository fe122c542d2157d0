"""Pure functions from a value to Block Kit; every limit of Slack's is kept here."""
