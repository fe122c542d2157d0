"""Reads JSONL: a chat or a preference a line, or an object with a question and an answer."""

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
from core.datasets.preferences import (
    dump_preference,
    is_preference,
    unified,
    what_is_wrong_with_preference,
)
from core.datasets.reading.columns import (
    AUTHOR,
    LABEL,
    SPLIT,
    Columns,
    Named,
    columns_of,
    split_of,
)
from core.datasets.reading.drafts import BLANK, Batch, Draft, in_batches
from core.datasets.reading.encodings import broken_text
from core.datasets.refusals import WrongColumns
from core.datasets.tables import Kind, Split

JSON_ENDINGS = (".jsonl", ".ndjson", ".json")
LONGEST_LINE = 10_000_000
LINE = "line"  # what the one column of a file without columns is called
TOO_DEEP = "nested too deeply"  # it can be read, but not be written again
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
    def notices(self) -> Sequence[Fault]:
        return ()

    @property
    def header(self) -> Sequence[str]:
        return (LINE,)

    def cells(self) -> Iterator[tuple[str]]:
        """Each line as it stands: a chat has no columns."""
        return ((line.rstrip("\r\n"),) for _, line in self._lines())

    def drafts(self, system: str | None) -> Iterator[Draft | Fault]:
        frame = Frame.with_system(system)
        kind: Kind | None = None
        for row, value in enumerate(self._values(), start=1):
            if isinstance(value, Fault):
                yield value._replace(row=row)
                continue
            own = kind_of(value)
            kind = kind or own
            if own and own is not kind:
                yield Fault(row, "mixed_kinds", kind=own.value)
            elif not isinstance(value, dict) or "messages" in value:
                yield from _draft_of_chat(row, value, system)
            elif own is Kind.PREFERENCE:
                yield from _draft_of_preference(row, value, system)
            else:
                yield self._draft_of_pair(row, value, frame)

    def batches(self, system: str | None) -> Iterator[Batch]:
        return in_batches(self.drafts(system))

    def _values(self) -> Iterator[object]:
        return (parsed(number, line) for number, line in self._lines())

    def _lines(self) -> Iterator[tuple[int, str]]:
        with self.path.open(encoding=self.encoding, newline="\n") as file:
            try:
                for number, line in numbered(file):
                    if len(line) > LONGEST_LINE or not line.isspace():
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
        split, label, author = (
            None if position is None else keys[position]
            for position in (columns.split, columns.label, columns.author)
        )
        line = frame.line(question, answer)
        return _with_what_it_says(Draft(row, question, line, None), pair, split, label, author)


def _draft_of_chat(row: int, value: object, system: str | None) -> Iterator[Draft | Fault]:
    faults = [Fault(row, code, details) for code, details in what_is_wrong(value)]
    yield from faults
    if not faults and isinstance(value, dict):
        chat = with_system(value, system)
        try:
            line = dump(chat)
        except orjson.JSONEncodeError:
            yield Fault(row, "invalid_json", {"reason": TOO_DEEP})
            return
        yield _with_what_it_says(Draft(row, everything_asked(chat), line, None), value)


def _draft_of_preference(
    row: int, value: dict[str, object], system: str | None
) -> Iterator[Draft | Fault]:
    preference = unified(value)
    faults = [Fault(row, *wrong) for wrong in what_is_wrong_with_preference(preference)]
    yield from faults
    if not faults:
        try:
            line = dump_preference(preference, system)
        except orjson.JSONEncodeError:
            yield Fault(row, "invalid_json", {"reason": TOO_DEEP})
            return
        draft = Draft(row, everything_asked(preference), line, None, kind=Kind.PREFERENCE)
        yield _with_what_it_says(draft, value)


def kind_of(value: object) -> Kind | None:
    if not isinstance(value, dict):
        return None
    return Kind.PREFERENCE if is_preference(value) else Kind.CHAT


def _with_what_it_says(
    draft: Draft,
    value: Mapping[str, object],
    split_key: str | None = SPLIT,
    label_key: str | None = LABEL,
    author_key: str | None = AUTHOR,
) -> Draft | Fault:
    """The draft with what the object says beside the chat itself."""
    if NUL in draft.line:
        return Fault(draft.row, "unreadable_character")
    split = _split(draft.row, value, split_key)
    if isinstance(split, Fault):
        return split
    label, author = (_said(value.get(key)) for key in (label_key or "", author_key or ""))
    return draft._replace(split=split, label=label, author=author)


def _said(value: object) -> str | None:
    return value.strip(BLANK) or None if isinstance(value, str) else None


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
