"""Reads a file as it comes from a person, and says what was found."""

from __future__ import annotations

from pathlib import Path

from core.datasets import question_and_answer
from core.datasets.faults import Fault
from core.datasets.reading.columns import Named
from core.datasets.reading.drafts import Draft
from core.datasets.reading.sources import open_source


def found_in(
    folder: Path, content: bytes | str, name: str = "faq.csv", named: Named | None = None
) -> list[Draft | Fault]:
    path = folder / "download"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(open_source(path, name, named).drafts(None))


def pairs(found: list[Draft | Fault]) -> list[tuple[str, str]]:
    drafts = [draft for draft in found if isinstance(draft, Draft)]
    assert len(drafts) == len(found), found
    return [question_and_answer(draft.line)[:2] for draft in drafts]


def codes(found: list[Draft | Fault]) -> list[tuple[int, str]]:
    return [(fault.row, fault.code) for fault in found if isinstance(fault, Fault)]
