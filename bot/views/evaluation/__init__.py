"""An evaluation as people see it: the form that starts it, the card, the pairs, the verdict."""
