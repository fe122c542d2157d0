"""Ratings as people give them: taps, words, second thoughts, emoji of their own."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest

from tests.e2e.workspace import (
    AIKO,
    BEN,
    CHIKA,
    DANA,
    GENERAL,
    SUPPORT,
    Message,
    Workspace,
    element_by_action,
    until,
)

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True, scope="module")
def nothing_left(togi: Workspace) -> Iterator[None]:
    """Others count what the base model was rated."""
    yield
    for table in ("ratings", "rating_totals", "question_totals"):
        kept(togi, f"DELETE FROM {table}")  # noqa: S608 (ours)


@pytest.fixture
def usual_emoji(togi: Workspace) -> Iterator[None]:
    yield
    kept(togi, "DELETE FROM emoji_maps")


@pytest.fixture
def usual_settings(togi: Workspace) -> Iterator[None]:
    yield
    kept(togi, "DELETE FROM channel_settings")


def kept(togi: Workspace, statement: str) -> list[tuple[object, ...]]:
    """Look into what the bot has written down, or change it."""
    connection = sqlite3.connect(togi.folder / "data" / "togi.db", timeout=30)
    with connection:
        rows = connection.execute(statement).fetchall()
    connection.close()
    return rows


def standing(togi: Workspace, person: str) -> dict[str, int]:
    rows = kept(togi, f"SELECT metric, value FROM ratings WHERE rater = '{person}'")  # noqa: S608 (ours)
    return {str(metric): int(str(value)) for metric, value in rows}


def asked(togi: Workspace, text: str, channel: str = GENERAL) -> Message:
    return togi.answered(togi.says(BEN, f"<@U0TOGI> {text}", channel), channel)


def whispered(
    togi: Workspace, person: str, holding: str, thread: str = "", channel: str = GENERAL
) -> Message:
    """The latest message that this person alone sees, and that holds these words."""

    def look() -> Message | None:
        seen = [m for m in togi.seen_by(person, channel, thread) if m.get("is_ephemeral")]
        return next((m for m in reversed(seen) if holding in str(m)), None)

    return until(look, holding)


def modal(togi: Workspace, person: str, holding: str) -> Message:
    def look() -> Message | None:
        view = togi.open_view(person)
        return view if view and holding in str(view) else None

    return until(look, f"a modal with {holding}")


def typed(**values: str) -> Message:
    return {name: {name: {"type": "plain_text_input", "value": v}} for name, v in values.items()}


def ticked(*reasons: str) -> Message:
    chosen = [{"value": reason} for reason in reasons]
    return {"reasons": {"reasons": {"type": "checkboxes", "selected_options": chosen}}}


def menu(togi: Workspace, person: str, answer: Message, channel: str = GENERAL) -> None:
    done = togi.post(
        "/people/shortcut",
        **{"as": person},
        callback_id="rate_answer",
        channel=channel,
        message_ts=answer["ts"],
    )
    assert done["ok"], done


def test_a_thumb_down_asks_what_was_wrong_and_remembers_what_was_said(togi: Workspace) -> None:
    answer = asked(togi, "what is wrong here?")
    thread = str(answer["thread_ts"])
    togi.thumbs(CHIKA, answer, up=False, channel=GENERAL)

    view = modal(togi, CHIKA, "rating_wrong")
    said = {**ticked("facts", "tone"), **typed(wrong="All of it.", right="42.")}
    assert togi.submits(CHIKA, view, said)["ok"]
    thanks = whispered(togi, CHIKA, "say_what_was_wrong", thread)
    togi.clicks(CHIKA, thanks, "say_what_was_wrong", GENERAL)
    again = modal(togi, CHIKA, "All of it.")

    assert "42." in str(again)
    assert [o["value"] for o in again["blocks"][1]["element"]["initial_options"]] == [
        "facts",
        "tone",
    ]


def test_everything_about_a_thumb_down_may_be_left_out(togi: Workspace) -> None:
    answer = asked(togi, "say nothing")
    togi.thumbs(DANA, answer, up=False, channel=GENERAL)
    before = kept(togi, "SELECT count(*) FROM comments")

    assert togi.submits(DANA, modal(togi, DANA, "rating_wrong"), {})["ok"]

    assert standing(togi, DANA)["thumb"] == 0
    assert kept(togi, "SELECT count(*) FROM comments") == before


def test_a_rating_is_taken_back_with_its_words(togi: Workspace) -> None:
    answer = asked(togi, "take this back")
    thread, answer_id = str(answer["thread_ts"]), answer_of(answer)
    togi.thumbs(AIKO, answer, up=False, channel=GENERAL)
    togi.submits(AIKO, modal(togi, AIKO, "rating_wrong"), typed(wrong="Secret words."))
    thanks = whispered(togi, AIKO, "👎", thread)

    togi.clicks(AIKO, thanks, "take_rating_back", GENERAL)
    whispered(togi, AIKO, "取り消しました", thread)

    mine = f"answer_id = '{answer_id}' AND rater = '{AIKO}'"
    assert kept(togi, f"SELECT * FROM ratings WHERE {mine}") == []  # noqa: S608 (ours)
    assert kept(togi, f"SELECT wrong FROM comments WHERE {mine}") == [(None,)]  # noqa: S608 (ours)
    assert not any("👎" in str(m) for m in togi.seen_by(AIKO, GENERAL, thread) if m != answer)


def answer_of(message: Message) -> str:
    _, button = element_by_action(message, "rate_in_detail")
    return str(button["value"])


def test_two_people_who_click_twice_have_one_rating_each(togi: Workspace) -> None:
    answer = asked(togi, "click me")
    for person, up in ((AIKO, True), (CHIKA, False), (AIKO, True), (CHIKA, False), (CHIKA, True)):
        togi.thumbs(person, answer, up=up, channel=GENERAL)
    togi.events_come(3)
    togi.reacts(DANA, answer, "-1", channel=GENERAL)

    thumbs = f"SELECT rater, value FROM ratings WHERE answer_id = '{answer_of(answer)}' ORDER BY 1"  # noqa: S608 (ours)
    until(lambda: len(kept(togi, thumbs)) == 3, "three raters")
    togi.events_come(1)

    assert kept(togi, thumbs) == [(AIKO, 1), (CHIKA, 1), (DANA, 0)]


def test_the_message_looks_the_same_to_everybody_after_a_vote(togi: Workspace) -> None:
    answer = asked(togi, "keep my vote")
    togi.thumbs(AIKO, answer, up=True, channel=GENERAL)
    whispered(togi, AIKO, "👍", str(answer["thread_ts"]))

    now = togi.answers(str(answer["thread_ts"]), GENERAL)[0]

    assert now["blocks"] == answer["blocks"]
    assert not [m for m in togi.from_togi(GENERAL, str(answer["thread_ts"])) if "👍" in m["text"]]


def test_the_five_measures_come_back_as_they_were_given_and_one_is_withdrawn(
    togi: Workspace,
) -> None:
    answer = asked(togi, "in detail")
    four = {"type": "static_select", "selected_option": {"value": "4"}}
    none = {"type": "static_select", "selected_option": {"value": "none"}}
    togi.clicks(DANA, answer, "rate_in_detail", GENERAL)
    first = modal(togi, DANA, "rating_detail")
    assert togi.submits(
        DANA,
        first,
        {"accuracy": {"score": four}, "expertise": {"score": four}, **typed(right="Better.")},
    )["ok"]
    thanks = whispered(togi, DANA, "saved: Accuracy 4/5, Expertise 4/5.", str(answer["thread_ts"]))

    togi.clicks(DANA, thanks, "rate_in_detail", GENERAL)
    again = modal(togi, DANA, "Better.")
    chosen = {
        block["block_id"]: block["element"].get("initial_option", {}).get("value")
        for block in again["blocks"]
        if block["type"] == "input" and block["element"]["type"] == "static_select"
    }
    assert chosen == {
        "accuracy": "4",
        "consistency": None,
        "relevance": None,
        "expertise": "4",
        "response_quality": None,
    }
    assert togi.submits(DANA, again, {"accuracy": {"score": four}, "expertise": {"score": none}})[
        "ok"
    ]

    mine = f"SELECT metric FROM ratings WHERE answer_id = '{answer_of(answer)}'"  # noqa: S608 (ours)
    until(lambda: kept(togi, mine) == [("accuracy",)], "only one left")
    now = whispered(togi, DANA, "saved: Accuracy 4/5.", str(answer["thread_ts"]))
    assert now["ts"] == thanks["ts"], "written over"


def test_operators_choose_what_emoji_say_and_what_was_said_stays(
    togi: Workspace,
    usual_emoji: None,  # noqa: ARG001 (put back at the end)
) -> None:
    answer = asked(togi, "by emoji")
    mine = f"SELECT rater, metric, value FROM ratings WHERE answer_id = '{answer_of(answer)}'"  # noqa: S608 (ours)
    togi.reacts(CHIKA, answer, "four", channel=GENERAL)
    until(lambda: kept(togi, mine), "the emoji counts")
    assert "four" in togi.command(DANA, "rate", GENERAL)
    assert "change_emoji" not in str(whispered(togi, DANA, "four"))

    togi.command(BEN, "rate", GENERAL)
    togi.clicks(BEN, whispered(togi, BEN, "change_emoji"), "change_emoji", GENERAL)
    view = modal(togi, BEN, "response_quality")
    names = {"up": ":tada: +1", "down": "", "5": ":100:", "4": ":tada:"}
    fields = {f: {"names": {"type": "plain_text_input", "value": v}} for f, v in names.items()}
    accuracy = {"type": "static_select", "selected_option": {"value": "accuracy"}}
    refused = togi.submits(BEN, view, {**fields, "measure": {"measure": accuracy}})
    assert "tada" in refused["errors"]["4"]

    fields["4"] = {"names": {"type": "plain_text_input", "value": ":ok::ok_hand::skin-tone-3:"}}
    assert togi.submits(BEN, view, {**fields, "measure": {"measure": accuracy}})["ok"]
    whispered(togi, BEN, "keep what they meant")
    togi.reacts(DANA, answer, "ok_hand::skin-tone-5", channel=GENERAL)
    togi.reacts(AIKO, answer, "-1", channel=GENERAL)
    until(lambda: (DANA, "accuracy", 4) in kept(togi, mine), "the new emoji counts")

    assert (CHIKA, "response_quality", 4) in kept(togi, mine)
    togi.reacts(CHIKA, answer, "four", remove=True, channel=GENERAL)
    until(lambda: kept(togi, mine) == [(DANA, "accuracy", 4)], "what it meant is taken back")


def test_where_no_buttons_are_shown_menu_and_emoji_still_rate(
    togi: Workspace,
    usual_settings: None,  # noqa: ARG001 (put back at the end)
) -> None:
    asked(togi, "anything, to know the workspace")
    team = kept(togi, "SELECT team FROM answers LIMIT 1")[0][0]
    kept(
        togi,
        "INSERT INTO channel_settings (team, channel, follows_threads, asks_ratings, canary_share) "  # noqa: S608 (ours)
        f"VALUES ('{team}', '{SUPPORT}', 1, 0, 0)",
    )
    question = togi.says(BEN, "<@U0TOGI> no buttons, please", SUPPORT)

    def shown() -> Message | None:
        told = togi.from_togi(SUPPORT, question)
        return next((m for m in told if "Answered by" in str(m)), None)

    answer = until(shown, "an answer")
    assert "feedback_buttons" not in str(answer)

    menu(togi, DANA, answer, SUPPORT)
    score = {"score": {"type": "static_select", "selected_option": {"value": "3"}}}
    assert togi.submits(DANA, modal(togi, DANA, "rating_detail"), {"relevance": score})["ok"]
    togi.reacts(CHIKA, answer, "+1", channel=SUPPORT)

    rated = (
        "SELECT rater, metric, value FROM ratings JOIN deliveries d USING (answer_id) "  # noqa: S608 (ours)
        f"WHERE d.ts = '{answer['ts']}' ORDER BY 1"
    )
    expected = [(CHIKA, "thumb", 1), (DANA, "relevance", 3)]
    until(lambda: kept(togi, rated) == expected, "both count")


def test_a_thumb_down_whose_form_slack_refuses_is_kept_and_can_be_explained_later(
    togi: Workspace,
) -> None:
    answer = asked(togi, "no form")
    togi.fault("views.open", error="expired_trigger_id", times=1)
    togi.thumbs(DANA, answer, up=False, channel=GENERAL)
    thanks = whispered(togi, DANA, "say_what_was_wrong", str(answer["thread_ts"]))

    mine = f"SELECT value FROM ratings WHERE answer_id = '{answer_of(answer)}'"  # noqa: S608 (ours)
    assert kept(togi, mine) == [(0,)]
    assert "Something went wrong" not in str(togi.seen_by(DANA, GENERAL))

    togi.clicks(DANA, thanks, "say_what_was_wrong", GENERAL)
    modal(togi, DANA, "rating_wrong")
