"""Ballots: the way back lies far from the choices; the end says what came of somebody's votes."""

from __future__ import annotations

import json

from bot.locales import words_for
from tests.bot.views.voting_views import MESSAGES, VOTER, Ended, contest, ended, judgement

EN = words_for("en")


def told(name: str) -> str:
    return json.dumps(MESSAGES[name]("faq-1", EN), ensure_ascii=False)


def test_choices_stand_last_in_every_ballot_and_the_way_back_above_the_pair() -> None:
    for name in ("first ballot", "next ballot", "ballot again, left"):
        blocks = MESSAGES[name]("words", EN)["blocks"]
        assert [one for one in blocks if one["type"] == "actions"] == [blocks[-1]]
        assert "change_vote" not in str(blocks[-1])
    way_back = [
        n
        for n, one in enumerate(MESSAGES["next ballot"]("w", EN)["blocks"])
        if "change_vote" in str(one)
    ]
    assert way_back == [1]


def test_a_ballot_says_where_one_stands_and_whether_the_vote_is_final() -> None:
    assert "Question 1 of 30." in told("first ballot")
    assert "Saved" not in told("first ballot")
    assert "can't be changed" not in told("first ballot")
    assert "Saved. Question 4 of 30." in told("next ballot")
    assert "can't be changed afterwards" in told("next ballot")
    assert "You found answer B better here." in told("ballot again, right")


def test_who_started_a_comparison_is_not_asked_by_themselves() -> None:
    assert "<@U0ASKER>" in told("invitation")
    assert "<@U0ASKER>" not in told("invitation of oneself")


def test_the_end_says_what_came_out_why_it_came_early_and_what_became_of_ones_votes() -> None:
    early = told("ended early")
    assert "isn't clear yet" in early
    assert "that was enough for a verdict" in early
    assert "All of your 3 votes counted." in early
    assert "You chose: faq-1 (1), faq-1 (1), equally good (1)." in early
    assert "thread_ts=1.1&amp;cid" in early
    assert "The voting was closed when 3 of 6" in told("ended by somebody")
    assert "questions had all" not in told("ended")
    assert "your votes" not in told("ended, for all")
    assert all("action_id" not in told(name) for name in MESSAGES if name.startswith("ended"))


def test_votes_on_questions_that_were_not_decided_are_told_from_those_that_counted() -> None:
    contested = contest("faq-1")
    contested.state.run.votes_wanted = 2
    end = Ended(contested, judgement(contested.state, {}))
    assert "0 of your 3 votes counted" in json.dumps(ended(end, VOTER, EN))
