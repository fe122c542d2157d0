"""Draws somebody's Home tab."""
