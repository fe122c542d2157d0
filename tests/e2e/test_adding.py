"""“Add to data set” in a message's menu: answers of models and of people become examples."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.e2e.workspace import (
    AIKO,
    BEN,
    CHIKA,
    DANA,
    GENERAL,
    LEGAL,
    RANDOM,
    SUPPORT,
    Message,
    Workspace,
    until,
)

pytestmark = pytest.mark.slow
FIELDS = ("question", "answer", "name", "system")


def menu(togi: Workspace, person: str, channel: str, ts: str) -> None:
    """Choose “Add to data set” in a message's menu."""
    done = togi.post(
        "/people/shortcut",
        **{"as": person},
        callback_id="add_to_dataset",
        channel=channel,
        message_ts=ts,
    )
    assert done["ok"], done


def form(togi: Workspace, person: str, channel: str, ts: str) -> Message:
    menu(togi, person, channel, ts)
    return until(lambda: togi.open_view(person), "the form")


def filled(view: Message) -> dict[str, str]:
    """What the form holds before anybody types."""
    elements = {b["block_id"]: b["element"] for b in view["blocks"] if b["type"] == "input"}
    return {field: elements[field].get("initial_value", "") for field in FIELDS}


def submitted(togi: Workspace, person: str, view: Message, **typed: str) -> Message:
    values = {**filled(view), **typed}
    state = {
        field: {field: {"type": "plain_text_input", "value": value or None}}
        for field, value in values.items()
    }
    return togi.submits(person, view, state)


def conversation(togi: Workspace, question: str, answer: str, channel: str = GENERAL) -> str:
    """A question of one person that another one answers in its thread; the ts of the answer."""
    root = togi.says(CHIKA, question, channel)
    return togi.says(DANA, answer, channel, thread=root)


def test_who_answers_their_own_question_finds_it_in_the_form(togi: Workspace) -> None:
    root = togi.says(DANA, "Where is the spare key?", GENERAL)
    answer = togi.says(DANA, "Below the flower pot.", GENERAL, thread=root)

    view = form(togi, BEN, GENERAL, answer)

    assert filled(view)["question"] == "Where is the spare key?"


def test_an_answer_of_a_model_is_added_with_its_question(togi: Workspace) -> None:
    question = togi.says(CHIKA, "<@U0TOGI> How long is the guarantee?", GENERAL)
    answer = togi.answered(question, GENERAL)

    view = form(togi, BEN, GENERAL, answer["ts"])
    assert filled(view)["question"] == "How long is the guarantee?"
    assert not submitted(togi, BEN, view, answer="Two years.", name="Guarantees").get("errors")

    assert "version 1" in togi.private(BEN, "*guarantees*", GENERAL, thread=question)
    assert "9 more" in togi.private(BEN, "9 more", GENERAL, thread=question)
    assert "9 more" in togi.command(BEN, "dataset show guarantees", GENERAL)
    assert "fewer than 10" in togi.command(BEN, "train guarantees", GENERAL)


def test_what_people_said_to_each_other_is_added(togi: Workspace) -> None:
    ts = conversation(togi, "Where is *the* key & who has it?", "Under <the> mat.")

    view = form(togi, BEN, GENERAL, ts)
    assert filled(view)["question"] == "Where is *the* key & who has it?"
    assert filled(view)["answer"] == "Under <the> mat."
    submitted(togi, BEN, view, name="keys", system="Be brief.")

    shown = until(lambda: "*keys*" in (s := togi.command(BEN, "dataset show keys", GENERAL)) and s)
    assert "version 1" in shown


def test_a_message_of_a_channel_answers_the_one_before_it(togi: Workspace) -> None:
    togi.says(CHIKA, "Who feeds the cat?", GENERAL)
    ts = togi.says(DANA, "I do.", GENERAL)

    assert filled(form(togi, BEN, GENERAL, ts))["question"] == "Who feeds the cat?"


def test_where_togi_reads_nothing_the_form_is_filled_in_by_hand(togi: Workspace) -> None:
    ts = conversation(togi, "Is it random?", "It is.", RANDOM)
    view = form(togi, BEN, RANDOM, ts)
    assert (filled(view)["question"], filled(view)["answer"]) == ("", "It is.")

    submitted(togi, BEN, view, question="Is it random?", name="random-facts")

    direct = until(
        lambda: [m for m in togi.seen_by(BEN, "D0BEN") if "*random-facts*" in m["text"]],
        "a direct message, where Togi is no member of the channel",
    )
    assert len(direct) == 1


def test_additions_of_two_people_at_once_are_all_kept(togi: Workspace) -> None:
    asked = [conversation(togi, f"Question {n}?", f"Answer {n}.") for n in range(10)]

    def add(person: str, mine: list[str]) -> None:
        for ts in mine:
            answer = submitted(togi, person, form(togi, person, GENERAL, ts), name="together")
            assert not answer.get("errors"), answer

    with ThreadPoolExecutor() as people:
        for work in [people.submit(add, BEN, asked[::2]), people.submit(add, AIKO, asked[1::2])]:
            work.result()

    until(lambda: "*together* v10: 10 " in togi.command(BEN, "dataset list", GENERAL), "all ten")
    ready = togi.command(BEN, "dataset show together", GENERAL)
    assert "more training" not in ready


def test_an_example_that_is_there_already_is_said(togi: Workspace) -> None:
    ts = conversation(togi, "Twice?", "Once.")
    for words in ("version 1", "already"):
        submitted(togi, BEN, form(togi, BEN, GENERAL, ts), name="twice")
        togi.private(BEN, words, GENERAL, thread=togi_thread(togi, ts))

    assert "*twice* v1" in togi.command(BEN, "dataset list", GENERAL)


def togi_thread(togi: Workspace, ts: str, channel: str = GENERAL) -> str:
    """The thread that a message stands in."""
    for root in togi.seen_by(BEN, channel):
        if any(m["ts"] == ts for m in togi.seen_by(BEN, channel, root["ts"])):
            return str(root["ts"])
    raise AssertionError(ts)


def test_a_different_answer_to_the_same_question_is_pointed_out(togi: Workspace) -> None:
    for opens, words in (("9:00", "version 1"), ("10:00", "differently")):
        ts = conversation(togi, "When do you open?", f"We open at {opens}.")
        submitted(togi, BEN, form(togi, BEN, GENERAL, ts), name="doubts")
        togi.private(BEN, words, GENERAL, thread=togi_thread(togi, ts))


def test_what_is_wrong_is_said_under_its_input(togi: Workspace) -> None:
    ts = conversation(togi, "Hm?", "Well.")
    view = form(togi, BEN, GENERAL, ts)

    answer = submitted(togi, BEN, view, question="\u200b", name="x")
    assert "empty" in answer["errors"]["question"]

    assert not submitted(togi, BEN, view, name="x").get("errors")


def test_a_member_is_told_who_may_add(togi: Workspace) -> None:
    ts = conversation(togi, "May I?", "No.", SUPPORT)
    before = togi.open_view(CHIKA)  # of an earlier test

    menu(togi, CHIKA, SUPPORT, ts)

    togi.private(CHIKA, "この操作は", SUPPORT, thread=togi_thread(togi, ts, SUPPORT))
    assert togi.open_view(CHIKA) == before


def test_what_was_said_in_private_stays_there(togi: Workspace) -> None:
    togi.says(AIKO, "Who sues us?", LEGAL)
    ts = togi.says(CHIKA, "Nobody yet.", LEGAL)
    submitted(togi, AIKO, form(togi, AIKO, LEGAL, ts), name="suits")
    until(lambda: "*suits*" in togi.command(AIKO, "dataset list", LEGAL), "at home")

    assert "suits" not in togi.command(BEN, "dataset list", GENERAL)
    other = form(togi, AIKO, LEGAL, ts)
    offered = next(b["element"] for b in other["blocks"] if b["block_id"] == "dataset")
    names = [one["text"]["text"] for one in offered["options"]]
    everybodys = togi.command(BEN, "dataset list", GENERAL)
    assert "suits" in names
    assert not [name for name in names if f"*{name}*" in everybodys]


def test_a_bot_that_dies_adds_once(fragile: Workspace) -> None:
    ts = conversation(fragile, "Alive?", "Still.")
    fragile.fault("chat.postEphemeral", delay_s=30, times=1)
    submitted(fragile, BEN, form(fragile, BEN, GENERAL, ts), name="survivors")
    fragile.bot.kill()
    fragile.http.delete(f"{fragile.slack}/control/faults")
    fragile.bot.start()

    fragile.private(BEN, "*survivors*", GENERAL, thread=togi_thread(fragile, ts))
    assert "*survivors* v1" in fragile.command(BEN, "dataset list", GENERAL)
