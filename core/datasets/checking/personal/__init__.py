"""What tells of a person: each kind by rules of its own, its check digits included."""
