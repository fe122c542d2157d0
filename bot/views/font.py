"""A font for pictures that has Japanese."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def font_name() -> str:
    """Its name; registered once, not made everybody's default."""
    import matplotlib_fontja
    from matplotlib import font_manager

    path = next(Path(matplotlib_fontja.__file__).parent.rglob("*.ttf"))
    font_manager.fontManager.addfont(str(path))
    return str(font_manager.FontProperties(fname=str(path)).get_name())
