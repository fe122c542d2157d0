"""Processes killed for real, at the worst moments; nothing is lost, nothing happens twice."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from tests.e2e.test_loop import CSV, card_of
from tests.e2e.workspace import AIKO, BEN, CHIKA, DANA, SUPPORT, Message, Workspace, until

pytestmark = pytest.mark.slow
MANY = "question,answer\n" + "".join(f"Ticket {n} is late,Answer {n}\n" for n in range(120))


def brought(togi: Workspace, name: str, content: str = CSV) -> None:
    file = togi.uploads(BEN, f"{name}.csv", content.encode())
    togi.says(BEN, "<@U0TOGI> data", SUPPORT, file)
    until(lambda: name in togi.command(BEN, "dataset list"), "the data set")


def remote_jobs(togi: Workspace, name: str) -> list[Message]:
    """The provider's jobs for a data set."""
    url = f"{togi.trainer.url}/fine_tuning/jobs?limit=100"
    jobs: list[Message] = togi.http.get(url, headers={"Authorization": "Bearer k"}).json()["data"]
    return [job for job in jobs if job["user_provided_suffix"] == name]


def announcements(togi: Workspace, name: str) -> list[Message]:
    card = card_of(togi, name)
    if card is None:
        return []
    replies = [m for m in togi.from_togi(thread=str(card["ts"])) if m["ts"] != card["ts"]]
    return [m for m in replies if "is ready" in m["text"]]


def test_an_answer_that_was_being_given_is_given_once(fragile: Workspace) -> None:
    question = fragile.says(AIKO, "<@U0TOGI> hello")
    until(lambda: fragile.from_togi(thread=question), "the placeholder")
    fragile.bot.kill()
    fragile.bot.start()

    fragile.answered(question)
    assert len(fragile.from_togi(thread=question)) == 1


def test_what_was_acknowledged_but_not_begun_is_answered_once(fragile: Workspace) -> None:
    """The bot dies between the acknowledgement and the start of the flow: the engine is locked."""
    fragile.events_come(3)
    with closing(sqlite3.connect(fragile.folder / "data" / "engine.db")) as engine:
        engine.execute("BEGIN IMMEDIATE")
        questions = [fragile.says(one, "<@U0TOGI> hello") for one in (AIKO, BEN, CHIKA, DANA)]
        until(lambda: all_acknowledged(fragile, 3 * len(questions)), "the acknowledgements")
        fragile.bot.kill()
    assert not any(fragile.from_togi(thread=question) for question in questions)
    fragile.bot.start()

    for question in questions:
        fragile.answered(question)
        assert len(fragile.from_togi(thread=question)) == 1


def all_acknowledged(togi: Workspace, least: int) -> bool:
    events = [one for one in togi.get("/control/envelopes")["envelopes"] if one.get("event_id")]
    return len(events) >= least and all(one["acked"] for one in events)


def test_a_message_posted_but_not_recorded_is_adopted(fragile: Workspace) -> None:
    """The bot dies after Slack has posted the placeholder and before it heard so."""
    fragile.fault("chat.postMessage", after_effect=True, delay_s=30, times=1)
    question = fragile.says(AIKO, "<@U0TOGI> hello")
    until(lambda: fragile.from_togi(thread=question), "the placeholder")
    fragile.bot.kill()
    fragile.http.delete(f"{fragile.slack}/control/faults")
    fragile.bot.start()

    fragile.answered(question)
    assert len(fragile.from_togi(thread=question)) == 1


@pytest.mark.parametrize("moment", ["uploading", "training", "announcing"])
def test_a_bot_that_dies_trains_once_and_announces_once(fragile: Workspace, moment: str) -> None:
    name = f"once-{moment}"
    brought(fragile, name)
    if moment == "uploading":
        fragile.command(BEN, f"train {name}")
    elif moment == "training":
        fragile.command(BEN, f"train {name}")
        until(lambda: remote_jobs(fragile, name), "the provider's job")
    else:
        fragile.command(BEN, f"train {name}")
        until(lambda: card_of(fragile, name), "the card")
        fragile.fault("chat.postMessage", after_effect=True, delay_s=30, times=1)
        until(lambda: announcements(fragile, name), "the announcement, not yet recorded")
    fragile.bot.kill()
    fragile.http.delete(f"{fragile.slack}/control/faults")
    fragile.bot.start()

    until(lambda: announcements(fragile, name), "the announcement")
    until(lambda: "Done" in (card_of(fragile, name) or {"text": ""})["text"], "the card's end")
    assert len(remote_jobs(fragile, name)) == 1
    assert len(announcements(fragile, name)) == 1
    assert len([m for m in fragile.from_togi() if f"*{name}*" in m["text"]]) == 1


def test_a_trainer_that_dies_goes_on_and_its_job_ends_once(fragile: Workspace) -> None:
    brought(fragile, "goes-on", MANY)
    fragile.command(BEN, "train goes-on --epochs 3")
    until(lambda: "step" in (card_of(fragile, "goes-on") or {"text": ""})["text"], "the first step")
    fragile.trainer.kill()
    fragile.trainer.start()

    until(lambda: announcements(fragile, "goes-on"), "the announcement")
    assert [job["status"] for job in remote_jobs(fragile, "goes-on")] == ["succeeded"]


def test_a_rating_that_was_acknowledged_is_kept(fragile: Workspace) -> None:
    answer = fragile.answered(fragile.says(AIKO, "<@U0TOGI> hello"))
    fragile.thumbs(CHIKA, answer, up=True)
    fragile.bot.kill()
    fragile.bot.start()

    assert "👍 1 of 1" in until(lambda: fragile.command(BEN, "summary"), "the summary")


def test_reactions_made_while_the_bot_is_away_count_once_it_is_back(fragile: Workspace) -> None:
    answer = fragile.answered(fragile.says(AIKO, "<@U0TOGI> hello"))
    fragile.bot.kill()
    fragile.reacts(DANA, answer, "five")
    fragile.bot.start()

    until(lambda: "5.0 (1)" in fragile.command(BEN, "summary"), "the rating")


def test_events_that_come_three_times_are_answered_once(fragile: Workspace) -> None:
    fragile.events_come(3)
    questions = [fragile.says(person, "<@U0TOGI> hello") for person in (AIKO, BEN, CHIKA, DANA)]

    for question in questions:
        fragile.answered(question)
        assert len(fragile.from_togi(thread=question)) == 1


def test_a_dropped_socket_loses_no_question(fragile: Workspace) -> None:
    assert fragile.post("/control/drop-sockets")["ok"]
    question = fragile.says(AIKO, "<@U0TOGI> hello")

    fragile.answered(question)


def test_a_training_that_was_taken_up_again_can_be_cancelled(fragile: Workspace) -> None:
    """What a restart takes up and what people do then share one loop and its connections."""
    brought(fragile, "cancelled", MANY)
    fragile.command(BEN, "train cancelled --epochs 20")
    until(lambda: remote_jobs(fragile, "cancelled"), "the provider's job")
    fragile.bot.kill()
    fragile.bot.start()
    until(lambda: "step" in (card_of(fragile, "cancelled") or {"text": ""})["text"], "progress")

    fragile.command(BEN, "cancel latest")
    until(lambda: "ancelled" in (card_of(fragile, "cancelled") or {"text": ""})["text"], "the end")
    until(
        lambda: [job["status"] for job in remote_jobs(fragile, "cancelled")] == ["cancelled"],
        "the provider's end",
    )


def test_a_card_that_can_not_be_drawn_does_not_fail_its_training(fragile: Workspace) -> None:
    brought(fragile, "undrawn")
    fragile.fault("files.completeUploadExternal", http_status=503, times=100)
    fragile.command(BEN, "train undrawn")

    until(lambda: announcements(fragile, "undrawn"), "the announcement")
