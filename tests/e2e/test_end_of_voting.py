"""Where people vote, from the click that begins it to the message that says what came out."""

from __future__ import annotations

import json
import re

import pytest

from tests.e2e.test_channel_settings import a_second_model, kept
from tests.e2e.test_evaluating import DIRECT, ballot, card, people_asked, starts, votes_all
from tests.e2e.test_voters import begins, invited, pairs_shown
from tests.e2e.test_voting_in_a_thread import opened_in_thread, own_ballot
from tests.e2e.workspace import (
    AIKO,
    BEN,
    DANA,
    SUPPORT,
    Message,
    Workspace,
    element_by_action,
    until,
)

pytestmark = pytest.mark.slow
NO_LONGER_WORKS = ("begin_voting", "vote_a", "change_vote")
OVER = {BEN: "The voting is over.", DANA: "The voting is over.", AIKO: "投票は終わりました。"}


def an_open_comparison(togi: Workspace, *voters: str, **how: int) -> None:
    a_second_model(togi)
    people_asked(togi)
    chosen = {"type": "multi_users_select", "selected_users": list(voters)}
    starts(togi, **how, **({"raters": {"raters": chosen}} if voters else {}))  # type: ignore[arg-type]  # of the form
    card(togi, "begin_voting")


def direct(togi: Workspace, person: str) -> str:
    return json.dumps(togi.seen_by(person, DIRECT[person]), ensure_ascii=False)


def ended(togi: Workspace, person: str) -> str:
    """What somebody's messages hold once they say the end, with the way to the verdict."""

    def look() -> str | None:
        seen = direct(togi, person)
        return seen if OVER[person] in seen and "/archives/" in seen else None

    return until(look, f"the end for {person}")


def edits(togi: Workspace, channel: str) -> list[str]:
    calls = togi.calls("chat.update")
    return [str(call["args"]["text"]) for call in calls if call["args"]["channel"] == channel]


def test_the_end_comes_once_to_everybody_who_voted_or_was_invited(chatty: Workspace) -> None:
    an_open_comparison(chatty, BEN, AIKO, DANA, votes=1)
    until(lambda: all(invited(chatty, one) for one in (BEN, AIKO, DANA)), "the invitations")
    assert "<@U0BEN>" not in direct(chatty, BEN)
    shown = begins(chatty, AIKO)
    chatty.clicks(AIKO, shown, "vote_tie", DIRECT[AIKO])
    until(lambda: "問中 2 問目" in direct(chatty, AIKO), "the next pair")
    card(chatty, "1 of 12 votes")
    votes_all(chatty, BEN, likes="challenger")

    verdict = card(chatty, '"promote"')
    for person in (BEN, AIKO, DANA):
        seen = ended(chatty, person)
        assert f"p{verdict['ts'].replace('.', '')}" in seen
        assert not [one for one in NO_LONGER_WORKS if one in seen]
    assert "All of your" in direct(chatty, BEN)
    assert re.search(r"challenger \(\d+\)", direct(chatty, BEN))
    assert "すべて結果に数えられました" in direct(chatty, AIKO)
    assert "votes counted" not in direct(chatty, DANA)
    for person in (AIKO, DANA):
        assert sum(OVER[person] in text for text in edits(chatty, DIRECT[person])) == 1


def test_who_cannot_be_told_stops_nobody_and_a_kill_loses_nobody(chatty: Workspace) -> None:
    an_open_comparison(chatty, votes=3)
    for person in (AIKO, BEN, DANA):
        begins(chatty, person)
    chatty.fault("chat.update", error="account_inactive", times=2)  # the card, and somebody
    chatty.clicks(BEN, card(chatty, "close_evaluation"), "close_evaluation")
    card(chatty, '"promote"')
    chatty.bot.kill()
    chatty.bot.start()

    for person in (AIKO, BEN, DANA):
        seen = ended(chatty, person)
        assert not [one for one in NO_LONGER_WORKS if one in seen]
        assert pairs_shown(chatty, person) == 0
    assert "The voting was closed when 0 of" in direct(chatty, DANA)


def test_a_click_in_the_channel_points_to_the_one_ballot_in_ones_messages(
    chatty: Workspace,
) -> None:
    chatty.events_come(3)
    an_open_comparison(chatty, votes=3)
    begins(chatty, DANA)
    there = chatty.private(DANA, "You vote in your messages with me")
    ts = (ballot(chatty, DANA) or {})["ts"]
    assert f"/archives/{DIRECT[DANA]}/p{ts.replace('.', '')}" in there
    notices = [m for m in chatty.seen_by(DANA) if "Go there" in m["text"]]
    assert len(notices) == 1

    chatty.clicks(DANA, card(chatty, "begin_voting"), "begin_voting")
    until(lambda: (ballot(chatty, DANA) or {})["ts"] != ts, "the pair, further down")
    until(lambda: pairs_shown(chatty, DANA) == 1, "one ballot")
    chatty.clicks(BEN, card(chatty, "close_evaluation"), "close_evaluation")
    ended(chatty, DANA)


def test_in_a_thread_a_click_that_is_told_thrice_shows_one_pair_and_the_door_says_the_end(
    chatty: Workspace,
) -> None:
    chatty.events_come(3)
    thread, door = opened_in_thread(chatty, votes=3)
    chatty.clicks(DANA, door, "begin_voting")
    shown = until(lambda: own_ballot(chatty, DANA, thread), "a pair")
    chatty.clicks(DANA, shown, "vote_a")
    until(lambda: "Saved. Question 2" in str(own_ballot(chatty, DANA, thread)), "the next one")
    seen = chatty.seen_by(DANA, SUPPORT, thread)
    assert sum("vote_a" in json.dumps(one) for one in seen) == 1

    chatty.clicks(BEN, card(chatty, "close_evaluation"), "close_evaluation")
    until(lambda: "The voting is over." in str(chatty.from_togi(SUPPORT, thread)), "the end")
    assert "begin_voting" not in json.dumps(chatty.from_togi(SUPPORT, thread)[1:])


def test_a_vote_is_saved_said_so_and_changed_until_others_completed_the_question(
    chatty: Workspace,
) -> None:
    an_open_comparison(chatty, votes=2)
    shown = begins(chatty, DANA)
    total = int(re.findall(r"Question 1 of (\d+)\.", str(shown))[0])
    was = element_by_action(shown, "vote_a")[1]["value"]
    chatty.clicks(DANA, shown, "vote_a", DIRECT[DANA])
    saved = f"Saved. Question 2 of {total}."
    second = until(lambda: _holding(chatty, DANA, saved), "the next pair")

    chatty.clicks(DANA, second, "change_vote", DIRECT[DANA])
    again = until(lambda: _holding(chatty, DANA, "You found answer A better here."), "it again")
    assert element_by_action(again, "vote_a")[1]["value"] == was
    chatty.clicks(DANA, again, "vote_tie", DIRECT[DANA])
    second = until(lambda: _holding(chatty, DANA, saved), "the next pair again")
    assert kept(chatty, "SELECT choice FROM vote_events ORDER BY id")[-1] == ("tie",)

    theirs = begins(chatty, AIKO)  # what others began comes first
    assert "票がそろいます" in str(theirs)
    chatty.clicks(AIKO, theirs, "vote_a", DIRECT[AIKO])
    until(lambda: "問中 2 問目" in direct(chatty, AIKO), "their vote")
    chatty.clicks(DANA, second, "change_vote", DIRECT[DANA])
    assert chatty.private(DANA, "has all its votes", DIRECT[DANA])
    until(lambda: "change_vote" not in direct(chatty, DANA), "no way back")
    assert ballot(chatty, DANA)


def _holding(togi: Workspace, person: str, words: str) -> Message | None:
    shown = ballot(togi, person)
    return shown if shown and words in str(shown) else None
