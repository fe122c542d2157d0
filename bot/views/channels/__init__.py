"""What people see of a channel's settings."""
