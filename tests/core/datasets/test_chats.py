"""A chat's line: canonical, and read back as it was."""

from __future__ import annotations

import orjson
from hypothesis import given
from hypothesis import strategies as st

from core.datasets.chats import (
    Frame,
    dump,
    everything_asked,
    folded,
    question_and_answer,
    with_system,
)

USER = {"role": "user", "content": "Where?"}
ASSISTANT = {"role": "assistant", "content": "There."}
TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)
MESSAGE = st.fixed_dictionaries(
    {"content": TEXT, "role": st.sampled_from(["system", "user", "assistant"])},
    optional={"name": TEXT},
)


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
