"""Flows of data sets: bringing, adding, fixing, asking experts, exporting, removing."""
