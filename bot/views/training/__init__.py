"""What people see of a training: its price, its card, its curves."""
