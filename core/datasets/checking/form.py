"""The form of a chat: what a provider refuses before it reads a single word.

The codes of a message are those of OpenAI's published checking script. What else its API refuses
is documented for tool calls (`id`, `type`, `function`, an answer by `tool_call_id`) and for
`weight` (0 or 1, on the assistant's messages alone). Unverified, but reported by many and asked
for in other providers' guides: the assistant speaks last, and not every weight is 0.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from core.datasets.chats import ASSISTANT, CALLS, ROLES, SHOWN, SYSTEM, USER
from core.datasets.checking.tool_calls import Numbered, Wrong, what_is_wrong_with_calls

TALKING = frozenset({SYSTEM, USER, ASSISTANT})
KEYS = frozenset({"role", "content", "name", "weight", "tool_call_id", *CALLS})
NUL = "\0"


def what_is_wrong(value: object) -> Iterator[Wrong]:
    """Every fault in the form of a parsed line."""
    if not isinstance(value, dict):
        yield "data_type", {}
        return
    messages = value.get("messages")
    if not isinstance(messages, list) or not messages:
        yield "missing_messages_list", {}
        return
    if _is_a_plain_talk(messages):
        return
    numbered: Numbered = []
    for number, message in enumerate(messages, start=1):
        if isinstance(message, dict):
            numbered.append((number, message))
            yield from _what_is_wrong_with_message(message, number)
        else:
            yield "data_type", {}
    yield from what_is_wrong_with_calls(numbered)
    yield from _what_is_wrong_with_the_lesson(numbered)


def repeated_keys(line: bytes, chat: dict[str, object]) -> Iterator[Wrong]:
    """Keys that an object holds twice: which of the two counts is anybody's guess."""
    messages = chat.get("messages")
    most = max(1, len(messages)) if isinstance(messages, list) else 1
    counts = [line.count(b'"role"'), line.count(b'"content"'), line.count(b'"messages"') * most]
    if max(counts) <= most:
        return  # almost every line; the others are worth a slower reading
    repeated: dict[str, None] = {}

    def look(pairs: list[tuple[str, object]]) -> dict[str, object]:
        keys = [key for key, _ in pairs]
        repeated.update((key, None) for key in keys if keys.count(key) > 1)
        return dict(pairs)

    json.loads(line, object_pairs_hook=look)
    for key in repeated:
        yield "duplicate_key", {"key": key[:SHOWN]}


def _is_a_plain_talk(messages: Sequence[object]) -> bool:
    """Whether nothing can be wrong: the form of nearly every chat, told in a microsecond."""
    role: object = None
    for message in messages:
        if not isinstance(message, dict) or len(message) != len(("role", "content")):
            return False
        role, content = message.get("role"), message.get("content")
        if not (isinstance(role, str) and role in TALKING and isinstance(content, str) and content):
            return False
        if NUL in content:
            return False
    return role == ASSISTANT


def _what_is_wrong_with_message(message: dict[str, object], number: int) -> Iterator[Wrong]:
    role, content = message.get("role"), message.get("content")
    calls = role == ASSISTANT and any(message.get(call) for call in CALLS)
    for key in ("role", "content"):
        if key not in message and not (key == "content" and calls):
            yield "message_missing_key", {"message": number, "key": key}
    for key in message:
        if key not in KEYS:
            yield "message_unrecognized_key", {"message": number, "key": key[:SHOWN]}
    if role not in ROLES if isinstance(role, str) else True:
        yield "unrecognized_role", {"message": number, "role": str(role)[:SHOWN]}
    if not (content if isinstance(content, str) else content is None and calls):
        yield "missing_content", {"message": number}
    elif isinstance(content, str) and NUL in content:
        yield "unreadable_character", {}
    if not isinstance(message.get("name", ""), str):
        yield "not_text", {"key": "name"}
    yield from _what_is_wrong_with_weight(message, number)


def _what_is_wrong_with_weight(message: dict[str, object], number: int) -> Iterator[Wrong]:
    weight = message.get("weight", 1)
    if isinstance(weight, bool) or weight not in (0, 1):
        yield "invalid_weight", {"message": number}
    elif "weight" in message and message.get("role") in ROLES - {ASSISTANT}:
        yield "misplaced_weight", {"message": number}


def _what_is_wrong_with_the_lesson(numbered: Numbered) -> Iterator[Wrong]:
    answers = [message for _, message in numbered if message.get("role") == ASSISTANT]
    if not answers:
        yield "example_missing_assistant_message", {}
        return
    if all(answer.get("weight") == 0 for answer in answers):
        yield "nothing_to_learn", {}
    last = numbered[-1][1].get("role")
    if last != ASSISTANT and isinstance(last, str):
        yield "last_message_not_assistant", {"role": last[:SHOWN]}
