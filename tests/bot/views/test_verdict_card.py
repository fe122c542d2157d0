"""The card of a verdict says what was decided, why the voting ended and who may decide."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from bot.locales import words_for
from bot.views.blocks import Message
from bot.views.evaluation import decided
from bot.views.evaluation.details import details
from bot.views.evaluation.verdict_card import who_decides
from core.evaluation.runs.outcomes import Outcomes
from tests.bot.views.evaluation_views import (
    a_contest,
    found,
    going_back,
    promotion,
    the_card,
    the_costs,
)

SAY, JA = words_for("en"), words_for("ja")


def told(message: Message) -> str:
    return json.dumps(message["blocks"], ensure_ascii=False)


def test_before_anything_is_decided_the_winner_is_offered() -> None:
    card = told(the_card(a_contest(), SAY, who="Operators decide."))

    assert '"text": "Promote new"' in card
    assert '"style": "primary"' in card
    assert "Operators decide." in card


@pytest.mark.parametrize(
    ("say", "why"),
    [(SAY, "It had won 10 of the 11 decided questions (91%)."), (JA, "10 問で勝って")],
)
def test_once_promoted_the_card_says_by_whom_on_which_figures_and_offers_it_no_more(
    say: object, why: str
) -> None:
    card = told(the_card(replace(a_contest(), decisions=[promotion()]), say, who="Somebody."))  # type: ignore[arg-type]  # words

    assert "<@U0ASKER>" in card
    assert why in card
    assert '"promote"' not in card
    assert "Somebody." not in card


def test_once_gone_back_the_card_says_so_and_offers_it_again_without_urging() -> None:
    card = told(the_card(replace(a_contest(), decisions=[promotion(), going_back()]), SAY))

    assert "went back to *old*" in card
    assert "Promote new again" in card
    assert '"style": "primary"' not in card


def test_a_promotion_against_the_verdict_is_kept_as_one() -> None:
    one = promotion(verdict="keep", win_rate=0.25, decisive=12)
    card = told(the_card(replace(a_contest(), decisions=[one]), SAY))

    assert "3 of the 12 decided questions (25%). The verdict was against it or open." in card


def test_who_may_not_decide_is_offered_nothing_and_told_who_may() -> None:
    card = told(the_card(a_contest(), SAY, who="Ben decides.", may_decide=False))

    assert '"promote"' not in card
    assert "Ben decides." in card
    assert "owners and admins" in who_decides([], SAY, are_admins=True)
    assert "ask ben, &lt;!here&gt;." in who_decides(["ben", "<!here>"], SAY, are_admins=False)


def test_the_card_says_when_the_voting_ended_and_how_many_votes_do_not_count() -> None:
    card = told(the_card(a_contest(results="wwwwwwwwwwltbb"), SAY))

    assert "ended when 12 of 30 questions had all their votes: that was enough" in card
    assert "4 votes on the other questions don't count." in card
    assert "4 票は数えません" in told(the_card(a_contest(results="wwwwwwwwwwltbb"), JA))


def test_a_voting_that_somebody_closed_is_not_said_to_have_ended_by_itself() -> None:
    card = told(the_card(a_contest(results="wlb", closed_by="U0ASKER"), SAY))

    assert "was closed when 2 of 30 questions" in card
    assert "enough for a verdict" not in card


def test_where_all_votes_are_in_nothing_is_said_of_the_end() -> None:
    card = told(the_card(a_contest(planned=12), SAY))

    assert "had all their votes" not in card


def test_details_say_which_votes_count_which_questions_were_won_and_what_each_gate_checks() -> None:
    contest = a_contest(results="wwwwwwwwwwltbb")
    outcomes = Outcomes(("Where is\nmy parcel?",) * 7, ("lost?",), ("tied?",))
    shown = told(details(contest, found(contest), outcomes, SAY))

    assert "90 votes planned (3 on each of 30 questions) · 40 given · 36 counted" in shown
    assert "4 not counted" in shown
    assert shown.count("Where is my parcel?") == 5
    assert "… and 2 more questions" in shown
    assert "Won by *old*: 1" in shown
    assert "At most 5% of the questions got no answer from it (0%)" in shown
    assert "It wins when both sides weigh the same (at least" in shown
    assert "20 is the bar" in shown
    assert "Statistics" not in shown  # the line of the card is not said twice


def test_a_second_roll_back_hears_who_was_quicker_and_can_promote_again() -> None:
    answer = told(decided.rolled_back_already(going_back(), "old", SAY))

    assert "<@U0ASKER> rolled *new* back already" in answer
    assert "*old* answers here now" in answer
    assert "Promote new again" in answer
    assert "again" not in told(decided.rolled_back_already(going_back(), "new", SAY))


def test_what_answers_take_fits_a_thread_and_claims_no_more_than_it_shows() -> None:
    message = the_costs("a-model-with-a-very-long-name", SAY)

    table = next(block for block in message["blocks"] if block["type"] == "table")
    heads = [cell["text"] for cell in table["rows"][0]]  # type: ignore[index, union-attr, call-overload]  # JSON
    assert heads == ["Per answer", "New", "Before"]
    assert "100% of the tokens, 100% of the time. People find it better." in message["text"]
    assert "worth" not in told(message)
