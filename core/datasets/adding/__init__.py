"""One example at a time: somebody saw a good answer, and the data set learns of it."""
