"""Reads JSONL: a chat a line, or an object with a question and an answer."""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import IO, AnyStr

import orjson

from core.datasets.chats import SHOWN, Frame, dump, everything_asked, with_system
from core.datasets.checking.form import what_is_wrong
from core.datasets.faults import Fault
from core.datasets.reading.columns import Columns, Named, columns_of, split_of
from core.datasets.reading.drafts import BLANK, Batch, Draft, in_batches
from core.datasets.reading.encodings import broken_text
from core.datasets.refusals import WrongColumns
from core.datasets.tables import Split

JSON_ENDINGS = (".jsonl", ".ndjson", ".json")
LONGEST_LINE = 10_000_000
LINE = "line"  # what the one column of a file without columns is called
NUL = b"\\u0000"  # as canonical JSON writes it


def numbered(file: IO[AnyStr]) -> Iterator[tuple[int, AnyStr]]:
    """Lines and their numbers; of a line that is too long, only the beginning."""
    number = 0
    while line := file.readline(LONGEST_LINE + 1):
        number += 1
        yield number, line
        while len(line) > LONGEST_LINE and line[-1:] not in ("\n", b"\n"):
            line = file.readline(LONGEST_LINE + 1)


def parsed(row: int, line: str | bytes) -> object | Fault:
    """The value of a line, or why there is none."""
    if isinstance(line, bytes) and line.startswith(codecs.BOM_UTF8):
        return Fault(row, "byte_order_mark")
    if len(line) > LONGEST_LINE:
        return Fault(row, "line_too_long", {"limit": LONGEST_LINE})
    try:
        value: object = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        return Fault(row, "invalid_json", {"reason": f"{error.msg}, character {error.colno}"})
    return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """A file of JSON lines."""

    path: Path
    file_name: str
    encoding: str
    named: Named = field(default_factory=Named)

    @property
    def headings(self) -> Named:
        """None: chats have no columns, and of objects each line has its own keys."""
        return Named()

    @property
    def header(self) -> Sequence[str]:
        return (LINE,)

    def cells(self) -> Iterator[tuple[str]]:
        """Each line as it stands: a chat has no columns."""
        return ((line.rstrip("\r\n"),) for _, line in self._lines())

    def drafts(self, system: str | None) -> Iterator[Draft | Fault]:
        frame = Frame.with_system(system)
        for row, value in enumerate(self._values(), start=1):
            if isinstance(value, Fault):
                yield value._replace(row=row)
            elif isinstance(value, dict) and "messages" not in value:
                yield self._draft_of_pair(row, value, frame)
            else:
                yield from _draft_of_chat(row, value, system)

    def batches(self, system: str | None) -> Iterator[Batch]:
        return in_batches(self.drafts(system))

    def _values(self) -> Iterator[object]:
        return (parsed(number, line) for number, line in self._lines())

    def _lines(self) -> Iterator[tuple[int, str]]:
        with self.path.open(encoding=self.encoding, newline="\n") as file:
            try:
                for number, line in numbered(file):
                    if not line.isspace():
                        yield number, line
            except UnicodeDecodeError:
                raise broken_text(self.path, self.file_name, self.encoding) from None

    def _draft_of_pair(self, row: int, pair: dict[str, object], frame: Frame) -> Draft | Fault:
        columns = _columns(tuple(pair), self.named, self.file_name)
        if columns is None:
            return Fault(row, "missing_messages_list")
        keys = list(pair)
        texts = []
        for what in ("question", "answer"):
            key = keys[getattr(columns, what)]
            text = "" if pair[key] is None else pair[key]
            if not isinstance(text, str):
                return Fault(row, "not_text", {"key": key[:SHOWN]})
            if not text.strip(BLANK):
                return Fault(row, f"empty_{what}")
            texts.append(text)
        question, answer = texts
        split = _split(row, pair, None if columns.split is None else keys[columns.split])
        if isinstance(split, Fault):
            return split
        return _without_nul(Draft(row, question, frame.line(question, answer), split))


def _draft_of_chat(row: int, value: object, system: str | None) -> Iterator[Draft | Fault]:
    faults = [Fault(row, code, details) for code, details in what_is_wrong(value)]
    yield from faults
    if faults or not isinstance(value, dict):
        return
    split = _split(row, value, "split")
    if isinstance(split, Fault):
        yield split
        return
    chat = with_system(value, system)
    yield _without_nul(Draft(row, everything_asked(chat), dump(chat), split))


def _without_nul(draft: Draft) -> Draft | Fault:
    return Fault(draft.row, "unreadable_character") if NUL in draft.line else draft


def _split(row: int, value: Mapping[str, object], key: str | None) -> Split | Fault | None:
    text = value.get(key) if key else None
    if text is None:
        return None
    split = split_of(text) if isinstance(text, str) else None
    return split or Fault(row, "unknown_split", {"value": str(text)[:SHOWN]})


@lru_cache(maxsize=64)
def _columns(keys: tuple[str, ...], named: Named, file_name: str) -> Columns | None:
    try:
        return columns_of(keys, named, file_name)
    except WrongColumns:
        return None
