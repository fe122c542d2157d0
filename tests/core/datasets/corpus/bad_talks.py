"""Chats whose messages are well made, and that are none a model could learn from."""

from __future__ import annotations

from tests.core.datasets.corpus.bad_lines import ASSISTANT, USER, bad, checked_only
from tests.core.datasets.corpus.case import Case, Json, chat, dumped, message, talk


def lessons() -> list[Case]:
    silent = {**ASSISTANT, "weight": 0}
    twice = b'{"messages":[{"role":"user","content":"x","content":"a"},%b]}' % dumped(ASSISTANT)
    lists = b'{"messages":[],"messages":[%b,%b]}' % (dumped(USER), dumped(ASSISTANT))
    return [
        bad("a weight of a question", talk({**USER, "weight": 1}, ASSISTANT), "misplaced_weight"),
        bad("nothing is learnt", talk(USER, silent), "nothing_to_learn"),
        bad("nothing is learnt twice", talk(USER, silent, USER, silent), "nothing_to_learn"),
        bad("the person speaks last", talk(USER, ASSISTANT, USER), "last_message_not_assistant"),
        bad(
            "the system speaks last",
            talk(USER, ASSISTANT, message("system", "a")),
            "last_message_not_assistant",
        ),
        bad("a NUL in a chat", chat("a\0", "b"), "unreadable_character"),
        bad("a name that is a number", talk({**USER, "name": 5}, ASSISTANT), "not_text"),
        checked_only("a text twice", twice, "duplicate_key"),
        checked_only("the messages twice", lists, "duplicate_key"),
    ]


def tool_calls() -> list[Case]:
    function: dict[str, Json] = {"name": "f", "arguments": "{}"}
    call: dict[str, Json] = {"id": "1", "type": "function", "function": function}
    result = message("tool", "5", tool_call_id="1")

    def called(*calls: Json) -> dict[str, Json]:
        return message("assistant", None, tool_calls=list(calls))

    def calling(name: str, calls: Json, times: int = 1) -> Case:
        """A chat that ends with a call: that is how calling is taught."""
        wrong = message("assistant", None, tool_calls=calls)
        return bad(f"a call {name}", talk(USER, wrong), *["invalid_tool_call"] * times)

    return [
        calling("that is a text", ["f"]),
        calling("without an id", [{**call, "id": ""}]),
        calling("whose id is a number", [{**call, "id": 1}]),
        calling("of an unknown type", [{**call, "type": "f"}]),
        calling("without a function", [{**call, "function": None}], times=2),
        calling("of a function without a name", [{**call, "function": {**function, "name": ""}}]),
        calling(
            "whose arguments are an object", [{**call, "function": {"name": "f", "arguments": {}}}]
        ),
        calling(
            "whose arguments are no JSON", [{**call, "function": {"name": "f", "arguments": "{"}}]
        ),
        calling("that comes twice", [call, call]),
        bad("an answer to no call", talk(USER, result, ASSISTANT), "unmatched_tool_message"),
        bad(
            "an answer to another call",
            talk(USER, called(call), {**result, "tool_call_id": "2"}, ASSISTANT),
            "unmatched_tool_message",
            "unanswered_tool_call",
        ),
        bad(
            "a call that nobody answers",
            talk(USER, called(call), ASSISTANT),
            "unanswered_tool_call",
        ),
        bad(
            "one of two calls is answered",
            talk(USER, called(call, {**call, "id": "2"}), result, ASSISTANT),
            "unanswered_tool_call",
        ),
        bad(
            "a call of the person",
            talk({**USER, "tool_calls": [call]}, ASSISTANT),
            "message_unrecognized_key",
        ),
        bad(
            "a result without the name of its call",
            talk(USER, called(call), message("tool", "5"), ASSISTANT),
            "message_missing_key",
            "unanswered_tool_call",
        ),
        bad(
            "a result of a function without a name",
            talk(USER, message("function", "5"), ASSISTANT),
            "message_missing_key",
        ),
    ]


CASES = [*lessons(), *tool_calls()]
