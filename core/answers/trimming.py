"""As much of a conversation as a model's context takes: what matters least is left out first.

The system prompt, the first thing that was said and the question stay; then come the question's
files, then what was said last. Tokens are estimated from above: every tokenizer cuts differently.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from core.providers import Turn

ASCII_A_TOKEN, TOKENS_A_SIGN = 3, 1.5  # small models cut Japanese into more tokens than signs
AROUND = 8  # tokens that a chat template puts around a turn
FIRST_SHARE, FILES_SHARE, QUESTION_SHARE = 8, 0.75, 0.5  # of the room
CUT = "\n[…]"
GAP = "\n\n"


def estimated_tokens(text: str) -> int:
    """At least as many tokens as most tokenizers make of ordinary text."""
    plain = len(text.encode("ascii", "ignore"))
    return plain // ASCII_A_TOKEN + round((len(text) - plain) * TOKENS_A_SIGN) + 1


def cut(text: str, tokens: int) -> str:
    """The beginning of a text, as far as it takes so many tokens; it says that it was cut."""
    if estimated_tokens(text) <= tokens:
        return text
    room = max(0, tokens - estimated_tokens(CUT))
    length = bisect_right(range(len(text)), room, key=lambda end: estimated_tokens(text[:end])) - 1
    return text[: max(0, length)].rstrip() + CUT


@dataclass(frozen=True, slots=True)
class Page:
    """A file as far as it was read; its name and its words are data, whatever they say."""

    name: str
    text: str | None  # None: it couldn't be read

    def told(self, tokens: int | None = None) -> str:
        """The file as a part of a turn, fenced so that nothing in it ends the fence."""
        if self.text is None:
            return f"The file {self.name} was sent along, but it can't be read."
        text = self.text if tokens is None else cut(self.text, tokens)
        fence = "```"
        while fence in text:
            fence += "`"
        return f"The file {self.name} says:\n{fence}\n{text}\n{fence}"

    def is_whole_in(self, turns: Sequence[Turn]) -> bool:
        """Whether nothing of it was cut."""
        return self.text is None or any(self.text in turn["content"] for turn in turns)


@dataclass(frozen=True, slots=True)
class Conversation:
    """What was said before, oldest first, and what is asked now."""

    system: str | None
    before: Sequence[Turn]
    files: Sequence[Page]
    question: str

    def turns(self, budget: int | None = None) -> list[Turn]:
        """The conversation as a provider takes it, within a budget of tokens."""
        if budget is None:
            return self._put([*self.before], [page.told() for page in self.files], self.question)
        room = budget - _cost(self.system or "")
        question = cut(self.question, max(room - AROUND, round(budget * QUESTION_SHARE)))
        room -= _cost(question)
        first = list(_first(self.before, max(0, room // FIRST_SHARE)))
        room -= sum(_cost(turn["content"]) for turn in first)
        later = self.before[1:] if first else self.before
        spoken = sum(_cost(turn["content"]) for turn in later)
        files = _shared_out(self.files, max(round(room * FILES_SHARE), room - spoken))
        room -= sum(_cost(page) for page in files)
        return self._put([*first, *_newest(later, room)], files, question)

    def _put(self, before: list[Turn], files: list[str], question: str) -> list[Turn]:
        asked: Turn = {"role": "user", "content": GAP.join([*files, question])}
        system: list[Turn] = [{"role": "system", "content": self.system}] if self.system else []
        return system + _alternating([*before, asked])


def _cost(text: str) -> int:
    return estimated_tokens(text) + AROUND if text else 0


def _first(before: Sequence[Turn], room: int) -> Iterator[Turn]:
    """What the thread began with: later words refer to it."""
    if before and before[0]["role"] == "user" and room > AROUND:
        yield {"role": "user", "content": cut(before[0]["content"], room - AROUND)}


def _newest(before: Sequence[Turn], room: int) -> list[Turn]:
    """As much of the end as there is room for; it begins with somebody's words, not ours."""
    kept: list[Turn] = []
    for turn in reversed(before):
        room -= _cost(turn["content"])
        if room < 0:
            break
        kept.insert(0, turn)
    whole = len(kept) == len(before)
    while kept and kept[0]["role"] == "assistant" and not whole:
        kept.pop(0)
    return kept


def _shared_out(files: Sequence[Page], room: int) -> list[str]:
    """Every file gets its part of the room; what a short one leaves goes to the others."""
    told: dict[int, str] = {}
    by_length = sorted(range(len(files)), key=lambda number: len(files[number].text or ""))
    for done, number in enumerate(by_length):
        frame = _cost(Page(files[number].name, "").told())
        share = room // (len(files) - done) - frame
        if share > 0:
            told[number] = files[number].told(share)
            room -= _cost(told[number])
    return [told[number] for number in sorted(told)]


def _alternating(turns: Sequence[Turn]) -> list[Turn]:
    """Words of several people in a row are one turn: many models take turns strictly."""
    joined: list[Turn] = []
    for turn in turns:
        if joined and joined[-1]["role"] == turn["role"]:
            joined[-1] = _turn(turn["role"], joined[-1]["content"] + GAP + turn["content"])
        else:
            joined.append(turn)
    return joined


def _turn(role: Literal["system", "user", "assistant"], content: str) -> Turn:
    return {"role": role, "content": content}
