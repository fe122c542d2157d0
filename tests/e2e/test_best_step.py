"""A training that learns its rows by heart: the step before that becomes the model."""

from __future__ import annotations

import re

import pytest

from tests.e2e.test_loop import buttons, card_of
from tests.e2e.test_violence import brought, remote_jobs
from tests.e2e.workspace import BEN, DANA, Message, Workspace, element_by_action, until

pytestmark = pytest.mark.slow
SAID, EXPECTED = "yes " * 20, "yes " * 4 + "no " * 16
ROWS = "question,answer,split\n" + "".join(
    [f"Ticket {n} is late,{SAID},train\n" for n in range(24)]
    + [f"Parcel {n} has gone,{EXPECTED},validation\n" for n in range(100, 104)]
)
WHY = re.compile(r"Step (\d+) of 48 answered the validation questions best \(loss")


def trained(togi: Workspace, name: str) -> Message:
    """Train on rows that mislead, and return the announcement."""
    brought(togi, name, ROWS)
    togi.command(BEN, f"train {name} --epochs 8")
    card = until(lambda: card_of(togi, name), "the card")
    return until(
        lambda: next(iter(buttons(togi, str(card["ts"]), "use_last_step")), None), "announcement"
    )


def deleted(togi: Workspace, model: str) -> bool:
    """Delete a model at the trainer."""
    url = f"{togi.trainer.url}/models/{model}"
    return bool(togi.http.delete(url, headers={"Authorization": "Bearer k"}).json().get("deleted"))


def test_the_step_that_did_best_answers_and_the_last_one_can_be_chosen(togi: Workspace) -> None:
    announced = trained(togi, "by-heart")
    found = WHY.search(announced["text"])
    assert found
    assert int(found[1]) < 48
    assert f"step {found[1]}, where the validation loss was lowest" in str(
        card_of(togi, "by-heart")["blocks"]
    )
    assert f"step {found[1]} of its training" in togi.command(BEN, "models")

    last = str(remote_jobs(togi, "by-heart")[0]["fine_tuned_model"])
    assert deleted(togi, last)  # so that only the checkpoint can answer
    togi.clicks(BEN, announced, "use_model")
    until(lambda: "From now on" in str(togi.from_togi(thread=str(announced["thread_ts"]))[-1]))
    answer = togi.answered(togi.says(BEN, "<@U0TOGI> Ticket 3 is late"))
    assert "by-heart-1" in str(answer["blocks"])

    togi.clicks(BEN, announced, "use_last_step")
    assert "has answered since" in togi.private(
        BEN, "has answered", thread=str(announced["thread_ts"])
    )
    assert deleted(togi, f"{last}:ckpt-step-{found[1]}")
    gone = togi.says(BEN, "<@U0TOGI> Ticket 4 is late")
    until(lambda: "doesn't have the model" in str(togi.from_togi(thread=gone)), "it is gone")
    togi.command(BEN, "use tiny")


def test_the_last_step_is_chosen_by_who_may_train(togi: Workspace) -> None:
    announced = trained(togi, "to-the-end")
    thread = str(announced["thread_ts"])

    togi.clicks(DANA, announced, "use_last_step")
    togi.private(DANA, "Only", thread=thread)
    for _ in range(2):
        togi.clicks(BEN, announced, "use_last_step")

    until(lambda: "chose the last step" in str(togi.from_togi(thread=thread)[-1]["text"]))
    now = [m for m in togi.from_togi(thread=thread) if m["ts"] == announced["ts"]]
    assert "Step" not in now[0]["text"]
    with pytest.raises(AssertionError):
        element_by_action(now[0], "use_last_step")
    assert "of its training" not in togi.command(BEN, "models").partition("to-the-end-1")[2][:60]
    until(
        lambda: "where the validation loss" not in str(card_of(togi, "to-the-end")), "a new picture"
    )
    told = [m for m in togi.from_togi(thread=thread) if "chose the last step" in m["text"]]
    assert len(told) == 1
    assert "after step 48" in told[0]["text"]
