"""Flows of a training: one job from wish to announcement, and three for a learning curve."""
