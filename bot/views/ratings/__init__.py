"""What people see of ratings: the ways to give them, what was given, and what they say together."""
