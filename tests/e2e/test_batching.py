"""A large comparison is answered in batches by a real trainer: each answer once, whoever dies."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.test_channel_settings import a_second_model, kept
from tests.e2e.test_evaluating import people_asked, starts
from tests.e2e.workspace import Message, Process, Workspace, training, until, workspace

pytestmark = pytest.mark.slow
QUESTIONS, TAKES, TIMED = 25, 3, 20
BATCHED = 2 * (QUESTIONS * TAKES - TIMED)
THRICE = {"consistency": {"type": "checkboxes", "selected_options": [{"value": "consistency"}]}}
LARGE = {"TOGI_BATCH_FROM": "50", "TOGI_MAX_TOKENS": "150"}
HELD = """SELECT a.state, a.total_ms, a.completion_tokens
          FROM answers a JOIN run_answers r ON r.answer_id = a.id"""


@pytest.fixture
def two_bases(tmp_path: Path, tiny_base: Path) -> Iterator[Process]:
    with training(tmp_path, tiny_base) as trainer:
        trainer.kill()
        trainer.arguments += ["--base", f"challenger={tiny_base}"]
        trainer.start()
        yield trainer


@pytest.fixture
def large(two_bases: Process, tmp_path: Path) -> Iterator[Workspace]:
    with workspace(tmp_path, two_bases, **LARGE) as whole:
        yield whole


def batches(togi: Workspace) -> list[Message]:
    url = f"{togi.trainer.url}/batches"
    found: list[Message] = togi.http.get(url, headers={"Authorization": "Bearer k"}).json()["data"]
    return found


def a_running_batch(togi: Workspace) -> Message:
    def look() -> Message | None:
        begun = [one for one in batches(togi) if one["status"] == "in_progress"]
        return next((one for one in begun if one["request_counts"]["completed"] > 1), None)

    return until(look, "a batch that runs")


def compares(togi: Workspace) -> None:
    a_second_model(togi)
    people_asked(togi, QUESTIONS - 1)  # and one that made the first model known
    starts(togi, questions=30, consistency=THRICE)


def answers_of_run(togi: Workspace) -> list[tuple[object, ...]]:
    """State, time and tokens of each, once people may vote."""
    prepared = "SELECT id FROM evaluation_runs WHERE state NOT IN ('preparing', 'failed')"
    until(lambda: kept(togi, prepared), "the answers")
    return kept(togi, HELD)


def test_a_bot_that_dies_while_batches_run_takes_over_each_answer_once(large: Workspace) -> None:
    compares(large)
    a_running_batch(large)
    large.bot.kill()
    large.bot.start()
    held = answers_of_run(large)

    assert len(held) == 2 * QUESTIONS * TAKES
    assert {state for state, *_ in held} == {"complete"}
    assert sum(ms is None for _, ms, _ in held) == BATCHED  # none was asked for again singly
    ended = batches(large)
    assert [one["status"] for one in ended] == ["completed"] * 2
    assert sum(one["request_counts"]["total"] for one in ended) == BATCHED
    assert len({one["model"] for one in ended}) == 2
    assert all(tokens for *_, tokens in held)
    files = large.http.get(
        f"{large.trainer.url}/files?purpose=batch", headers={"Authorization": "Bearer k"}
    )
    assert files.json()["data"] == []  # what people asked doesn't stay there


def test_what_a_batch_left_unanswered_is_asked_singly(large: Workspace) -> None:
    compares(large)
    running = a_running_batch(large)
    url = f"{large.trainer.url}/batches/{running['id']}/cancel"
    assert large.http.post(url, headers={"Authorization": "Bearer k"}).status_code == 200
    held = answers_of_run(large)

    assert {state for state, *_ in held} == {"complete"}
    done = sum(one["request_counts"]["completed"] for one in batches(large))
    assert sum(ms is None for _, ms, _ in held) == done < BATCHED


def test_a_provider_that_takes_no_batch_is_asked_singly(tmp_path: Path, speaker: Process) -> None:
    more = {"TOGI_BASE_MODEL": "slow", "TOGI_MAX_TOKENS": "9000", "TOGI_BATCH_FROM": "1"}
    with workspace(tmp_path, speaker, **more) as togi:
        a_second_model(togi)
        people_asked(togi, QUESTIONS - 1)  # and one that made the first model known
        starts(togi, questions=30)
        held = answers_of_run(togi)

        assert len(held) == 2 * QUESTIONS
        assert all(state == "complete" and ms is not None for state, ms, _ in held)
