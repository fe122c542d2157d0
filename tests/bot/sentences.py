"""Gathers every sentence that a person may read, from the source.

As a script it writes new sentences into the catalogues, untranslated, and drops what is said no
longer: `python tests/bot/sentences.py`. The tests then fail until each has its translation.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
LOCALES = ROOT / "bot" / "locales"
SPEAKERS = {"say", "complain", "_say"}  # functions whose first argument is a sentence


class Sentence(NamedTuple):
    """A sentence as it is written in English; `many` is its plural form, if it counts things."""

    one: str
    many: str | None
    where: str

    @property
    def id(self) -> str | tuple[str, str]:
        """How a catalogue calls it."""
        return self.one if self.many is None else (self.one, self.many)


def sentences() -> list[Sentence]:
    """Every sentence of the bot, of the command line and of the core's refusals."""
    found: dict[str, Sentence] = {}
    for folder in ("bot", "core"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            for sentence in sentences_of(path):
                found.setdefault(sentence.one, sentence)
    return list(found.values())


def sentences_of(path: Path) -> Iterator[Sentence]:
    where = path.relative_to(ROOT).as_posix()
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    for node in sorted(nodes, key=lambda node: getattr(node, "lineno", 0)):
        for one, many in _said(node):
            if any(character.isalpha() for character in _without_places(one)):
                yield Sentence(one, many, where)


def _said(node: ast.AST) -> Iterator[tuple[str, str | None]]:
    match node:
        case ast.Call(func=ast.Attribute(attr="count"), args=[_, one, many]):
            yield _text(one), _text(many)
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), args=[first, *_]) if (
            name in SPEAKERS and isinstance(first, ast.Constant)
        ):
            yield _text(first), None
        case ast.Call(func=ast.Name(id="Verb"), args=[_, _, summary, _]):
            yield _text(summary), None
        case ast.AnnAssign(target=ast.Name(id="template"), value=ast.Constant() as value):
            yield _text(value), None
        case ast.AnnAssign(
            target=ast.Name(id="SENTENCES" | "ADVICE"), value=ast.Dict(values=values)
        ):
            yield from ((_text(value), None) for value in values)


def _text(node: ast.expr) -> str:
    value = ast.literal_eval(node)
    assert isinstance(value, str), f"a sentence is no literal: {ast.unparse(node)}"
    return value


def _without_places(sentence: str) -> str:
    """The sentence without its named places; `{reason}` alone is nothing to translate."""
    depth, left = 0, ""
    for character in sentence:
        depth += {"{": 1, "}": -1}.get(character, 0)
        left += character if not depth else ""
    return left


def bring_up_to_date(path: Path) -> None:
    """Write a catalogue anew: today's sentences, with the translations that it has."""
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import read_po, write_po

    said = Catalog()
    for sentence in sentences():
        said.add(sentence.id, locations=[(sentence.where, None)])
    with path.open("rb") as file:
        catalogue = read_po(file)
    catalogue.update(said, no_fuzzy_matching=True, update_creation_date=False)
    catalogue.obsolete.clear()
    with path.open("wb") as file:
        write_po(file, catalogue, width=100, include_lineno=False)


if __name__ == "__main__":
    for catalogue in sorted(LOCALES.glob("*/LC_MESSAGES/*.po")):
        bring_up_to_date(catalogue)
