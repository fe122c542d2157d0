"""The example that the tour plays with: its file, its system prompt, a ticket that it holds out."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Example:
    file: Path
    system_prompt: str
    question: str  # held out: no model was trained on it
    answer: str


def read(file: Path) -> Example:
    with file.open(encoding="utf-8", newline="") as rows:
        held_out = next(row for row in csv.DictReader(rows) if row["split"] == "held_out")
    return Example(
        file=file,
        system_prompt=file.with_suffix(".system.txt").read_text(encoding="utf-8").strip(),
        question=held_out["question"],
        answer=held_out["answer"],
    )
