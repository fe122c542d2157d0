"""Processes are killed for real; the job ends as if nothing had happened."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from functools import partial

import pytest

from tests.trainer.conftest import ROWS, Trainer, until

pytestmark = pytest.mark.slow

NewTrainer = Callable[..., Trainer]
EPOCHS = {"method": {"type": "supervised", "supervised": {"hyperparameters": {"n_epochs": 12}}}}
STEPS = 48


@pytest.fixture(scope="session")
def straight(trainer: Trainer) -> str:
    """The hash of the weights that a training never stopped ends with."""
    return trainer.adapter_hash(trainer.ended(trainer.train(**EPOCHS).id).id)


def assert_as_straight(trainer: Trainer, job: str, straight: str) -> None:
    ended = trainer.ended(job)
    assert ended.status == "succeeded", ended.error
    assert trainer.adapter_hash(job) == straight
    events = trainer.client.fine_tuning.jobs.list_events(job, limit=100).data
    steps = [event.message for event in events if event.message.startswith("Step ")]
    assert len(steps) == len(set(steps)) == STEPS
    assert len(list(trainer.client.fine_tuning.jobs.checkpoints.list(job))) == STEPS // 4


@pytest.mark.parametrize("save_seconds", ["0", "3600"])
def test_a_killed_training_goes_on_and_ends_the_same(
    new_trainer: NewTrainer, straight: str, save_seconds: str
) -> None:
    """From a save within an epoch, and from the save at an epoch's end."""
    trainer = new_trainer("--save-seconds", save_seconds)
    job = trainer.train(**EPOCHS)
    trainer.step(job.id, 6)
    os.kill(trainer.training_pid(job.id), signal.SIGKILL)
    until(partial(deaths, trainer, job.id))

    assert_as_straight(trainer, job.id, straight)


def deaths(trainer: Trainer, job: str) -> int:
    events = trainer.client.fine_tuning.jobs.list_events(job, limit=100).data
    return sum("process died" in event.message for event in events)


def test_a_training_outlives_the_killed_server_and_is_found_again(
    new_trainer: NewTrainer, straight: str
) -> None:
    trainer = new_trainer()
    job = trainer.train(**EPOCHS)
    trainer.step(job.id, 2)
    pid = trainer.training_pid(job.id)
    trainer.kill()

    trainer.start()

    assert trainer.training_pid(job.id) == pid
    assert_as_straight(trainer, job.id, straight)


def test_server_and_training_killed_together_go_on(new_trainer: NewTrainer, straight: str) -> None:
    trainer = new_trainer()
    job = trainer.train(**EPOCHS)
    trainer.step(job.id, 6)
    pid = trainer.training_pid(job.id)
    trainer.kill()
    os.kill(pid, signal.SIGKILL)

    trainer.start()

    assert_as_straight(trainer, job.id, straight)


def test_a_job_survives_a_kill_before_its_files_are_checked(
    new_trainer: NewTrainer, straight: str
) -> None:
    trainer = new_trainer()
    job = trainer.train(**EPOCHS)
    trainer.kill()

    trainer.start()

    assert_as_straight(trainer, job.id, straight)


def test_sigterm_ends_cleanly_and_leaves_the_training_resumable(
    new_trainer: NewTrainer, straight: str
) -> None:
    trainer = new_trainer()
    job = trainer.train(**EPOCHS)
    trainer.step(job.id, 6)
    pid = trainer.training_pid(job.id)

    assert trainer.stop() == 0
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    trainer.start()
    assert_as_straight(trainer, job.id, straight)


def test_a_paused_training_resumes_to_the_same_end(new_trainer: NewTrainer, straight: str) -> None:
    trainer = new_trainer()
    jobs = trainer.client.fine_tuning.jobs
    job = trainer.train(**EPOCHS)
    trainer.step(job.id, 5)

    assert jobs.pause(job.id).status == "paused"
    after = trainer.train(model="tiny")
    assert trainer.ended(after.id).status == "succeeded"
    assert jobs.retrieve(job.id).status == "paused"
    assert jobs.resume(job.id).status == "queued"

    assert_as_straight(trainer, job.id, straight)


def test_a_cancelled_training_stops_and_the_next_job_starts(new_trainer: NewTrainer) -> None:
    trainer = new_trainer()
    jobs = trainer.client.fine_tuning.jobs
    job, after = trainer.train(**EPOCHS), trainer.train()
    trainer.step(job.id, 3)

    assert jobs.cancel(job.id).status == "cancelled"

    assert trainer.ended(after.id).status == "succeeded"
    cancelled = jobs.retrieve(job.id)
    assert (cancelled.status, cancelled.fine_tuned_model) == ("cancelled", None)
    assert cancelled.error is None


def test_a_queued_job_can_be_cancelled(new_trainer: NewTrainer) -> None:
    trainer = new_trainer()
    jobs = trainer.client.fine_tuning.jobs
    first, second = trainer.train(**EPOCHS), trainer.train()

    assert jobs.cancel(second.id).status == "cancelled"
    jobs.cancel(first.id)


def test_a_hub_that_cannot_be_reached_is_a_readable_failure(new_trainer: NewTrainer) -> None:
    trainer = new_trainer(HF_ENDPOINT="http://127.0.0.1:9")
    job = trainer.ended(trainer.train(model="qwen3-0.6b").id)

    assert job.status == "failed"
    assert job.error is not None
    assert job.error.code == "base_model_unavailable"
    assert "hub can't be reached" in job.error.message
    assert not (trainer.data / "bases" / "qwen3-0.6b").exists()


def test_questions_are_answered_while_a_training_runs(new_trainer: NewTrainer) -> None:
    trainer = new_trainer()
    jobs = trainer.client.fine_tuning.jobs
    job = trainer.train(ROWS * 8, hyperparameters={"n_epochs": 50}, method=None)
    trainer.step(job.id, 1)

    answer = trainer.client.chat.completions.create(
        model="tiny", messages=[{"role": "user", "content": "x"}], max_tokens=3
    )

    assert answer.choices
    assert jobs.retrieve(job.id).status == "running"
    jobs.cancel(job.id)
