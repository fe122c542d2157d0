"""Cells that a spreadsheet would take for formulas, kept from acting, and read back unchanged."""

from __future__ import annotations

ACTS = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet takes a cell that begins so for a formula
TEXT = "'"  # before it, a cell is text


def as_text(cell: object) -> object:
    """A cell that no spreadsheet takes for a formula; `as_written` gives it back."""
    return f"{TEXT}{cell}" if isinstance(cell, str) and cell.lstrip(TEXT).startswith(ACTS) else cell


def as_written(cell: str) -> str:
    return cell[1:] if cell.startswith(TEXT) and cell.lstrip(TEXT).startswith(ACTS) else cell
