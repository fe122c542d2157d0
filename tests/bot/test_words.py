"""How Togi speaks: languages, numbers, times, and that nothing is shown that is not translated."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.locales import LANGUAGES, words_for
from core.errors import TogiError
from core.people.permissions import NotAllowed

BOT = Path(__file__).parents[2] / "bot"

# Where a view takes text that a person reads: the positions and names of those arguments.
SHOWN: dict[str, tuple[tuple[int, ...], tuple[str, ...]]] = {
    "message": ((0,), ("text",)),
    "section": ((0,), ("text",)),
    "header": ((0,), ("text",)),
    "plain": ((0,), ("text",)),
    "mrkdwn": ((0,), ("text",)),
    "button": ((0,), ("text",)),
    "option": ((0,), ("text",)),
    "picture": ((1,), ("alt",)),
    "confirmation": ((0, 1, 2, 3), ("title", "text", "yes", "no")),
    "input_block": ((1,), ("label", "hint")),
    "text_input": ((), ("placeholder",)),
    "modal": ((), ("title", "submit", "close")),
    "context": (tuple(range(10)), ()),
    "fields": (tuple(range(10)), ()),
}
AS_IT_IS = {
    "Togi",  # a name
    " v",  # before a version's number
    "@support",  # how Slack writes a user group
}
TWO_WORDS = re.compile(r"[A-Za-z]{2,} [A-Za-z]{2,}")


def test_a_member_hears_their_own_language() -> None:
    assert words_for("ja-JP")("Cancel") == "キャンセル"
    assert words_for("ja_JP")("Cancel") == "キャンセル"
    assert words_for("en-GB")("Cancel") == "Cancel"


def test_who_speaks_what_we_do_not_hears_english() -> None:
    assert words_for("fr-FR")("Cancel") == "Cancel"
    assert words_for("")("Cancel") == "Cancel"


@pytest.mark.parametrize(
    ("number", "english", "japanese"),
    [
        (0, "0 training examples", "学習用 0 件"),
        (1, "1 training example", "学習用 1 件"),
        (1200, "1,200 training examples", "学習用 1,200 件"),
    ],
)
def test_things_are_counted_as_natives_do(number: int, english: str, japanese: str) -> None:
    one, many = "{n} training example", "{n} training examples"
    assert words_for("en").count(number, one, many) == english
    assert words_for("ja").count(number, one, many) == japanese


@pytest.mark.parametrize(
    ("seconds", "english", "japanese"),
    [
        (0.4, "about 1 second left", "残り約 1 秒"),
        (7, "about 7 seconds left", "残り約 7 秒"),
        (43, "about 45 seconds left", "残り約 45 秒"),
        (58, "about 1 minute left", "残り約 1 分"),
        (107, "about 2 minutes left", "残り約 2 分"),
        (117, "about 2 minutes left", "残り約 2 分"),
        (600, "about 10 minutes left", "残り約 10 分"),
        (5400, "about 90 minutes left", "残り約 90 分"),
        (10_000, "about 3 hours left", "残り約 3 時間"),
        (200_000, "about 2 days left", "残り約 2 日"),
    ],
)
def test_time_left_reads_well(seconds: float, english: str, japanese: str) -> None:
    for language, sentence in (("en", english), ("ja", japanese)):
        say = words_for(language)
        assert say("about {duration} left", duration=say.duration(seconds)) == sentence


def test_moments_are_told_in_the_readers_zone() -> None:
    moment = datetime(2026, 11, 22, 13, 7, tzinfo=UTC)
    assert words_for("ja").when(moment, "Asia/Tokyo") == "2026/11/22 22:07:00"
    assert words_for("en").when(moment, "America/New_York").startswith("Nov 22, 2026, 8:07:00")
    assert words_for("ja").when(moment, "Nowhere/Land") == "2026/11/22 13:07:00"


def test_a_refusal_is_told_in_the_persons_language() -> None:
    error: TogiError = NotAllowed()
    assert words_for("en").error(error) == str(error)
    assert words_for("ja").error(error).startswith("この操作は運用担当者だけができます。")


def _sources(*folders: str) -> Iterator[tuple[Path, ast.Module]]:
    for folder in folders:
        for path in sorted((BOT / folder).rglob("*.py")):
            yield path, ast.parse(path.read_text(encoding="utf-8"))


def _untranslated(node: ast.AST) -> Iterator[str]:
    """The literals in an expression that hold letters and don't go through `say`."""
    match node:
        case ast.Constant(value=str(text)):
            if any(character.isalpha() for character in text) and text not in AS_IT_IS:
                yield text
        case ast.Call(func=ast.Attribute(value=ast.Constant()), args=args):  # "\n".join(…)
            for argument in args:
                yield from _untranslated(argument)
        case ast.Call() | ast.Subscript() | ast.Compare():
            return  # `say`, or a function of the views, which is looked at where it is written
        case _:
            for child in ast.iter_child_nodes(node):
                yield from _untranslated(child)


def _shown(call: ast.Call) -> Iterator[ast.expr]:
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    positions, keywords = SHOWN.get(name, ((), ()))
    yield from (call.args[at] for at in positions if at < len(call.args))
    yield from (keyword.value for keyword in call.keywords if keyword.arg in keywords)


def test_what_a_view_shows_is_translated() -> None:
    bypassing = [
        f"{path.name}:{node.lineno}: {text}"
        for path, tree in _sources("views", "listeners", "flows")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        for argument in _shown(node)
        for text in _untranslated(argument)
    ]
    assert not bypassing


def test_no_sentence_of_a_view_is_said_without_its_words() -> None:
    """A literal of several words in a view is a sentence, wherever it stands."""
    bypassing = [
        f"{path.name}:{text}"
        for path, tree in _sources("views")
        for text in _sentences_outside_say(tree)
    ]
    assert not bypassing


def _sentences_outside_say(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Call(func=ast.Name(id="say") | ast.Attribute(value=ast.Name(id="say"))):
            return
        case ast.Expr(value=ast.Constant()):  # a docstring
            return
        case ast.Constant(value=str(text)) if TWO_WORDS.search(text):
            yield text
        case _:
            for child in ast.iter_child_nodes(node):
                yield from _sentences_outside_say(child)


def test_the_words_of_a_modal_fit_their_places_in_every_language() -> None:
    """Slack allows a title and its two buttons 24 characters; what is longer would be cut."""
    said = {
        keyword.value.args[0].value
        for _, tree in _sources("views")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "modal"
        for keyword in node.keywords
        if keyword.arg in {"title", "submit", "close"}
        and isinstance(keyword.value, ast.Call)
        and isinstance(keyword.value.args[0], ast.Constant)
    }
    assert said
    too_long = [
        shown for one in said for say in map(words_for, LANGUAGES) if len(shown := say(one)) > 24
    ]
    assert not too_long
