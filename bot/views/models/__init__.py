"""What people see of models: which there are, how they did, when they stop."""
