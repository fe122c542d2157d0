"""What somebody finds at a glance: how far they are, what serves where, what waits for them."""
