"""What people see of a data set: its card, its findings, its versions, and the forms around it."""
