"""What a case of the corpus is: a file that somebody may send, and what must become of it."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from core.errors import TogiError

EXAMPLES = Path(__file__).parents[4] / "examples"
CLEAN = {
    "ja": EXAMPLES / "legal-qa-ja.csv",
    "en": Path(__file__).with_name("office.csv"),
    "labels": EXAMPLES / "support-triage.csv",
}

OUTLIER = "length_outlier"

Pair = tuple[str, str]
Places = tuple[tuple[int, str], ...]  # rows or lines, with codes; row 0 is the whole file
Warned = frozenset[tuple[str, tuple[int, ...]]]  # codes with all rows that they lie between
Json = None | bool | int | float | str | Sequence["Json"] | dict[str, "Json"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A file and what is promised of it; of what is None nothing is said."""

    name: str
    content: bytes = field(repr=False)
    file: str = "faq.csv"
    # what `convert` makes of it
    pairs: Sequence[Pair] | None = field(default=None, repr=False)
    faults: Places | None = None
    refused: type[TogiError] | None = None
    encoding: str | None = None
    # what `check` says of it, beside a validation file or alone
    validation: bytes | None = field(default=None, repr=False)
    model: str | None = None
    errors: Places | None = None
    warned: Warned | None = None  # these and no others
    of_any_length: bool = False  # a planted row may also be shorter or longer than is usual
    # what is said of it when it comes in as a version
    arrives_with: Warned | None = None
    held_out: tuple[str, ...] = ()  # questions that earlier versions held out

    def __str__(self) -> str:
        return self.name

    @property
    def is_read(self) -> bool:
        return not (self.pairs is None and self.faults is None and self.refused is None)

    @property
    def is_checked(self) -> bool:
        return not (self.errors is None and self.warned is None)

    @property
    def codes(self) -> set[str]:
        places = (*(self.faults or ()), *(self.errors or ()))
        warned = (*(self.warned or ()), *(self.arrives_with or ()))
        return {code for _, code in places} | {code for code, _ in warned}


def as_bytes(content: str | bytes) -> bytes:
    return content if isinstance(content, bytes) else content.encode()


def reads(
    name: str,
    content: str | bytes,
    *pairs: Pair,
    file: str = "faq.csv",
    encoding: str | None = None,
) -> Case:
    """A file that is fine, and the questions and answers that it holds."""
    return Case(name=name, content=as_bytes(content), file=file, pairs=pairs, encoding=encoding)


def faulty(
    name: str, content: str | bytes, *faults: tuple[int, str], file: str = "faq.csv"
) -> Case:
    """A file that is refused for its bad rows; all of them, and no others."""
    return Case(name=name, content=as_bytes(content), file=file, faults=faults)


def refused(
    name: str, content: str | bytes, refusal: type[TogiError], *, file: str = "faq.csv"
) -> Case:
    """A file that is refused as a whole."""
    return Case(name=name, content=as_bytes(content), file=file, refused=refusal)


def survived(name: str, content: str | bytes, *, file: str = "faq.csv") -> Case:
    """A file of which only one thing is promised: nothing breaks."""
    return Case(name=name, content=as_bytes(content), file=file)


def planted(
    name: str, kind: str, rows: Iterable[Json], *found: tuple[str, *tuple[int, ...]]
) -> Case:
    """Rows at the end of a clean data set, and all that is found; the first planted one is 1."""
    base = clean(kind)
    at = {(code, tuple(len(base) + place for place in places)) for code, *places in found}
    return Case(
        name=f"{kind}: {name}",
        content=lines([*base, *rows]),
        file="chats.jsonl",
        errors=(),
        warned=frozenset(at),
        of_any_length=not any(code.startswith(OUTLIER) for code, *_ in found),
    )


def whole(name: str, rows: list[Json], *found: tuple[str, *tuple[int, ...]]) -> Case:
    return Case(
        name=f"whole: {name}",
        content=lines(rows),
        file="chats.jsonl",
        errors=(),
        warned=frozenset((code, tuple(places)) for code, *places in found),
    )


def message(role: str, content: Json, **more: Json) -> dict[str, Json]:
    return {"role": role, "content": content, **more}


def talk(*messages: Json, **more: Json) -> dict[str, Json]:
    return {"messages": list(messages), **more}


def chat(question: str, answer: str, system: str | None = None, **more: Json) -> dict[str, Json]:
    told = [message("system", system)] if system else []
    talk = [*told, message("user", question), message("assistant", answer)]
    return {"messages": talk, **more}


def dumped(value: Json) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")


def lines(values: Iterable[Json | bytes]) -> bytes:
    """A JSONL file; what is bytes already is a line as it stands."""
    found = (value if isinstance(value, bytes) else dumped(value) for value in values)
    return b"".join(line + b"\n" for line in found)


@cache
def clean(kind: str) -> tuple[bytes, ...]:
    """The lines of a data set without faults: fifty or more real questions with answers."""
    with CLEAN[kind].open(encoding="utf-8", newline="") as file:
        return tuple(dumped(chat(row["question"], row["answer"])) for row in csv.DictReader(file))
