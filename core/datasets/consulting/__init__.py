"""Contradictions put before people: which answer is right, and the version that comes of it."""
