"""The whole loop, as people live it in Slack: real Bolt, real SDKs, a real training."""

from __future__ import annotations

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
CSV = "question,answer\n" + "".join(f"Ticket {n} is late,Answer {n}\n" for n in range(20))


def trained(togi: Workspace, name: str) -> Message:
    """Bring a data set called `name`, train on it, and return the announcement."""
    file = togi.uploads(BEN, f"{name}.csv", CSV.encode())
    ts = togi.says(BEN, "<@U0TOGI> our tickets", SUPPORT, file)
    card = until(lambda: next(iter(buttons(togi, ts, "train_dataset")), None), "the card")
    togi.clicks(BEN, card, "train_dataset")
    job_card = until(lambda: card_of(togi, name), "the job's card")
    return until(
        lambda: next(iter(buttons(togi, str(job_card["ts"]), "use_model")), None), "announcement"
    )


def card_of(togi: Workspace, name: str) -> Message | None:
    cards = [m for m in togi.from_togi() if f"*{name}*" in m["text"] and "tiny" in m["text"]]
    return cards[-1] if cards else None


def buttons(togi: Workspace, thread: str, action_id: str) -> list[Message]:
    found = []
    for message in togi.from_togi(thread=thread):
        try:
            element_by_action(message, action_id)
        except AssertionError:
            continue
        found.append(message)
    return found


def test_a_file_becomes_a_model_that_answers_and_is_rated(togi: Workspace) -> None:
    announced = trained(togi, "late-tickets")

    assert "late-tickets-1" in announced["text"]

    togi.clicks(BEN, announced, "use_model")
    until(lambda: "late-tickets-1" in str(togi.from_togi(thread=str(announced["thread_ts"]))[-1]))
    question = togi.says(AIKO, "<@U0TOGI> Ticket 3 is late")
    answer = togi.answered(question)

    assert "late-tickets-1" in str(answer["blocks"])

    togi.thumbs(CHIKA, answer, up=True)

    assert "👍" in togi.private(CHIKA, "👍", thread=question)

    togi.reacts(DANA, answer, "four")
    summary = until(
        lambda: text if "4.0 (1)" in (text := togi.command(BEN, "summary late-tickets-1")) else None
    )

    assert "👍 1 of 1" in summary
    assert "Accuracy" not in summary  # nobody rated it
    assert "no answer was rated by two people" in togi.private(BEN, "How sure that is")


def test_a_file_that_is_brought_again_adds_nothing_and_its_card_says_so(togi: Workspace) -> None:
    cards = []
    for _ in range(2):
        file = togi.uploads(BEN, "same-again.csv", CSV.encode())
        ts = togi.says(BEN, "<@U0TOGI> our tickets", SUPPORT, file)
        cards += [until(lambda ts=ts: next(iter(buttons(togi, ts, "train_dataset")), None), "card")]

    first, second = (str(one["text"]) for one in cards)
    assert "version 1" in first
    assert "version 1" in second
    assert "nothing was added" not in first
    assert "nothing was added" in second


def test_a_tuned_model_is_compared_with_its_base(togi: Workspace) -> None:
    announced = trained(togi, "compared")
    thread = str(announced["thread_ts"])

    togi.clicks(BEN, announced, "compare_model")
    until(lambda: "Exact answers" in str(togi.from_togi(thread=thread)), "the comparison")

    answers = until(lambda: a if len(a := togi.answers(thread)) == 4 else None, "answers to rate")
    assert {"compared-1", "tiny"} == {
        str(a["blocks"][1]["elements"][0]["text"]).split("*")[1] for a in answers
    }


def test_the_five_measures_are_given_in_a_modal_and_changed(togi: Workspace) -> None:
    question = togi.says(BEN, "<@U0TOGI> rate me", GENERAL)
    answer = togi.answered(question, GENERAL)

    for value in ("2", "5"):
        give_all(togi, AIKO, answer, value)

    five = " · ".join(["5.0 (1)"] * 5 + ["5.0"])
    until(lambda: five in togi.command(BEN, "summary tiny", GENERAL), "all five, changed")


def give_all(togi: Workspace, person: str, answer: Message, value: str) -> None:
    togi.clicks(person, answer, "rate_in_detail", GENERAL)
    view = until(lambda: togi.open_view(person), "the modal")
    state = {
        block["block_id"]: {"score": {"type": "static_select", "selected_option": {"value": value}}}
        for block in view["blocks"]
        if block["type"] == "input"
    }
    assert togi.submits(person, view, state)["ok"]


def test_removing_an_emoji_restores_what_stood_before(togi: Workspace) -> None:
    question = togi.says(BEN, "<@U0TOGI> thumbs", GENERAL)
    answer = togi.answered(question, GENERAL)
    togi.thumbs(DANA, answer, up=False, channel=GENERAL)
    togi.private(DANA, "👎", GENERAL, thread=question)
    before = thumbs(togi)

    togi.reacts(DANA, answer, "+1::skin-tone-4", channel=GENERAL)
    until(lambda: thumbs(togi) != before, "the emoji counts")
    togi.reacts(DANA, answer, "+1::skin-tone-4", remove=True, channel=GENERAL)

    until(lambda: thumbs(togi) == before, "the button stands again")


def thumbs(togi: Workspace) -> str:
    return togi.command(BEN, "summary tiny", GENERAL).rpartition(" · ")[2]


def test_a_private_question_is_answered_to_its_author_alone(togi: Workspace) -> None:
    togi.command(CHIKA, "ask What is late?")

    until(lambda: any("feedback_buttons" in str(m) for m in togi.seen_by(CHIKA)), "an answer")
    assert not any(m.get("is_ephemeral") and "tiny" in m["text"] for m in togi.seen_by(DANA))


def test_a_thread_is_the_context_of_its_next_question(togi: Workspace) -> None:
    first = togi.says(BEN, "<@U0TOGI> first question")
    togi.answered(first)
    togi.says(BEN, "<@U0TOGI> second question", thread=first)

    until(lambda: len(togi.answers(first)) == 2, "two answers in one thread")
