"""Flows of models: serving a channel, side by side with their base, and their retirement."""
