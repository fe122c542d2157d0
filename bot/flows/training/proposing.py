"""Which base models are proposed, where the one to begin with doesn't know the language."""

from __future__ import annotations

import asyncio
from typing import NamedTuple

from bot.flows.house import House
from core.datasets import Split, Version, examples, is_beyond_english, question_and_answer
from core.providers import BaseModel

LOOKED_AT = 50  # examples


class Proposal(NamedTuple):
    """The base to begin with, which only knows English, and those that know more."""

    default: BaseModel
    others: list[BaseModel]

    @property
    def first(self) -> BaseModel:
        """The one that people will most likely take."""
        return next((base for base in self.others if base.is_within_reach), self.default)


async def proposal(house: House, version: Version) -> Proposal | None:
    """None where the base to begin with will do."""
    async with house.database.reading() as session:
        rows = await examples(session, version.id, Split.TRAIN, limit=LOOKED_AT)
    chats = [question_and_answer(row.line) for row in rows]
    if not is_beyond_english(text for chat in chats for text in chat[:2]):
        return None
    training, default_name = house.training, await house.base_name()
    bases = await training.bases()
    default = next((base for base in bases if base.name == default_name), None)
    if default is None or not default.is_english_only:
        return None
    names = [base.name for base in bases if base.languages and not base.is_english_only]
    others = await asyncio.gather(*(training.base(name) for name in names))
    return Proposal(default, list(others))
