"""How long a training should take is said before it runs, with where that is known from."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.locales import words_for
from bot.views.training.jobs import Expected, Progress, card
from core.tuning import Job, JobState
from tests import builders as a

EN, JA = words_for("en"), words_for("ja")


def job(state: JobState, **fields: object) -> Job:
    return a.a_job(a.a_version(a.a_dataset()), state=state, **fields)


def progress(expected: Expected | None) -> Progress:
    return Progress(step=3, losses=[], now=datetime.now(UTC), expected=expected)


@pytest.mark.parametrize(
    ("expected", "sentence"),
    [
        ((240.0, 3), "Waiting in the queue · about 4 minutes, by your last 3 trainings"),
        ((240.0, 1), "Waiting in the queue · about 4 minutes, by your last training"),
        ((240.0, 0), "Waiting in the queue · about 4 minutes"),
        (None, "Waiting in the queue"),
    ],
)
def test_a_waiting_training_says_how_long_it_should_take(
    expected: Expected | None, sentence: str
) -> None:
    text = card(job(JobState.QUEUED), progress(expected), EN)["text"]

    assert text.splitlines()[1] == sentence


def test_it_is_said_in_japanese() -> None:
    text = card(job(JobState.QUEUED), progress((240.0, 3)), JA)["text"]

    assert "約 4 分" in text
    assert "直近 3 回" in text


def test_once_it_runs_its_own_pace_says_more() -> None:
    running = job(JobState.RUNNING, total_steps=10, started_at=datetime.now(UTC))

    assert "by your last" not in card(running, progress((240.0, 3)), EN)["text"]


@pytest.mark.parametrize("state", [JobState.SUCCEEDED, JobState.FAILED, JobState.CANCELLED])
def test_what_has_ended_is_expected_no_more(state: JobState) -> None:
    assert "about" not in card(job(state), progress((240.0, 3)), EN)["text"]
