"""What is wrong with examples, and what is worth a look before money is spent on them."""
