"""Which questions are nearly the same; knows texts, and nothing of files or rows."""
