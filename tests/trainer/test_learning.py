"""The bundled base really learns: unseen support tickets, asked before and after."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.trainer.conftest import Trainer

EXAMPLES = Path(__file__).parents[2] / "examples"
BASE = "smollm2-135m-instruct"
PATIENCE_SECONDS = 900

Row = dict[str, str]


def chat(system: str, row: Row) -> list[dict[str, object]]:
    return [
        {"role": "system", "content": system},
        {"role": "user", "content": row["question"]},
        {"role": "assistant", "content": row["answer"]},
    ]


def scores(trainer: Trainer, model: str, system: str, rows: list[Row]) -> tuple[int, int]:
    """How many answers are JSON, and how many are right in every field."""
    client = trainer.client

    def ask(row: Row) -> str:
        reply = client.chat.completions.create(
            model=model,
            messages=chat(system, row)[:2],  # type: ignore[arg-type] # the SDK wants literals
            max_tokens=64,
            temperature=0,
        )
        return reply.choices[0].message.content or ""

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(ask, rows))
    exact = sum(
        fields(answer) == fields(row["answer"]) for answer, row in zip(answers, rows, strict=True)
    )
    return sum(fields(answer) is not None for answer in answers), exact


def fields(text: str) -> object:
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        return None


@pytest.mark.slow
def test_the_bundled_base_learns_to_triage_tickets(new_trainer: Callable[..., Trainer]) -> None:
    """With `auto` alone: fifty examples make a useless model right on most unseen tickets."""
    trainer = new_trainer("--threads", "2")
    system = (EXAMPLES / "support-triage.system.txt").read_text("utf-8").strip()
    with (EXAMPLES / "support-triage.csv").open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    unseen = [row for row in rows if row["split"] == "held_out"]
    training: list[dict[str, object]] = [
        {"messages": chat(system, row)} for row in rows if row["split"] == "train"
    ]

    before = scores(trainer, BASE, system, unseen[:8])
    created = trainer.train(training, model=BASE, method={"type": "supervised"})
    job = trainer.ended(created.id, PATIENCE_SECONDS)
    valid, exact = scores(trainer, job.fine_tuned_model or "", system, unseen)

    assert before == (0, 0)
    assert job.status == "succeeded"
    assert valid >= 27, (valid, exact)
    assert exact >= 15, (valid, exact)
