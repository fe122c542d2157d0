"""Who votes in a comparison: everybody in the channel, a user group; and ballots under strain."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.e2e.test_channel_settings import a_second_model, kept
from tests.e2e.test_evaluating import (
    DIRECT,
    ballot,
    card,
    initial,
    people_asked,
    starts,
    value_shown,
)
from tests.e2e.workspace import AIKO, BEN, CHIKA, DANA, LEGAL, Message, Workspace, until

pytestmark = pytest.mark.slow


def invited(togi: Workspace, person: str) -> bool:
    seen = togi.seen_by(person, DIRECT[person])
    return any("begin_voting" in json.dumps(m.get("blocks", [])) for m in seen)


def ticked(name: str) -> Message:
    boxes = {"type": "checkboxes", "selected_options": [{"value": name}]}
    return {name: {name: boxes}}


def typed(name: str, text: str) -> Message:
    return {name: {name: {"type": "plain_text_input", "value": text}}}


def test_everybody_in_the_channel_is_invited_and_no_app(chatty: Workspace) -> None:
    a_second_model(chatty)
    people_asked(chatty)
    starts(chatty, **ticked("everybody"))
    card(chatty, "begin_voting")

    until(lambda: all(invited(chatty, person) for person in DIRECT), "the invitations")
    asked = {str(call["args"].get("users")) for call in chatty.calls("conversations.open")}
    assert "U0TOGI" not in asked


def test_a_user_group_votes_and_nobody_else(chatty: Workspace) -> None:
    a_second_model(chatty)
    people_asked(chatty)
    starts(chatty, **typed("group", "@Operators"))

    until(lambda: invited(chatty, AIKO) and invited(chatty, BEN), "the invitations")
    assert not invited(chatty, CHIKA)
    chatty.clicks(CHIKA, card(chatty, "begin_voting"), "begin_voting")
    assert chatty.private(CHIKA, "選ばれた人")
    assert kept(chatty, "SELECT COUNT(*) FROM showings") == [(0,)]


@pytest.mark.parametrize(
    ("chosen", "why"),
    [
        (typed("group", "nobody"), "no user group called “nobody”"),
        (typed("group", "operators") | ticked("everybody"), "both at once"),
    ],
)
def test_voters_that_cannot_be_are_refused_in_the_form(
    chatty: Workspace, chosen: Message, why: str
) -> None:
    a_second_model(chatty)
    people_asked(chatty)
    chatty.command(BEN, "eval start challenger")
    view = until(lambda: chatty.open_view(BEN), "the form")

    assert why in str(chatty.submits(BEN, view, {**initial(view), **chosen}))
    assert kept(chatty, "SELECT COUNT(*) FROM evaluation_runs") == [(0,)]


def test_who_is_not_in_a_private_channel_is_named_as_people_know_them(chatty: Workspace) -> None:
    a_second_model(chatty)
    asked = chatty.says(AIKO, "<@U0TOGI> is this secret?", LEGAL)
    until(lambda: "feedback_buttons" in str(chatty.seen_by(AIKO, LEGAL, asked)), "an answer")
    chatty.command(AIKO, "eval start challenger", LEGAL)
    view = until(lambda: chatty.open_view(AIKO), "the form")
    chosen = {"type": "multi_users_select", "selected_users": [AIKO, BEN]}

    said = str(chatty.submits(AIKO, view, {**initial(view), "raters": {"raters": chosen}}))

    assert " ben'" in said
    assert BEN not in said
    assert "aiko" not in said


STANDING = """
    SELECT showing_id, choice FROM vote_events
    WHERE id IN (SELECT MAX(id) FROM vote_events GROUP BY showing_id)
"""


def begins(togi: Workspace, person: str) -> Message:
    """Somebody clicks “Vote” on the card, and sees their first pair."""
    togi.clicks(person, card(togi, "begin_voting"), "begin_voting")
    return until(lambda: ballot(togi, person), "a pair")


def pairs_shown(togi: Workspace, person: str) -> int:
    seen = togi.seen_by(person, DIRECT[person])
    return sum("vote_a" in json.dumps(m.get("blocks", [])) for m in seen)


@pytest.mark.parametrize(("votes", "events"), [(1, 1), (3, 2)])
def test_of_two_clicks_at_once_one_stands_and_the_next_pair_is_shown_once(
    chatty: Workspace, votes: int, events: int
) -> None:
    """The last word stands; where the first one settled the question, the first, in silence."""
    a_second_model(chatty)
    people_asked(chatty)
    starts(chatty, votes=votes)
    shown = begins(chatty, AIKO)
    was = value_shown(chatty, AIKO)

    with ThreadPoolExecutor(2) as pool:
        for action in ("vote_a", "vote_b"):
            pool.submit(chatty.clicks, AIKO, shown, action, DIRECT[AIKO])

    until(lambda: value_shown(chatty, AIKO) != was, "the next pair")
    assert not any(m.get("is_ephemeral") for m in chatty.seen_by(AIKO, DIRECT[AIKO]))
    recorded = kept(chatty, "SELECT choice FROM vote_events ORDER BY id")
    assert len(recorded) == events
    assert [choice for _, choice in kept(chatty, STANDING)] == [recorded[-1][0]]
    assert pairs_shown(chatty, AIKO) == 1


def test_a_vote_after_the_end_does_not_count_and_says_so(chatty: Workspace) -> None:
    a_second_model(chatty)
    people_asked(chatty)
    starts(chatty)
    shown = begins(chatty, DANA)
    chatty.clicks(BEN, card(chatty, "close_evaluation"), "close_evaluation")
    until(lambda: kept(chatty, "SELECT id FROM evaluation_runs WHERE state = 'closed'"), "the end")

    chatty.clicks(DANA, shown, "vote_a", DIRECT[DANA])

    assert chatty.private(DANA, "votes no longer count", DIRECT[DANA])
    until(lambda: not ballot(chatty, DANA) or None, "no pair any more")
    assert "The voting is over." in str(chatty.seen_by(DANA, DIRECT[DANA]))
    assert kept(chatty, STANDING) == []


def test_the_last_vote_cannot_be_changed_after_the_end(chatty: Workspace) -> None:
    a_second_model(chatty)
    people_asked(chatty)
    starts(chatty, votes=3)
    first = begins(chatty, DANA)
    was = value_shown(chatty, DANA)
    chatty.clicks(DANA, first, "vote_a", DIRECT[DANA])
    until(lambda: value_shown(chatty, DANA) != was, "the next pair")
    shown = until(lambda: ballot(chatty, DANA), "a way back")
    chatty.clicks(BEN, card(chatty, "close_evaluation"), "close_evaluation")
    until(lambda: kept(chatty, "SELECT id FROM evaluation_runs WHERE state = 'closed'"), "the end")

    chatty.clicks(DANA, shown, "change_vote", DIRECT[DANA])

    until(lambda: not ballot(chatty, DANA) or None, "no pair any more")
    assert "The voting is over." in str(chatty.seen_by(DANA, DIRECT[DANA]))


def test_who_cannot_be_written_to_keeps_nobody_waiting(chatty: Workspace) -> None:
    a_second_model(chatty)
    people_asked(chatty)
    chosen = {"type": "multi_users_select", "selected_users": [AIKO, DANA]}
    chatty.fault("conversations.open", error="user_disabled", times=1)
    starts(chatty, raters={"raters": chosen})
    until(lambda: invited(chatty, DANA), "the invitation of the other one")

    chatty.fault("conversations.open", error="user_disabled", times=1)
    chatty.clicks(DANA, card(chatty, "begin_voting"), "begin_voting")
    assert chatty.private(DANA, "user_disabled")
    assert kept(chatty, "SELECT COUNT(*) FROM showings") == [(0,)]
    assert begins(chatty, DANA)
