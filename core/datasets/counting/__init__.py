"""How long examples are, how often a provider goes through them, and what that costs."""
