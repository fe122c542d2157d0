"""The narrator of the tour: two languages, tables that stand straight, time that adds up."""

from __future__ import annotations

import ast
import io
import string
from pathlib import Path

import pytest

from sandbox.tour import sentences
from sandbox.tour.telling import Narrator

TOUR = Path(sentences.__file__).parent
TELLERS = {"sentence", "tell", "chapter", "heading"}


def _told() -> set[str]:
    """Every sentence that the tour tells, from its source."""
    found: set[str] = set()
    for path in TOUR.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args:
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                constants = [one for one in ast.walk(node.args[0]) if isinstance(one, ast.Constant)]
                if name in TELLERS:
                    found |= {str(one.value) for one in constants}
    return found


def test_every_sentence_has_a_japanese_twin_with_the_same_places() -> None:
    def places(text: str) -> set[str | None]:
        return {name for _, name, _, _ in string.Formatter().parse(text)} - {None}

    told = _told()
    assert len(told) > 15
    for sentence in told:
        assert places(sentences.in_japanese(sentence)) == places(sentence)


def test_no_twin_is_left_over() -> None:
    assert set(sentences._TWINS) == _told()


def test_a_sentence_without_a_twin_is_noticed_in_english_too() -> None:
    with pytest.raises(KeyError):
        Narrator("en").sentence("Nobody translated this.")


def test_japanese_cells_keep_the_columns_straight() -> None:
    out = io.StringIO()
    Narrator("ja", out).table([["モデル", "正解"], ["base", "1/30"]])
    first, second = out.getvalue().splitlines()
    assert first.index("正解") == second.index("1/30") - 3  # three wide characters before it


def test_a_quote_names_its_author_once() -> None:
    out = io.StringIO()
    Narrator("en", out).quote(["one", "two"], by="Ben")
    assert out.getvalue().splitlines() == ["     Ben │ one", "         │ two"]


def test_the_times_add_up() -> None:
    out = io.StringIO()
    narrator = Narrator("en", out)
    narrator.took("Starting everything", 2.5)
    narrator.took("What the ratings say", 1.25)
    narrator.where_the_time_went()
    assert out.getvalue().splitlines()[-1].split() == ["All", "of", "it", "3.8", "s"]
