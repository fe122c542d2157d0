"""A comparison that is repeated: begun anew on its day, once, until somebody ends it."""

from __future__ import annotations

import json

import pytest

from tests.e2e.test_channel_settings import a_second_model, kept
from tests.e2e.test_evaluating import card, people_asked, starts, votes_all
from tests.e2e.workspace import AIKO, BEN, SUPPORT, Message, Workspace, until

pytestmark = pytest.mark.slow
WEEKLY = {"repeat": {"repeat": {"type": "static_select", "selected_option": {"value": "7"}}}}


def another_day(togi: Workspace) -> None:
    """Let the schedule be due, and the bot begin its day; for all the engine knows, it is new."""
    togi.bot.kill()
    (togi.folder / "data" / "engine.db").unlink()
    kept(togi, "UPDATE evaluation_schedules SET due_on = '2026-01-01'")
    togi.bot.start()


def open_cards(togi: Workspace) -> list[Message]:
    seen = togi.from_togi(SUPPORT)
    return [m for m in seen if "begin_voting" in json.dumps(m.get("blocks", []))]


def test_it_is_begun_anew_with_what_people_asked_since_and_ended_with_a_click(
    chatty: Workspace,
) -> None:
    a_second_model(chatty)
    people_asked(chatty)
    starts(chatty, **WEEKLY)
    assert "repeated every week" in json.dumps(card(chatty, "begin_voting")["blocks"])
    votes_all(chatty, AIKO, likes="challenger")
    card(chatty, '"promote"')

    another_day(chatty)
    card(chatty, "couldn't be compared again")  # nobody asked anything since

    chatty.says(AIKO, "<@U0TOGI> who=1 what is new?")
    until(lambda: kept(chatty, "SELECT id FROM questions WHERE text LIKE '%new?'"), "it")
    another_day(chatty)
    again = card(chatty, "0 of 1 votes")
    assert [m for m in chatty.from_togi(SUPPORT) if "time to compare" in m["text"]]

    chatty.clicks(BEN, again, "stop_repeating")
    card(chatty, "ended the repetition")
    another_day(chatty)
    chatty.says(AIKO, "<@U0TOGI> who=1 and now?")
    until(lambda: kept(chatty, "SELECT id FROM questions WHERE text LIKE '%now?'"), "it")
    until(lambda: len(open_cards(chatty)) == 1, "the card of the first one is drawn as over")
    assert kept(chatty, "SELECT count(*) FROM evaluation_runs") == [(2,)]
