"""A question becomes an answer: spoken by a model, kept, and shown where it belongs."""
