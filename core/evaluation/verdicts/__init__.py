"""Whether a new model is better than the one in use, from votes between two answers."""
