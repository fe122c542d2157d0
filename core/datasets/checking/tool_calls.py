"""The form of tool calls: what a call needs, and that each is answered by its own name.

Documented in OpenAI's reference of chats: a call's `id`, `type`, `function.name` and
`function.arguments` (JSON, written as text), and that a tool's message names its call. Its API
refuses to go on with a chat whose calls are not all answered; that training refuses the same is
unverified. A chat may end with a call: that is how calling is taught.
"""

from __future__ import annotations

from collections.abc import Iterator

import orjson

from core.datasets.chats import ASSISTANT, CALLS, FUNCTION, TOOL
from core.errors import Detail

TOOL_CALLS, FUNCTION_CALL = CALLS

Wrong = tuple[str, dict[str, Detail]]  # a code of `sentences.SENTENCES`, and its details
Numbered = list[tuple[int, dict[str, object]]]  # messages, and where they stand in their chat


def what_is_wrong_with_calls(numbered: Numbered) -> Iterator[Wrong]:
    open_calls: set[object] = set()
    caller = 0
    for number, message in numbered:
        role = message.get("role")
        if role == TOOL:
            yield from _what_is_wrong_with_result(message, number, open_calls)
            continue
        if open_calls:
            yield "unanswered_tool_call", {"message": caller}
        open_calls, caller = set(), number
        if role == FUNCTION and not message.get("name"):
            yield "message_missing_key", {"message": number, "key": "name"}
        for key in CALLS:
            if not message.get(key):
                continue
            if role == ASSISTANT:
                yield from _what_is_wrong_with_calling(message, number, key)
            else:
                yield "message_unrecognized_key", {"message": number, "key": key}
        open_calls = _ids(message) if role == ASSISTANT else set()


def _what_is_wrong_with_result(
    message: dict[str, object], number: int, open_calls: set[object]
) -> Iterator[Wrong]:
    answered = message.get("tool_call_id")
    if not isinstance(answered, str):
        yield "message_missing_key", {"message": number, "key": "tool_call_id"}
    elif answered in open_calls:
        open_calls.remove(answered)
    else:
        yield "unmatched_tool_message", {"message": number}


def _what_is_wrong_with_calling(
    message: dict[str, object], number: int, key: str
) -> Iterator[Wrong]:
    for wrong in _wrong_parts(message[key], key):
        yield "invalid_tool_call", {"message": number, "key": wrong}


def _wrong_parts(calling: object, key: str) -> list[str]:
    """What is missing in a call or isn't as it must be."""
    if key == FUNCTION_CALL:
        return [f"{key}.{part}" for part in _wrong_parts_of_function(calling)]
    if not isinstance(calling, list) or not calling:
        return [key]
    wrong: dict[str, None] = {}
    for call in calling:
        if not isinstance(call, dict):
            return [key]
        if not (isinstance(call.get("id"), str) and call["id"]):
            wrong["id"] = None
        if call.get("type") != FUNCTION:
            wrong["type"] = None
        parts = _wrong_parts_of_function(call.get("function"))
        wrong.update((f"function.{part}", None) for part in parts)
    if len(_ids({key: calling})) < len(calling) and "id" not in wrong:
        wrong["id"] = None  # two calls of one name: their answers can't be told apart
    return list(wrong)


def _wrong_parts_of_function(function: object) -> list[str]:
    if not isinstance(function, dict):
        return ["name", "arguments"]
    name, arguments = function.get("name"), function.get("arguments")
    wrong = [] if isinstance(name, str) and name else ["name"]
    return wrong if _is_json(arguments) else [*wrong, "arguments"]


def _is_json(text: object) -> bool:
    if not isinstance(text, str):
        return False
    try:
        orjson.loads(text)
    except orjson.JSONDecodeError:
        return False
    return True


def _ids(message: dict[str, object]) -> set[object]:
    calls = message.get(TOOL_CALLS)
    if not isinstance(calls, list):
        return set()
    ids = (call.get("id") for call in calls if isinstance(call, dict))
    return {name for name in ids if isinstance(name, str)}
