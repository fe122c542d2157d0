"""A font for pictures that has Japanese."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def font_name() -> str:
    """Its name; registered once, not made everybody's default."""
    from matplotlib import font_manager

    font_manager.fontManager.addfont(str(_path()))
    return str(font_manager.FontProperties(fname=str(_path())).get_name())


def drawable(text: str) -> str:
    """A text without what the font can't draw, such as emoji, on one line."""
    kept = "".join(letter for letter in text if letter.isspace() or ord(letter) in _letters())
    # A lone dollar sign is a dollar; two would be a formula.
    return " ".join(kept.split()).replace("$", r"\$")


@cache
def _letters() -> frozenset[int]:
    from matplotlib.font_manager import get_font

    return frozenset(get_font(str(_path())).get_charmap())


@cache
def _path() -> Path:
    import matplotlib_fontja

    return next(Path(matplotlib_fontja.__file__).parent.rglob("*.ttf"))
