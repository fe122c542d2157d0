"""`togi run`: one process that starts all the others, and sees to it that they live."""
