"""Chats as rows of a table, each text in a cell of its own, so that they can be read as one again.

A chat of anything but plain turns (tools, weights, pictures) fits into no columns: it stands in one
as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import orjson

from core.datasets.chats import ASSISTANT, SYSTEM, USER
from core.datasets.reading import columns
from core.datasets.reading.lines import LINE

MOST_TURNS = 50
BESIDE = (columns.SPLIT, columns.LABEL, columns.AUTHOR)

Row = tuple[int, str]  # its number, and the line as it stands
Turn = tuple[str, str]


class Plain(NamedTuple):
    """A chat of plain turns, with what its line says beside them."""

    turns: Sequence[Turn]
    system: str
    beside: Mapping[str, str]


class Shape(NamedTuple):
    """Which columns it takes to hold all rows."""

    turns: int
    system: bool
    beside: Sequence[str]
    whole: bool  # some fit into no columns

    @classmethod
    def of(cls, rows: Iterable[Row]) -> Shape:
        turns, system, whole, beside = 0, False, False, set[str]()
        for _, line in rows:
            chat = plain(line)
            if chat is None:
                whole = True
                continue
            turns = max(turns, len(chat.turns))
            system = system or bool(chat.system)
            beside.update(chat.beside)
        return cls(turns, system, [name for name in BESIDE if name in beside], whole)

    def header(self, question: str, answer: str) -> list[str]:
        named = [question, answer] if self.turns else []
        for turn in range(2, self.turns + 1):
            named += [f"{columns.QUESTION}{turn}", f"{columns.ANSWER}{turn}"]
        return [
            *named,
            *([columns.SYSTEM] if self.system else []),
            *self.beside,
            *([LINE] if self.whole else []),
        ]

    def cells(self, line: str) -> list[str]:
        chat = plain(line)
        known = chat or Plain((), "", {})
        missing = self.turns - len(known.turns)
        return [
            *(text for turn in known.turns for text in turn),
            *[""] * (2 * missing),
            *([known.system] if self.system else []),
            *(known.beside.get(name, "") for name in self.beside),
            *([("" if chat else line)] if self.whole else []),
        ]


def in_columns(
    rows: Callable[[], Iterator[Row]],
    question: str = columns.QUESTION,
    answer: str = columns.ANSWER,
) -> tuple[list[str], Iterator[tuple[int, list[str]]]]:
    """The names of columns, and the rows in them; they are read twice, and never all kept."""
    shape = Shape.of(rows())
    cells = ((number, shape.cells(line)) for number, line in rows())
    return shape.header(question, answer), cells


def plain(line: str) -> Plain | None:
    """The chat of a line, if a table can hold all that it says."""
    try:
        value = orjson.loads(line)
    except orjson.JSONDecodeError:
        return None
    if not isinstance(value, dict):
        return None
    beside = {name: value.pop(name) for name in BESIDE if name in value}
    if not all(isinstance(text, str) for text in beside.values()):
        return None
    if value.keys() == {columns.QUESTION, columns.ANSWER}:
        value = {"messages": _exchange(value)}
    if value.keys() != {"messages"} or (said := _texts(value["messages"])) is None:
        return None
    system = said.pop(0)[1] if said and said[0][0] == SYSTEM else ""
    roles = [role for role, _ in said]
    turns = len(said) // 2
    if not 0 < turns <= MOST_TURNS or roles != [USER, ASSISTANT] * turns:
        return None
    texts = [text for _, text in said]
    return Plain(list(zip(texts[::2], texts[1::2], strict=True)), system, beside)


def _exchange(pair: Mapping[str, object]) -> list[dict[str, object]]:
    """What an object with a question and an answer says, as a chat."""
    asked = {"role": USER, "content": pair[columns.QUESTION]}
    return [asked, {"role": ASSISTANT, "content": pair[columns.ANSWER]}]


def _texts(messages: object) -> list[tuple[str, str]] | None:
    """Role and text of each message; None where one says anything else."""
    if not isinstance(messages, list):
        return None
    said = []
    for message in messages:
        if not isinstance(message, dict) or message.keys() != {"role", "content"}:
            return None
        role, text = message["role"], message["content"]
        if not isinstance(role, str) or not isinstance(text, str):
            return None
        said.append((role, text))
    return said
