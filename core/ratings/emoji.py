"""Which emoji says what of an answer: the usual ones, or those that a workspace chose."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import ClassVar, NamedTuple

from sqlmodel.ext.asyncio.session import AsyncSession

from core.errors import TogiError
from core.ratings.metrics import DOWN, UP, Metric
from core.ratings.tables import EmojiMap
from core.storage import keep_last


class NoEmojiName(TogiError):
    template: ClassVar[str] = (
        "“{typed}” is not the name of an emoji. Write its name between colons, such as :tada:."
    )


class TwoMeanings(TogiError):
    template: ClassVar[str] = "An emoji can say one thing only, and :{name}: stands here twice."


class EmojiRating(NamedTuple):
    metric: Metric
    value: int


Meanings = Mapping[str, EmojiRating]

USUAL: Meanings = {
    "+1": EmojiRating(Metric.THUMB, UP),
    "-1": EmojiRating(Metric.THUMB, DOWN),
    **{
        name: EmojiRating(Metric.QUALITY, value)
        for value, name in enumerate(("zero", "one", "two", "three", "four", "five"))
    },
}

ALIASES = {"thumbsup": "+1", "thumbsdown": "-1"}
DRAWN = {"👍": ":+1:", "👎": ":-1:"}  # Slack writes names; a keyboard may not
DRAWN |= {
    f"{value}\ufe0f\u20e3": f":{name}:"
    for value, name in enumerate(("zero", "one", "two", "three", "four", "five"))
}
SKIN_TONE = re.compile(r"::skin-tone-[2-6]|[\U0001f3fb-\U0001f3ff]")
BETWEEN = re.compile(r"[\s:,、。]+")
NAME = re.compile(r"[\w+'-]{1,100}")  # Slack lets custom emoji have letters of any script


def canonical(name: str) -> str:
    """One name for an emoji: whatever its skin tone (`+1::skin-tone-3`), and of its two names."""
    plain = name.partition("::")[0].lower()
    return ALIASES.get(plain, plain)


def emoji_rating(name: str, meanings: Meanings = USUAL) -> EmojiRating | None:
    """What an emoji says about an answer; None when it says nothing."""
    return meanings.get(canonical(name))


def read_names(typed: str) -> list[str]:
    """The emoji that somebody typed: `:tada: :+1::skin-tone-3:`, `tada, +1` or 👍.

    Raises:
        NoEmojiName: when a word can't be the name of an emoji.
    """
    bare = SKIN_TONE.sub("", typed)
    for drawn, name in DRAWN.items():
        bare = bare.replace(drawn, name)
    names = [canonical(word) for word in BETWEEN.split(bare) if word]
    for name in names:
        if not NAME.fullmatch(name):
            raise NoEmojiName(typed=name[:50])
    return list(dict.fromkeys(names))


def must_differ(names: list[str], taken: Meanings) -> None:
    """Refuse an emoji that says something else already.

    Raises:
        TwoMeanings: naming the first such emoji.
    """
    for name in names:
        if name in taken:
            raise TwoMeanings(name=name)


async def emoji_meanings(session: AsyncSession, team: str) -> Meanings:
    """What emoji say in a workspace; nothing at all, where that was chosen."""
    chosen = await session.get(EmojiMap, team)
    if chosen is None:
        return USUAL
    return {name: _read(meaning) for name, meaning in chosen.meanings.items()}


async def let_emoji_say(
    session: AsyncSession, *, team: str, meanings: Meanings, person: str
) -> None:
    """Choose what emoji say from now on; those that were given keep what they meant."""
    written = {name: f"{metric.value}:{value}" for name, (metric, value) in meanings.items()}
    await keep_last(
        session, EmojiMap(team=team, meanings=written, changed_by=person), key=("team",)
    )


def _read(meaning: str) -> EmojiRating:
    metric, _, value = meaning.rpartition(":")
    return EmojiRating(Metric(metric), int(value))
