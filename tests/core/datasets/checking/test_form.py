"""The form of a chat: faults named as OpenAI names them, and nothing said of a good chat."""

from __future__ import annotations

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.datasets.checking.form import repeated_keys, what_is_wrong
from core.datasets.sentences import SENTENCES

SYSTEM = {"role": "system", "content": "Be kind."}
USER = {"role": "user", "content": "Where?"}
ASSISTANT = {"role": "assistant", "content": "There."}
SILENT = {**ASSISTANT, "weight": 0}
CALL = {"id": "c1", "type": "function", "function": {"name": "find", "arguments": '{"at":1}'}}
OTHER_CALL = {**CALL, "id": "c2"}
RESULT = {"role": "tool", "content": "5", "tool_call_id": "c1"}
OTHER_RESULT = {**RESULT, "tool_call_id": "c2"}
JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)
KEYS = ["role", "content", "name", "weight", "tool_calls", "tool_call_id", "function_call", "x"]
ANY_MESSAGE = st.dictionaries(
    st.sampled_from(KEYS),
    JSON | st.sampled_from(["system", "user", "assistant", "tool", "function", [CALL]]),
)


def wrong(*messages: object) -> list[str]:
    return [code for code, _ in what_is_wrong({"messages": list(messages)})]


def calling(*calls: object) -> dict[str, object]:
    return {"role": "assistant", "content": None, "tool_calls": list(calls)}


@pytest.mark.parametrize(
    "messages",
    [
        [USER, ASSISTANT],
        [SYSTEM, USER, ASSISTANT, USER, ASSISTANT],
        [{**SYSTEM, "role": "developer"}, USER, ASSISTANT],
        [{**USER, "name": "taro"}, {**ASSISTANT, "name": "togi"}],
        [USER, SILENT, USER, {**ASSISTANT, "weight": 1}],
        [USER, calling(CALL), RESULT, ASSISTANT],
        [USER, {**calling(CALL), "content": "One moment."}, RESULT, ASSISTANT],
        [USER, calling(CALL, OTHER_CALL), OTHER_RESULT, RESULT, ASSISTANT],
        [USER, calling(CALL), RESULT, calling(CALL), RESULT, ASSISTANT],
        [USER, calling(CALL)],  # how calling is taught
        [USER, {"role": "assistant", "content": None, "function_call": CALL["function"]}],
        [SYSTEM, ASSISTANT],
    ],
)
def test_good_chats_have_no_faults(messages: list[object]) -> None:
    assert wrong(*messages) == []


def test_what_is_no_chat_is_said() -> None:
    assert [*what_is_wrong([USER, ASSISTANT])] == [("data_type", {})]
    for value in ({}, {"messages": []}, {"messages": "hi"}):
        assert [*what_is_wrong(value)] == [("missing_messages_list", {})]


@pytest.mark.parametrize(
    ("messages", "codes"),
    [
        (["hi", ASSISTANT], ["data_type"]),
        ([{"content": "x"}, ASSISTANT], ["message_missing_key", "unrecognized_role"]),
        ([{"role": "user"}, ASSISTANT], ["message_missing_key", "missing_content"]),
        ([{**USER, "mood": 1}, ASSISTANT], ["message_unrecognized_key"]),
        ([{**USER, "role": "bot"}, ASSISTANT], ["unrecognized_role"]),
        ([{**USER, "role": ["user"]}, ASSISTANT], ["unrecognized_role"]),
        ([{**USER, "content": ""}, ASSISTANT], ["missing_content"]),
        ([{**USER, "content": 5}, ASSISTANT], ["missing_content"]),
        ([{**USER, "content": "a\0b"}, ASSISTANT], ["unreadable_character"]),
        ([{**USER, "name": 5}, ASSISTANT], ["not_text"]),
        ([USER], ["example_missing_assistant_message"]),
        ([USER, ASSISTANT, USER], ["last_message_not_assistant"]),
        ([USER, ASSISTANT, SYSTEM], ["last_message_not_assistant"]),
        ([USER, SILENT], ["nothing_to_learn"]),
        ([USER, {**ASSISTANT, "weight": 2}], ["invalid_weight"]),
        ([USER, {**ASSISTANT, "weight": True}], ["invalid_weight"]),
        ([{**USER, "weight": 1}, ASSISTANT], ["misplaced_weight"]),
        ([{**SYSTEM, "weight": 0}, USER, ASSISTANT], ["misplaced_weight"]),
        (
            [{"role": "bot", "content": ""}],
            ["unrecognized_role", "missing_content", "example_missing_assistant_message"],
        ),
    ],
)
def test_each_fault_has_a_name(messages: list[object], codes: list[str]) -> None:
    assert wrong(*messages) == codes


@pytest.mark.parametrize(
    ("messages", "codes"),
    [
        ([USER, RESULT, ASSISTANT], ["unmatched_tool_message"]),
        (
            [USER, calling(CALL), OTHER_RESULT, ASSISTANT],
            ["unmatched_tool_message", "unanswered_tool_call"],
        ),
        ([USER, calling(CALL), RESULT, RESULT, ASSISTANT], ["unmatched_tool_message"]),
        (
            [USER, calling(CALL), ASSISTANT, RESULT, ASSISTANT],
            ["unanswered_tool_call", "unmatched_tool_message"],
        ),
        ([USER, calling(CALL), USER, ASSISTANT], ["unanswered_tool_call"]),
        ([USER, calling(CALL, OTHER_CALL), RESULT, ASSISTANT], ["unanswered_tool_call"]),
        (
            [USER, calling(CALL), {"role": "tool", "content": "5"}, ASSISTANT],
            ["message_missing_key", "unanswered_tool_call"],
        ),
        ([{**USER, "tool_calls": [CALL]}, ASSISTANT], ["message_unrecognized_key"]),
        ([{"role": "function", "content": "5"}, ASSISTANT], ["message_missing_key"]),
    ],
)
def test_calls_and_results_belong_together(messages: list[object], codes: list[str]) -> None:
    assert wrong(*messages) == codes


@pytest.mark.parametrize(
    ("call", "keys"),
    [
        ("find", ["tool_calls"]),
        ({**CALL, "id": ""}, ["id"]),
        ({**CALL, "type": "tool"}, ["type"]),
        ({"id": "c1", "type": "function"}, ["function.name", "function.arguments"]),
        ({**CALL, "function": {"arguments": "{}"}}, ["function.name"]),
        ({**CALL, "function": {"name": "find"}}, ["function.arguments"]),
        ({**CALL, "function": {"name": "find", "arguments": {"at": 1}}}, ["function.arguments"]),
        ({**CALL, "function": {"name": "find", "arguments": "{at: 1}"}}, ["function.arguments"]),
    ],
)
def test_a_call_is_complete(call: object, keys: list[str]) -> None:
    said = [*what_is_wrong({"messages": [USER, calling(call)]})]

    assert said == [("invalid_tool_call", {"message": 2, "key": key}) for key in keys]


def test_two_calls_of_one_id_cannot_be_told_apart() -> None:
    assert wrong(USER, calling(CALL, CALL)) == ["invalid_tool_call"]


@given(messages=st.lists(ANY_MESSAGE | JSON, max_size=5))
def test_any_json_is_judged_in_known_words(messages: list[object]) -> None:
    for code, details in what_is_wrong({"messages": messages}):
        assert SENTENCES[code].format(**details)


@pytest.mark.parametrize(
    ("line", "keys"),
    [
        (b'{"messages":[{"role":"user","role":"user","content":"a"}]}', ["role"]),
        (b'{"messages":[{"role":"user","content":"a","content":"b"}]}', ["content"]),
        (b'{"messages":[],"messages":[{"role":"user","content":"a"}]}', ["messages"]),
        (b'{"messages":[{"role":"user","content":"\\"role\\" and \\"role\\""}]}', []),
        (b'{"messages":[{"role":"user","content":"a"}],"tools":[{"role":1},{"role":2}]}', []),
    ],
)
def test_a_key_that_comes_twice_is_named(line: bytes, keys: list[str]) -> None:
    said = [*repeated_keys(line, orjson.loads(line))]

    assert said == [("duplicate_key", {"key": key}) for key in keys]
