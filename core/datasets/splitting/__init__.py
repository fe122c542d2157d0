"""Divides examples by lot; those that ask the same stay together."""
