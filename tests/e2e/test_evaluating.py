"""An evaluation from the form to the model that answers: blind votes, a verdict, and back again."""

from __future__ import annotations

import json
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.e2e.test_channel_settings import a_second_model, kept
from tests.e2e.test_home import opens
from tests.e2e.workspace import (
    AIKO,
    BEN,
    CHIKA,
    DANA,
    SUPPORT,
    Message,
    Process,
    Workspace,
    element_by_action,
    until,
    workspace,
)

pytestmark = pytest.mark.slow
DIRECT = {AIKO: "D0AIKO", CHIKA: "D0CHIKA", DANA: "D0DANA", BEN: "D0BEN"}
QUESTIONS = 12


def people_asked(togi: Workspace, questions: int = QUESTIONS) -> None:
    """Questions that people asked in the channel, without waiting for answers."""
    for number in range(questions):
        togi.says(AIKO, f"<@U0TOGI> who=1 question {number}")
    until(lambda: len(kept(togi, "SELECT id FROM questions")) >= questions, "the questions")


def starts(togi: Workspace, *, votes: int = 1, questions: int = 20, **values: Message) -> None:
    """Type `/ft eval start` and submit the form."""
    togi.command(BEN, "eval start challenger")
    view = until(lambda: togi.open_view(BEN), "the form")
    chosen = initial(view)
    chosen["votes"]["votes"]["selected_option"] = {"value": str(votes)}
    chosen["questions"]["questions"]["selected_option"] = {"value": str(questions)}
    answer = togi.submits(BEN, view, {**chosen, **values})
    assert answer["ok"], answer


def initial(view: Message) -> Message:
    """What a form holds when it opens."""
    values: Message = {}
    for block in view["blocks"]:
        if block["type"] != "input":
            continue
        element, name = block["element"], block["block_id"]
        state: Message = {"type": element["type"]}
        if "initial_option" in element:
            state["selected_option"] = element["initial_option"]
        values[name] = {element["action_id"]: state}
    return values


def card(togi: Workspace, holding: str) -> Message:
    def look() -> Message | None:
        seen = togi.from_togi(SUPPORT)
        return next((m for m in reversed(seen) if holding in json.dumps(m.get("blocks", []))), None)

    return until(look, holding)


def verdict(togi: Workspace) -> Message:
    """The card of a verdict with its picture, which is put there a moment later."""

    def look() -> Message | None:
        found = card(togi, "verdict_details")
        return found if any(one["type"] == "image" for one in found["blocks"]) else None

    return until(look, "the picture")


def ballot(togi: Workspace, person: str) -> Message | None:
    """The pair that somebody is shown now."""
    seen = togi.seen_by(person, DIRECT[person])
    return next((m for m in reversed(seen) if "vote_a" in json.dumps(m.get("blocks", []))), None)


def value_shown(togi: Workspace, person: str) -> str:
    now = ballot(togi, person)
    return element_by_action(now, "vote_a")[1]["value"] if now else ""


def thanked(togi: Workspace, person: str) -> bool:
    seen = togi.seen_by(person, DIRECT[person])
    return any("Thank you!" in m["text"] or "Nothing needs" in m["text"] for m in seen)


def votes_all(togi: Workspace, person: str, *, likes: str) -> int:
    """Vote for whoever says a name until nothing is left; how many votes that were."""
    opened = card(togi, "begin_voting")
    togi.clicks(person, opened, "begin_voting")
    until(lambda: ballot(togi, person) or thanked(togi, person), "a pair")
    count = 0
    while shown := ballot(togi, person):
        texts = [str(block) for block in shown["blocks"]]
        left = f"{likes} says" in next(text for text in texts if " says" in text)
        was = element_by_action(shown, "vote_a")[1]["value"]
        togi.clicks(person, shown, "vote_a" if left else "vote_b", DIRECT[person])
        count += 1
        until(lambda was=was: value_shown(togi, person) != was, "the next pair")
    return count


def test_three_people_vote_blind_and_the_winner_is_promoted_and_rolled_back(
    chatty: Workspace,
) -> None:
    a_second_model(chatty)
    people_asked(chatty)
    starts(chatty, votes=3)

    opened = card(chatty, "begin_voting")
    assert "challenger" in opened["text"]
    assert "0 of 36 votes" in json.dumps(opened["blocks"])
    assert "12 questions wait for your vote" in opens(chatty, DANA, "begin_voting")

    for person in (AIKO, CHIKA):
        assert votes_all(chatty, person, likes="challenger") == QUESTIONS
    assert votes_all(chatty, DANA, likes="challenger") < QUESTIONS  # the verdict is in before

    result = verdict(chatty)
    assert "*challenger* is better" in result["text"]
    assert "10 of the 10 questions" in result["text"]
    assert "ended when 10 of 12 questions had all their votes" in json.dumps(result["blocks"])
    chart = next(block for block in result["blocks"] if block["type"] == "image")
    assert "won 10 of 10 decided questions, 100%" in chart["alt_text"]
    assert "The last comparison" in opens(chatty, BEN, "won 10 of 10 decided questions")
    chatty.clicks(DANA, result, "promote")
    assert chatty.private(DANA, "Ask one of them, such as ben,")
    chatty.clicks(BEN, result, "promote")
    told = card(chatty, "roll_back")
    assert "challenger" in told["text"]
    assert kept(chatty, "SELECT model_id FROM servings") == [("mdl_challenger",)]
    until(lambda: '"promote"' not in json.dumps(verdict(chatty)["blocks"]), "what was decided")
    assert "<@U0BEN> promoted *challenger*" in json.dumps(verdict(chatty)["blocks"])
    assert "<@U0BEN> promoted *challenger*" in whispered(chatty, "eval")

    chatty.clicks(BEN, told, "roll_back")
    until(lambda: kept(chatty, "SELECT model_id FROM servings") != [("mdl_challenger",)], "back")
    assert card(chatty, "answers here again")
    until(lambda: "went back to *slow*" in json.dumps(verdict(chatty)["blocks"]), "went back")
    assert '"roll_back"' not in json.dumps([m["blocks"] for m in chatty.from_togi(SUPPORT)])
    assert "<@U0BEN> rolled *challenger* back already" in whispered(chatty, "rollback")

    chatty.clicks(BEN, verdict(chatty), "promote")
    until(lambda: kept(chatty, "SELECT model_id FROM servings") == [("mdl_challenger",)], "again")


def whispered(togi: Workspace, command: str) -> str:
    """What Togi answers Ben alone."""
    assert togi.command(BEN, command)
    return json.dumps(togi.seen_by(BEN)[-1]["blocks"])


def test_where_two_must_agree_a_second_operator_promotes(tmp_path: Path, speaker: Process) -> None:
    with workspace(
        tmp_path,
        speaker,
        TOGI_BASE_MODEL="slow",
        TOGI_MAX_TOKENS="9000",
        TOGI_TWO_PROMOTE="yes",
        TOGI_OPERATORS="*",
    ) as togi:
        a_second_model(togi)
        people_asked(togi)
        starts(togi)
        votes_all(togi, AIKO, likes="challenger")
        togi.clicks(BEN, verdict(togi), "promote")
        proposal = card(togi, "must agree")
        togi.clicks(BEN, proposal, "promote")
        assert togi.private(BEN, "Another operator must agree")
        assert kept(togi, "SELECT model_id FROM servings") == []

        togi.clicks(CHIKA, proposal, "promote")
        assert "<@U0CHIKA>" in card(togi, "roll_back")["text"]
        until(lambda: "<@U0CHIKA> agreed" in json.dumps(togi.from_togi(SUPPORT)), "agreement")
        assert kept(togi, "SELECT model_id FROM servings") == [("mdl_challenger",)]


def test_a_kill_while_answers_are_given_and_another_while_people_vote_lose_nothing(
    chatty: Workspace,
) -> None:
    a_second_model(chatty)
    people_asked(chatty)
    for number in range(4):
        chatty.says(AIKO, f"<@U0TOGI> who=1 pause=0.4 slowly {number}")
    until(lambda: len(kept(chatty, "SELECT id FROM questions")) >= QUESTIONS + 4, "questions")
    starts(chatty)
    card(chatty, "Both answer the questions now")
    chatty.bot.kill()
    chatty.bot.start()
    opened = card(chatty, "begin_voting")

    chatty.clicks(AIKO, opened, "begin_voting")
    shown = until(lambda: ballot(chatty, AIKO), "a pair")
    chatty.clicks(AIKO, shown, "vote_a", DIRECT[AIKO])
    chatty.bot.kill()
    chatty.bot.start()
    chatty.clicks(AIKO, shown, "vote_a", DIRECT[AIKO])  # nothing came of it that they could see
    votes_all(chatty, AIKO, likes="challenger")

    assert card(chatty, '"promote"')
    (answers,) = kept(chatty, "SELECT count(*), count(DISTINCT answer_id) FROM run_answers")
    assert answers[0] == answers[1]
    votes = kept(chatty, "SELECT showing_id FROM vote_events WHERE choice IS NOT NULL")
    assert len(votes) == len(set(votes))


def test_events_that_come_thrice_and_clicks_by_two_at_once_count_once(chatty: Workspace) -> None:
    a_second_model(chatty)
    people_asked(chatty)
    chatty.events_come(3)
    starts(chatty)
    card(chatty, "begin_voting")
    voters = (AIKO, CHIKA, DANA)
    with ThreadPoolExecutor(len(voters)) as pool:
        cast = list(pool.map(lambda person: votes_all(chatty, person, likes="challenger"), voters))

    assert card(chatty, '"promote"')
    votes = kept(chatty, "SELECT showing_id FROM vote_events WHERE choice IS NOT NULL")
    assert len(votes) == len(set(votes)) <= QUESTIONS + len(voters)
    assert sum(cast) >= len(votes)
    verdicts = [m for m in chatty.from_togi(SUPPORT) if '"promote"' in json.dumps(m["blocks"])]
    assert len(verdicts) == 1


def test_more_than_two_models_are_put_on_one_scale(chatty: Workspace) -> None:
    a_second_model(chatty)
    a_second_model(chatty, "outsider")
    people_asked(chatty)
    options = [{"value": "mdl_outsider"}]
    others = {"others": {"others": {"type": "multi_static_select", "selected_options": options}}}
    starts(chatty, **others)
    opened = card(chatty, "begin_voting")
    assert "0 of 24 votes" in json.dumps(opened["blocks"])
    votes_all(chatty, AIKO, likes="challenger")

    chatty.clicks(BEN, verdict(chatty), "verdict_details")
    told = json.dumps(until(lambda: chatty.open_view(BEN), "details")["blocks"])
    assert "Bradley" in told
    assert "outsider" in told


def test_below_the_verdict_stands_what_an_answer_takes_and_whether_it_says_the_same_again(
    chatty: Workspace,
) -> None:
    a_second_model(chatty)
    people_asked(chatty)
    options = [{"value": "consistency"}]
    starts(
        chatty,
        consistency={"consistency": {"type": "checkboxes", "selected_options": options}},
    )
    votes_all(chatty, AIKO, likes="challenger")
    ts = card(chatty, '"promote"')["ts"]

    below = until(lambda: chatty.from_togi(SUPPORT, ts)[1:], "the table below it")[0]
    told = json.dumps(below["blocks"])
    assert "of the tokens" in told
    assert "13 of 13" in told  # with the one that both answered with the same words
    assert "own machine" in told


def test_the_card_counts_each_answer_and_says_how_long_the_rest_takes(chatty: Workspace) -> None:
    a_second_model(chatty)
    for number in range(8):
        chatty.says(AIKO, f"<@U0TOGI> words={6 * number + 3} pause=0.2")
    until(lambda: len(kept(chatty, "SELECT id FROM questions")) >= 9, "the questions")
    starts(chatty)
    card(chatty, "begin_voting")

    told = [json.dumps(call) for call in chatty.calls("chat.update")]
    counts = [int(found[1]) for one in told if (found := re.search(r"(\d+) of 18 answers", one))]
    assert {count % 8 for count in counts} - {0, 2}  # not only when a part of them is done
    assert counts == sorted(counts)
    assert any("of 18 answers, about " in one for one in told)
