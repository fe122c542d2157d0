"""Examples to show to a check, and what it says of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from core.datasets.checking.check import Check
from core.datasets.checking.row import Row
from core.datasets.faults import Fault

Found = tuple[str, tuple[int, ...]]


def row(number: int, answer: str, question: str = "Why?", system: str | None = None) -> Row:
    told = [{"role": "system", "content": system}] if system else []
    said = [{"role": "user", "content": question}, {"role": "assistant", "content": answer}]
    return Row.of(number, {"messages": [*told, *said]})


def faults(check: Callable[[], Check], rows: Iterable[Row]) -> list[Fault]:
    looking = check()
    for one in rows:
        looking.see(one)
    found = list(looking.findings())
    assert all(fault.sentence and fault.advice for fault in found)
    return found


def found(check: Callable[[], Check], rows: Iterable[Row]) -> list[Found]:
    """Code (and kind) of each finding, and its rows."""
    return [
        (f"{fault.code}:{fault.kind}" if fault.kind else fault.code, fault.rows or (fault.row,))
        for fault in faults(check, rows)
    ]


def answers(*texts: str) -> list[Row]:
    return [row(number, text) for number, text in enumerate(texts, start=1)]
