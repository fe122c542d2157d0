"""The gallery shows every picture that was taken, and says what is on it."""

from __future__ import annotations

import re
from pathlib import Path

DOCS = Path(__file__).parents[1] / "docs"
PICTURE = re.compile(r"!\[(?P<alt>[^\]]*)\]\(pictures/(?P<file>[^)]+)\)")
BUDGET_BYTES = 5_000_000


def _shown() -> dict[str, str]:
    gallery = (DOCS / "surfaces.md").read_text(encoding="utf-8")
    return {match["file"]: match["alt"] for match in PICTURE.finditer(gallery)}


def _taken() -> set[str]:
    """The README has pictures of its own."""
    return {one.name for one in DOCS.glob("pictures/*.png") if not one.match("sandbox-*")}


def test_every_picture_is_in_the_gallery_and_the_other_way_round() -> None:
    assert set(_shown()) == _taken()


def test_every_surface_is_there_in_both_languages_light_and_dark() -> None:
    surfaces = {re.sub(r"-(?:en|ja)-(?:light|dark)\.png$", "", file) for file in _taken()}
    looks = [f"{language}-{theme}" for language in ("en", "ja") for theme in ("light", "dark")]

    assert surfaces
    assert _taken() == {f"{surface}-{look}.png" for surface in surfaces for look in looks}


def test_every_picture_says_in_words_what_it_shows() -> None:
    alternatives = list(_shown().values())

    assert all(alternatives)
    assert len(set(alternatives)) == len(alternatives)


def test_the_pictures_are_light_to_carry() -> None:
    assert sum((DOCS / "pictures" / file).stat().st_size for file in _taken()) < BUDGET_BYTES
