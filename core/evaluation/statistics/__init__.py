"""What numbers of a small crowd can and can't say: arrays in, values out, nothing of Togi."""
