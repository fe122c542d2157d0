"""How many tokens an example comes to: what providers bill, and what a model reads of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol

import toktok
from orjson import JSONEncodeError, dumps

from core.datasets.chats import CALLS, KEPT_BESIDE_MESSAGES, ROLES
from core.datasets.counting.families import family_of

PER_MESSAGE, PER_NAME, PER_CHAT = 3, 1, 3  # OpenAI's guide: what frames a message, name, answer


class Tokens(NamedTuple):
    """The tokens of one example, gone through once."""

    whole: int
    trained: int  # what is left of it where the model's limit cuts it: what an epoch bills
    refusal: str = ""  # why the model can't learn from this example; it then counts as nothing


class TokenCounter(Protocol):
    """Counts as one model does."""

    @property
    def model(self) -> str: ...

    @property
    def limit(self) -> int: ...

    def count(self, chats: Sequence[Mapping[str, object]]) -> list[Tokens]: ...


def counter_for(model: str) -> TokenCounter | None:
    """The counter of one of OpenAI's models; None for every other model."""
    family = family_of(model)
    return OpenAICounter(model, family.encoding, family.limit) if family else None


class OpenAICounter:
    """By OpenAI's own vocabulary and the formula of its guide.

    The text of messages is counted as tiktoken counts it; known to differ are letters that only
    Unicode 17 brought, and a long s (U+017F) right after an apostrophe. How the service writes
    calls and tools for the model is not published: they are counted as their JSON, which is an
    approximation.
    """

    def __init__(self, model: str, encoding: str, limit: int) -> None:
        self.model, self.limit, self._encoding = model, limit, encoding
        roles = sorted(ROLES)
        self._roles = dict(zip(roles, self._lengths(roles), strict=True))

    def count(self, chats: Sequence[Mapping[str, object]]) -> list[Tokens]:
        """All texts are handed over at once: a call for each would cost more than the counting."""
        texts: list[str] = []
        ends: list[tuple[int, int]] = []  # where an example's texts end, and what frames it
        for chat in chats:
            framing = PER_CHAT
            for message in _messages(chat):
                framing += PER_MESSAGE + self._roles.get(str(message.get("role")), 1)
                if "name" in message:
                    framing += PER_NAME
                texts += _texts(message)
            texts += [_json(chat[key]) for key in KEPT_BESIDE_MESSAGES if key in chat]
            ends.append((len(texts), framing))
        lengths = self._lengths(texts)
        counts, start = [], 0
        for end, framing in ends:
            whole = framing + sum(lengths[start:end])
            counts.append(Tokens(whole, min(whole, self.limit)))
            start = end
        return counts

    def _lengths(self, texts: list[str]) -> list[int]:
        """Marks such as <|endoftext|> are text like any other where a person wrote them."""
        counts: list[int] = toktok.batch_count(texts, self._encoding, threads=1, with_special=False)
        return counts


def _messages(chat: Mapping[str, object]) -> list[Mapping[str, object]]:
    messages = chat.get("messages")
    if not isinstance(messages, list):
        return []
    return [message for message in messages if isinstance(message, dict)]


def _texts(message: Mapping[str, object]) -> list[str]:
    plain = (message.get(key) for key in ("content", "name", "tool_call_id"))
    texts = [text for text in plain if isinstance(text, str)]
    return texts + [_json(message[call]) for call in CALLS if message.get(call)]


def _json(value: object) -> str:
    """The JSON of a call; nothing of one that is nested deeper than anybody writes or reads."""
    try:
        return dumps(value).decode()
    except JSONEncodeError:
        return ""
