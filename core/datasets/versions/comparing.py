"""How one version differs from another: what came, what went, what is answered otherwise."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

import orjson
from sqlalchemy.orm import aliased
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.datasets.chats import INSTRUCTING
from core.datasets.tables import Example, Version


class Change(NamedTuple):
    """A question whose answer is not what it was; rows are those of the two files."""

    before: Example
    after: Example


class Difference(NamedTuple):
    """Everything that differs, in the order of the files."""

    added: Sequence[Example]
    removed: Sequence[Example]
    changed: Sequence[Change]
    told: bool  # whether the system prompt is another one

    @property
    def has_rows(self) -> bool:
        return bool(self.added or self.removed or self.changed)

    @property
    def is_none(self) -> bool:
        return not (self.has_rows or self.told)


async def difference(session: AsyncSession, old: Version, new: Version) -> Difference:
    """Compare two versions of a data set; what is the same in both is not read."""
    gone = await _only_in(session, old.id, new.id)
    came = await _only_in(session, new.id, old.id)
    by_question: defaultdict[str, list[Example]] = defaultdict(list)
    for example in gone:
        by_question[example.asked].append(example)
    added, changed, matched = [], [], set[int]()
    told = old.system_prompt != new.system_prompt
    for after in came:
        waiting = by_question[after.asked]
        if not waiting:
            added.append(after)
            continue
        before = waiting.pop(0)
        matched.add(before.position)
        if _without_system(before.line) == _without_system(after.line):
            told = True
        else:
            changed.append(Change(before, after))
    removed = [example for example in gone if example.position not in matched]
    return Difference(added, removed, changed, told)


async def _only_in(session: AsyncSession, version_id: str, other_id: str) -> list[Example]:
    """The examples of one version that the other one doesn't have, letter by letter."""
    other = aliased(Example)
    the_same = select(other.position).where(
        other.version_id == other_id, other.asked == Example.asked, other.line == Example.line
    )
    statement = (
        select(Example)
        .where(Example.version_id == version_id, ~the_same.exists())
        .order_by(col(Example.position))
    )
    return list(await session.exec(statement))


def _without_system(line: str) -> object:
    """What an example says apart from what the model is told before it."""
    value = orjson.loads(line)
    chat = value.get("input", value)
    told = [message for message in chat["messages"] if message["role"] not in INSTRUCTING]
    return {**value, "input": None, "messages": told}
