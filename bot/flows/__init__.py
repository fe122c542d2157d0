"""Durable stories that take time: each reads step, step, sleep, step, and survives a crash."""
