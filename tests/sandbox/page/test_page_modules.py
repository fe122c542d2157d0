"""What every module of the page keeps to; no browser needed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[3] / "sandbox" / "page"
MODULES = sorted(PAGE.rglob("*.js"))


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(PAGE)))
def test_a_module_is_short_says_what_it_is_for_and_parses_no_html(module: Path) -> None:
    text = module.read_text(encoding="utf-8")
    assert text.startswith("/** ")
    assert text.count("\n") <= 250
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(", text)
    assert not re.search(r"https?://(?!www\.w3\.org/)[a-z]", text), "nothing from elsewhere"
