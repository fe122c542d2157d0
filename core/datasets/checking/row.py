"""One example as the checks see it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from core.datasets.chats import ASSISTANT, INSTRUCTING, USER, message_texts
from core.datasets.preferences import OTHER, better_chat, is_preference, unified
from core.datasets.tables import Kind, Split


class Row(NamedTuple):
    """The texts of an example that has no faults; what a file doesn't say is None."""

    number: int  # its line or row, from 1
    messages: list[tuple[str, str]]  # role and text
    asked: str  # all that the person says
    answer: str  # the assistant's last message
    system: str | None
    split: Split | None = None
    label: str | None = None
    author: str | None = None
    chat: Mapping[str, object] = {}
    kind: Kind = Kind.CHAT
    worse: tuple[str, ...] = ()  # what a preference advises against; a provider reads it, too

    @classmethod
    def of(
        cls,
        number: int,
        value: Mapping[str, object],
        *,
        split: Split | None = None,
        label: str | None = None,
        author: str | None = None,
    ) -> Row:
        """The row of a chat; of a preference, what its better answer teaches."""
        chat, kind, worse = value, Kind.CHAT, list[str]()
        if is_preference(value):
            preference = unified(value)
            chat, kind = better_chat(preference), Kind.PREFERENCE
            worse = [text for _, text in message_texts({"messages": preference[OTHER]})]
        messages = message_texts(chat)
        answers = [text for role, text in messages if role == ASSISTANT]
        return cls(
            number=number,
            messages=messages,
            asked="\n".join(text for role, text in messages if role == USER),
            answer=answers[-1] if answers else "",
            system=next((text for role, text in messages if role in INSTRUCTING), None),
            split=split,
            label=label,
            author=author,
            chat=chat,
            kind=kind,
            worse=tuple(worse),
        )
