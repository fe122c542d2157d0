"""One chat: how its line is written, what it asks and answers; preferences are read alike."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from typing import NamedTuple

import orjson
from orjson import dumps

SYSTEM, USER, ASSISTANT = "system", "user", "assistant"
INSTRUCTING = (SYSTEM, "developer")
TOOL, FUNCTION = "tool", "function"
ROLES = frozenset({*INSTRUCTING, USER, ASSISTANT, TOOL, FUNCTION})
CALLS = ("tool_calls", "function_call")
SHOWN = 40
KEPT_BESIDE_MESSAGES = ("tools", "functions", "parallel_tool_calls")


class QuestionAndAnswer(NamedTuple):
    """The last exchange of a chat, and what the model was told to be."""

    question: str
    answer: str
    system: str | None


class Frame(NamedTuple):
    """The JSON around a question and an answer; encoding it once halves the work of a row."""

    before: bytes
    between: bytes
    after: bytes
    system: str | None

    @classmethod
    def with_system(cls, system: str | None) -> Frame:
        told = b'{"role":"system","content":%b},' % orjson.dumps(system) if system else b""
        return cls(
            b'{"messages":[' + told + b'{"role":"user","content":',
            b'},{"role":"assistant","content":',
            b"}]}",
            system,
        )

    def line(self, question: str, answer: str) -> bytes:
        texts = (self.before, dumps(question), self.between, dumps(answer), self.after)
        return b"".join(texts)

    def line_of_turns(self, turns: Iterable[tuple[str, str]]) -> bytes:
        messages = [
            {"role": role, "content": text}
            for turn in turns
            for role, text in zip((USER, ASSISTANT), turn, strict=True)
        ]
        return orjson.dumps(with_system({"messages": messages}, self.system))


def dump(chat: Mapping[str, object]) -> bytes:
    """The canonical line of a chat that has no faults: role and content come first."""
    kept: dict[str, object] = {"messages": ordered(chat.get("messages"))}
    kept |= {key: chat[key] for key in KEPT_BESIDE_MESSAGES if key in chat}
    return orjson.dumps(kept)


def with_system(chat: Mapping[str, object], system: str | None) -> Mapping[str, object]:
    """The chat under a system prompt, unless it brings its own."""
    messages = _messages(chat)
    if not system or any(message.get("role") in INSTRUCTING for message in messages):
        return chat
    return {**chat, "messages": [{"role": SYSTEM, "content": system}, *messages]}


def question_and_answer(line: str | bytes) -> QuestionAndAnswer:
    """What a stored line asks, and the answer that it holds to be right."""
    messages = _messages(orjson.loads(line))
    last = max(
        (at for at, message in enumerate(messages) if message.get("role") == ASSISTANT), default=0
    )
    asked = [_text(message) for message in messages[:last] if message.get("role") == USER]
    told = [_text(message) for message in messages if message.get("role") in INSTRUCTING]
    return QuestionAndAnswer(
        question=asked[-1] if asked else "",
        answer=_text(messages[last]) if messages else "",
        system=told[0] if told else None,
    )


def everything_asked(chat: Mapping[str, object]) -> str:
    """All that the person says in a chat: two chats that ask the same belong together."""
    return "\n".join(_text(message) for message in _messages(chat) if message.get("role") == USER)


def asked_in(line: str | bytes) -> str:
    """All that the person says in a stored line."""
    return everything_asked(orjson.loads(line))


def message_texts(value: object) -> list[tuple[str, str]]:
    """Role and text of each message, as far as there are any; the chat may have faults."""
    if not isinstance(value, dict):
        return []
    return [(str(message.get("role")), _text(message)) for message in _messages(value)]


def folded(text: str) -> str:
    """A text without differences of width and case."""
    if text.isascii():
        return text.casefold()
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


def fingerprint(asked: str) -> str:
    """32 hexadecimal digits: equal for what asks the same, whatever its width and case."""
    return blake2b(folded(asked).encode(), digest_size=16).hexdigest()


def ordered(messages: object) -> list[dict[str, object]]:
    """Messages as canonical lines have them: role and content come first."""
    return [
        {**{key: message[key] for key in ("role", "content") if key in message}, **message}
        for message in _objects(messages)
    ]


def _messages(chat: Mapping[str, object]) -> list[dict[str, object]]:
    """What is said; of a preference, up to the better answer."""
    asked = chat.get("input")
    if "messages" not in chat and isinstance(asked, dict):
        return [*_objects(asked.get("messages")), *_objects(chat.get("preferred_output"))]
    return _objects(chat.get("messages"))


def _objects(messages: object) -> list[dict[str, object]]:
    if not isinstance(messages, list):
        return []
    return [message for message in messages if isinstance(message, dict)]


def _text(message: Mapping[str, object]) -> str:
    content = message.get("content")
    return content if isinstance(content, str) else ""


def with_split(line: str, split: str) -> str:
    """A line that says in which split it stands: brought in again, it stands there."""
    return f'{line[:-1]},"split":"{split}"}}'
