"""Questions in a file, answered when there is time: through the real SDK, and through deaths."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
from collections.abc import Callable
from contextlib import closing

import openai
import pytest
from openai import OpenAI
from openai.types import Batch

from tests.trainer.conftest import Trainer, jsonl, until
from tests.trainer.test_protocol import refusal

NewTrainer = Callable[..., Trainer]
Row = dict[str, object]
OVER = {"completed", "failed", "expired", "cancelled"}


def line(name: str, *, model: str = "tiny", **more: object) -> Row:
    body = {"model": model, "messages": [{"role": "user", "content": name}], "max_tokens": 8}
    url = "/v1/chat/completions"
    return {"custom_id": name, "method": "POST", "url": url, "body": {**body, **more}}


def uploaded(client: OpenAI, rows: list[Row]) -> str:
    return client.files.create(file=("questions.jsonl", jsonl(rows)), purpose="batch").id


def begun(client: OpenAI, rows: list[Row], **labels: str) -> Batch:
    return client.batches.create(
        input_file_id=uploaded(client, rows),
        endpoint="/v1/chat/completions",
        completion_window="24h",
        metadata=labels or None,
    )


def ended(client: OpenAI, batch: str) -> Batch:
    def look() -> Batch | None:
        seen = client.batches.retrieve(batch)
        return seen if seen.status in OVER else None

    return until(look)


def rows_in(client: OpenAI, file: str | None) -> list[dict[str, dict[str, object]]]:
    # As bytes: text is also parted at a line separator that an answer may hold.
    lines = client.files.content(file).content.splitlines() if file else []
    return [json.loads(line) for line in lines]


def names_in(client: OpenAI, file: str | None) -> list[object]:
    return [row["custom_id"] for row in rows_in(client, file)]


def answered(client: OpenAI, batch: str, least: int) -> Batch:
    def look() -> Batch | None:
        seen = client.batches.retrieve(batch)
        return seen if seen.request_counts and seen.request_counts.completed >= least else None

    return until(look)


def test_every_line_is_answered_under_its_own_name_as_the_chat_answers(trainer: Trainer) -> None:
    client = trainer.client
    rows = [line(f"question {n}", temperature=0) for n in range(6)]
    batch = begun(client, rows, run="r-1")

    assert (batch.status, batch.metadata) == ("validating", {"run": "r-1"})
    done = ended(client, batch.id)

    assert (done.status, done.error_file_id, done.model) == ("completed", None, "tiny")
    assert done.request_counts
    assert done.request_counts.model_dump() == {"total": 6, "completed": 6, "failed": 0}
    assert done.in_progress_at
    assert done.finalizing_at
    assert done.completed_at
    results = rows_in(client, done.output_file_id)
    assert [row["custom_id"] for row in results] == [row["custom_id"] for row in rows]
    said = results[0]["response"]["body"]
    direct = client.chat.completions.create(
        model="tiny", messages=[{"role": "user", "content": "question 0"}], max_tokens=8,
        temperature=0,
    )  # fmt: skip
    assert isinstance(said, dict)
    assert said["choices"][0]["message"]["content"] == direct.choices[0].message.content
    assert said["usage"]["completion_tokens"] == direct.usage.completion_tokens  # type: ignore[union-attr] # always told


def test_a_line_that_cannot_be_answered_is_told_in_the_file_of_errors(trainer: Trainer) -> None:
    client = trainer.client
    bad = {"temperature": 3}, {"stream": True}, {"tools": []}
    rows = [line("good"), *(line(f"bad {n}", **how) for n, how in enumerate(bad))]
    done = ended(client, begun(client, rows).id)

    assert done.status == "completed"
    assert names_in(client, done.output_file_id) == ["good"]
    errors = rows_in(client, done.error_file_id)
    assert [row["response"]["status_code"] for row in errors] == [400, 400, 400]
    assert [row["response"]["body"]["error"]["param"] for row in errors] == [  # type: ignore[index] # JSON
        "temperature",
        "stream",
        "tools",
    ]


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([line("a"), {"custom_id": "b"}], "invalid_request"),
        ([line("a"), line("a")], "duplicate_custom_id"),
        ([line("a"), line("b", model="other")], "mismatched_model"),
        ([line("a"), {**line("b"), "url": "/v1/embeddings"}], "invalid_request"),
    ],
)
def test_a_file_of_another_form_fails_whole_with_its_lines(
    trainer: Trainer, rows: list[Row], code: str
) -> None:
    done = ended(trainer.client, begun(trainer.client, rows).id)

    assert (done.status, done.output_file_id) == ("failed", None)
    assert done.errors
    assert done.errors.data
    assert (done.errors.data[0].code, done.errors.data[0].line) == (code, 2)


def test_what_is_no_batch_is_refused_with_the_parameter_at_fault(trainer: Trainer) -> None:
    client = trainer.client
    wrong = client.files.create(file=("x.jsonl", jsonl([line("a")])), purpose="fine-tune").id
    for file, code in (("file-none", "file_not_found"), (wrong, "invalid_file_purpose")):
        with pytest.raises(openai.BadRequestError) as error:
            client.batches.create(
                input_file_id=file, endpoint="/v1/chat/completions", completion_window="24h"
            )
        assert refusal(error.value) == (400, "input_file_id", code)
    with pytest.raises(openai.BadRequestError) as error:
        client.batches.create(
            input_file_id=wrong, endpoint="/v1/embeddings", completion_window="24h"
        )
    assert refusal(error.value)[:2] == (400, "endpoint")
    with pytest.raises(openai.NotFoundError):
        client.batches.retrieve("batch_none")


def test_batches_are_listed_newest_first_page_by_page(trainer: Trainer) -> None:
    client = trainer.client
    made = [begun(client, [line("a")]).id for _ in range(3)]

    assert [batch.id for batch in client.batches.list(limit=1)][:3] == made[::-1]


def test_a_cancelled_batch_keeps_what_was_answered(trainer: Trainer) -> None:
    client = trainer.client
    batch = begun(client, [line(f"{n}", max_tokens=64) for n in range(400)])
    answered(client, batch.id, 2)

    with pytest.raises(openai.BadRequestError, match="still reads"):
        client.files.delete(batch.input_file_id)
    assert client.batches.cancel(batch.id).status == "cancelling"
    done = ended(client, batch.id)

    assert done.status == "cancelled"
    said, never = (names_in(client, one) for one in (done.output_file_id, done.error_file_id))
    assert done.request_counts
    assert len(said) == done.request_counts.completed >= 2
    assert sorted([*said, *never], key=lambda name: int(str(name))) == [f"{n}" for n in range(400)]
    assert rows_in(client, done.error_file_id)[0]["error"]["code"] == "batch_cancelled"
    with pytest.raises(openai.BadRequestError, match="Cannot cancel"):
        client.batches.cancel(batch.id)


@pytest.mark.slow
def test_killed_in_the_middle_it_goes_on_and_answers_each_line_once(
    new_trainer: NewTrainer,
) -> None:
    """The answers are drawn by lot: one that was given twice would be another."""
    trainer = new_trainer()
    rows = [line(f"{n}", max_tokens=32) for n in range(120)]
    batch = begun(trainer.client, rows, run="r-2")
    answered(trainer.client, batch.id, 10)
    trainer.kill()
    with closing(sqlite3.connect(trainer.data / "trainer.sqlite")) as store:
        kept = {json.loads(row)["id"] for (row,) in store.execute("SELECT result FROM batch_lines")}

    trainer.start()
    done = ended(trainer.client, batch.id)

    assert (done.status, done.metadata) == ("completed", {"run": "r-2"})
    assert names_in(trainer.client, done.output_file_id) == [row["custom_id"] for row in rows]
    assert kept <= {str(row["id"]) for row in rows_in(trainer.client, done.output_file_id)}


@pytest.mark.slow
def test_an_inference_process_that_dies_costs_no_answer(new_trainer: NewTrainer) -> None:
    trainer = new_trainer()
    batch = begun(trainer.client, [line(f"{n}", max_tokens=32) for n in range(80)])
    answered(trainer.client, batch.id, 5)
    os.kill(trainer.inference_pid(), signal.SIGKILL)

    done = ended(trainer.client, batch.id)

    assert done.request_counts
    assert done.request_counts.model_dump() == {"total": 80, "completed": 80, "failed": 0}


@pytest.mark.slow
def test_a_model_whose_base_is_gone_is_refused_and_holds_up_no_other_batch(
    new_trainer: NewTrainer,
) -> None:
    trainer = new_trainer()
    with closing(sqlite3.connect(trainer.data / "trainer.sqlite")) as store, store:
        store.execute("INSERT INTO models VALUES ('ft:gone:x', 1, 'gone', 'ftjob-1', '/no', NULL)")
    first = begun(trainer.client, [line("a", model="ft:gone:x")])
    second = begun(trainer.client, [line("b")])

    refused = ended(trainer.client, first.id)
    (row,) = rows_in(trainer.client, refused.error_file_id)
    assert row["response"]["body"]["error"]["code"] == "base_model_unavailable"  # type: ignore[index] # JSON
    assert names_in(trainer.client, ended(trainer.client, second.id).output_file_id) == ["b"]


@pytest.mark.slow
def test_a_batch_whose_file_cannot_be_read_holds_up_no_other(new_trainer: NewTrainer) -> None:
    trainer = new_trainer()
    broken = begun(trainer.client, [line(f"{n}", max_tokens=64) for n in range(200)])
    answered(trainer.client, broken.id, 1)
    trainer.kill()
    (trainer.data / "files" / broken.input_file_id).unlink()

    trainer.start()
    other = ended(trainer.client, begun(trainer.client, [line("b")]).id)

    assert names_in(trainer.client, other.output_file_id) == ["b"]


@pytest.mark.slow
def test_what_is_not_answered_in_time_expires(new_trainer: NewTrainer) -> None:
    trainer = new_trainer()
    batch = begun(trainer.client, [line(f"{n}", max_tokens=64) for n in range(200)])
    answered(trainer.client, batch.id, 2)
    trainer.kill()
    with closing(sqlite3.connect(trainer.data / "trainer.sqlite")) as store, store:
        store.execute("UPDATE batches SET expires_at = 1")

    trainer.start()
    done = ended(trainer.client, batch.id)

    assert done.status == "expired"
    said, late = (
        names_in(trainer.client, one) for one in (done.output_file_id, done.error_file_id)
    )
    assert len(said) + len(late) == 200
    assert rows_in(trainer.client, done.error_file_id)[0]["error"]["code"] == "batch_expired"
