"""Flows of ratings: leaving and coming as files, what they say, and a gentle reminder."""
