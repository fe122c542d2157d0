"""A preference: a question with a better and a worse answer, in OpenAI's form or in TRL's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import orjson

from core.datasets.chats import (
    ASSISTANT,
    KEPT_BESIDE_MESSAGES,
    USER,
    message_texts,
    ordered,
    with_system,
)
from core.datasets.checking.form import what_is_wrong
from core.datasets.checking.tool_calls import Wrong

INPUT, PREFERRED, OTHER = "input", "preferred_output", "non_preferred_output"
PROMPT, CHOSEN, REJECTED = "prompt", "chosen", "rejected"


def is_preference(value: Mapping[str, object]) -> bool:
    return "messages" not in value and not value.keys().isdisjoint(
        (PREFERRED, OTHER, CHOSEN, REJECTED)
    )


def unified(value: Mapping[str, object]) -> dict[str, object]:
    """The three parts under OpenAI's names, whichever of the two ways they were written."""
    asked = value[INPUT] if INPUT in value else value.get(PROMPT)
    return {
        INPUT: asked if isinstance(asked, dict) else {"messages": _messages(asked, USER)},
        PREFERRED: _messages(value.get(PREFERRED, value.get(CHOSEN)), ASSISTANT),
        OTHER: _messages(value.get(OTHER, value.get(REJECTED)), ASSISTANT),
    }


def what_is_wrong_with_preference(preference: Mapping[str, object]) -> Iterator[Wrong]:
    """Every fault of one that is unified; both ways on from the question must be good chats."""
    asked, better, worse = preference[INPUT], preference[PREFERRED], preference[OTHER]
    messages = asked.get("messages") if isinstance(asked, dict) else None
    missing = [
        code
        for code, part, role in (
            ("missing_input", messages, USER),
            ("missing_preferred_output", better, ASSISTANT),
            ("missing_non_preferred_output", worse, ASSISTANT),
        )
        if not _says_something(part, role)
    ]
    yield from ((code, {}) for code in missing)
    if missing or not (isinstance(messages, list) and isinstance(better, list)):
        return
    found: list[Wrong] = []
    for output in (better, worse if isinstance(worse, list) else []):
        for wrong in what_is_wrong({"messages": [*messages, *output]}):
            if wrong not in found:
                found.append(wrong)
    yield from found
    if message_texts({"messages": better}) == message_texts({"messages": worse}):
        yield "same_outputs", {}


def better_chat(preference: Mapping[str, object]) -> dict[str, object]:
    """The question with the better answer; as far as there are any, it may have faults."""
    asked, better = preference[INPUT], preference[PREFERRED]
    messages = asked.get("messages") if isinstance(asked, dict) else None
    said = [part for part in (messages, better) if isinstance(part, list)]
    return {"messages": [message for part in said for message in part]}


def dump_preference(preference: Mapping[str, object], system: str | None) -> bytes:
    """The canonical line of one that has no faults."""
    asked = preference[INPUT]
    chat = with_system(asked if isinstance(asked, dict) else {}, system)
    kept: dict[str, object] = {"messages": ordered(chat.get("messages"))}
    kept |= {key: chat[key] for key in KEPT_BESIDE_MESSAGES if key in chat}
    outputs = {key: ordered(preference[key]) for key in (PREFERRED, OTHER)}
    return orjson.dumps({INPUT: kept, **outputs})


def _messages(part: object, role: str) -> object:
    return [{"role": role, "content": part}] if isinstance(part, str) else part


def _says_something(messages: object, role: str) -> bool:
    texts = message_texts({"messages": messages})
    calls = isinstance(messages, list) and any(
        isinstance(message, dict) and message.get("tool_calls") for message in messages
    )
    return any(found == role and (text.strip() or calls) for found, text in texts)
