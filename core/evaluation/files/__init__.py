"""Ratings and votes as tables and files: they leave, come in, and are read from anywhere."""
