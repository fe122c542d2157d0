"""Who votes in a comparison: everybody in the channel, a user group; and ballots under strain."""

from __future__ import annotations

import json

import pytest

from tests.e2e.test_channel_settings import a_second_model, kept
from tests.e2e.test_evaluating import DIRECT, card, initial, people_asked, starts
from tests.e2e.workspace import AIKO, BEN, CHIKA, Message, Workspace, until

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
