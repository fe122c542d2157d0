"""What a text states that can be right or wrong: numbers, links, names, yes and no."""
