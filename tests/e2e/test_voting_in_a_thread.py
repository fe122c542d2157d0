"""Voting in the thread of a comparison: everybody sees their own pairs there, and nobody else's."""

from __future__ import annotations

import json

import pytest

from tests.e2e.test_channel_settings import a_second_model, kept
from tests.e2e.test_evaluating import ballot, card, people_asked, starts
from tests.e2e.workspace import (
    AIKO,
    CHIKA,
    DANA,
    SUPPORT,
    Message,
    Workspace,
    element_by_action,
    until,
)

pytestmark = pytest.mark.slow
IN_THREAD = {"type": "radio_buttons", "selected_option": {"value": "thread"}}


def own_ballot(togi: Workspace, person: str, thread: str) -> Message | None:
    seen = togi.seen_by(person, SUPPORT, thread)
    mine = [m for m in seen if m.get("is_ephemeral") and "vote_a" in json.dumps(m.get("blocks"))]
    return mine[-1] if mine else None


def showing(message: Message | None) -> str:
    return str(element_by_action(message, "vote_a")[1]["value"]) if message else ""


def opened_in_thread(togi: Workspace, *, votes: int = 1) -> tuple[str, Message]:
    """The thread's ts, and the message in it that lets people vote."""
    a_second_model(togi)
    people_asked(togi)
    starts(togi, votes=votes, where={"where": IN_THREAD})
    thread = str(card(togi, "begin_voting")["ts"])
    return thread, until(lambda: togi.from_togi(SUPPORT, thread)[1:], "the thread")[0]


def votes_until_nothing_is_left(togi: Workspace, person: str, thread: str, door: Message) -> int:
    togi.clicks(person, door, "begin_voting")
    until(lambda: own_ballot(togi, person, thread), "a pair")
    count = 0
    while shown := own_ballot(togi, person, thread):
        was = showing(shown)
        left = "challenger says" in next(t for t in map(str, shown["blocks"]) if " says" in t)
        togi.clicks(person, shown, "vote_a" if left else "vote_b")
        count += 1
        until(lambda was=was: showing(own_ballot(togi, person, thread)) != was, "the next pair")  # type: ignore[misc]  # mypy can't infer a default
    return count


def test_a_comparison_is_voted_on_in_its_thread_and_a_verdict_follows(chatty: Workspace) -> None:
    thread, door = opened_in_thread(chatty)

    assert votes_until_nothing_is_left(chatty, AIKO, thread, door) >= 10
    assert "*challenger* is better" in card(chatty, '"promote"')["text"]
    assert ballot(chatty, AIKO) is None  # nothing went to their messages


def test_nobody_sees_the_pairs_of_another_and_a_pair_that_vanished_comes_again(
    chatty: Workspace,
) -> None:
    thread, door = opened_in_thread(chatty, votes=3)
    chatty.clicks(AIKO, door, "begin_voting")
    first = showing(until(lambda: own_ballot(chatty, AIKO, thread), "a pair"))
    assert own_ballot(chatty, CHIKA, thread) is None

    chatty.clicks(AIKO, door, "begin_voting")  # as after a reload
    chatty.clicks(CHIKA, door, "begin_voting")
    other = showing(until(lambda: own_ballot(chatty, CHIKA, thread), "a pair"))
    assert showing(own_ballot(chatty, AIKO, thread)) == first != other
    assert kept(chatty, "SELECT COUNT(*) FROM showings") == [(2,)]


def test_the_button_of_the_card_opens_the_same_pair_in_ones_messages(chatty: Workspace) -> None:
    thread, door = opened_in_thread(chatty)
    chatty.clicks(DANA, door, "begin_voting")
    here = until(lambda: own_ballot(chatty, DANA, thread), "a pair")

    chatty.clicks(DANA, card(chatty, "begin_voting"), "begin_voting")
    assert showing(until(lambda: ballot(chatty, DANA), "the pair in messages")) == showing(here)
