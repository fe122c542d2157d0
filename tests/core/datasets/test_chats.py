"""A chat's line: canonical, read back as it was, its faults named as OpenAI names them."""

from __future__ import annotations

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.datasets.chats import (
    Frame,
    dump,
    everything_asked,
    folded,
    question_and_answer,
    what_is_wrong,
    with_system,
)

USER = {"role": "user", "content": "Where?"}
ASSISTANT = {"role": "assistant", "content": "There."}
TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)
MESSAGE = st.fixed_dictionaries(
    {"content": TEXT, "role": st.sampled_from(["system", "user", "assistant"])},
    optional={"name": TEXT},
)


def wrong(value: object) -> list[str]:
    return [code for code, _ in what_is_wrong(value)]


def chat(*messages: object) -> dict[str, object]:
    return {"messages": list(messages)}


@given(messages=st.lists(MESSAGE, min_size=1))
def test_a_chat_comes_back_from_its_line(messages: list[dict[str, str]]) -> None:
    assert orjson.loads(dump({"messages": messages})) == {"messages": messages}


@given(question=TEXT, answer=TEXT, system=st.none() | TEXT)
def test_a_pair_comes_back_from_its_line(question: str, answer: str, system: str | None) -> None:
    line = Frame.with_system(system).line(question, answer)

    assert question_and_answer(line) == (question, answer, system)
    assert dump(orjson.loads(line)) == line


def test_a_chat_keeps_its_own_system_prompt() -> None:
    told = chat({"role": "system", "content": "Own."}, USER, ASSISTANT)

    assert with_system(told, "Ours.") == told
    assert question_and_answer(dump(with_system(chat(USER, ASSISTANT), "Ours."))).system == "Ours."


def test_the_last_exchange_is_the_question_and_the_answer() -> None:
    later = [{"role": "user", "content": "And now?"}, {"role": "assistant", "content": "Here."}]
    talk = chat(USER, ASSISTANT, *later)

    assert question_and_answer(dump(talk)) == ("And now?", "Here.", None)
    assert everything_asked(talk) == "Where?\nAnd now?"


def test_width_and_case_make_no_difference_when_folded() -> None:
    assert folded("\uff37hat") == folded("WHAT")
    assert folded("\u30ab\u3099") == folded("\u30ac")


def test_a_good_chat_has_no_faults() -> None:
    weighted = {**ASSISTANT, "weight": 0}
    call = {"role": "assistant", "content": None, "tool_calls": [{"id": "1"}]}
    result = {"role": "tool", "content": "5", "tool_call_id": "1"}

    assert wrong(chat(USER, weighted, USER, call, result, ASSISTANT)) == []


@pytest.mark.parametrize(
    ("value", "codes"),
    [
        ([USER, ASSISTANT], ["data_type"]),
        ({}, ["missing_messages_list"]),
        (chat(), ["missing_messages_list"]),
        ({"messages": "hi"}, ["missing_messages_list"]),
        (chat("hi", ASSISTANT), ["data_type"]),
        (chat({"content": "x"}, ASSISTANT), ["message_missing_key", "unrecognized_role"]),
        (chat({"role": "user"}, ASSISTANT), ["message_missing_key", "missing_content"]),
        (chat({**USER, "mood": 1}, ASSISTANT), ["message_unrecognized_key"]),
        (chat({**USER, "role": "bot"}, ASSISTANT), ["unrecognized_role"]),
        (chat({**USER, "role": ["user"]}, ASSISTANT), ["unrecognized_role"]),
        (chat({**USER, "content": ""}, ASSISTANT), ["missing_content"]),
        (chat({**USER, "content": 5}, ASSISTANT), ["missing_content"]),
        (chat(USER), ["example_missing_assistant_message"]),
        (chat(USER, {**ASSISTANT, "weight": 2}), ["invalid_weight"]),
        (
            chat({"role": "bot", "content": ""}),
            [
                "unrecognized_role",
                "missing_content",
                "example_missing_assistant_message",
            ],
        ),
    ],
)
def test_each_fault_has_openais_name(value: object, codes: list[str]) -> None:
    assert wrong(value) == codes
