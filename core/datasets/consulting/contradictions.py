"""Contradictions as people are shown them: a question, and each answer that the rows give.

Questions of nearly the same wording may ask for two things after all; so each answer knows which
question it was given to, and what is decided of it is decided of that question alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.datasets.chats import asked_in, question_and_answer
from core.datasets.consulting.tables import Decision
from core.datasets.similarity.wording import Wording, wording_of
from core.datasets.tables import Example, Finding
from core.datasets.versions.succeeding import CONTRADICTION
from core.storage.among import among


class Held(NamedTuple):
    """An answer, and the rows that hold it to be right."""

    text: str
    rows: tuple[int, ...]
    question: str  # equal for all answers to one question, whatever its case, width and marks


class Contradiction(NamedTuple):
    finding: int
    question: str
    answers: tuple[Held, ...]

    @property
    def rows(self) -> tuple[int, ...]:
        return tuple(sorted(row for answer in self.answers for row in answer.rows))

    @property
    def asks_one_thing(self) -> bool:
        return len({answer.question for answer in self.answers}) <= 1

    def rows_asking_as(self, row: int | None) -> tuple[int, ...]:
        """The rows that ask what this row asks; none where it is gone."""
        own = self.answer_in(row)
        alike = [held.rows for held in self.answers if own and held.question == own.question]
        return tuple(sorted(row for rows in alike for row in rows))

    def answer_in(self, row: int | None) -> Held | None:
        """The answer that a row gives."""
        return next((answer for answer in self.answers if row in answer.rows), None)


async def open_contradictions(session: AsyncSession, version_id: str) -> list[int]:
    """The findings of a version that nobody has decided yet, by their positions."""
    decided = select(Decision.finding).where(Decision.version_id == version_id)
    statement = (
        select(Finding.position)
        .where(
            Finding.version_id == version_id,
            Finding.code == CONTRADICTION,
            col(Finding.position).not_in(decided),
        )
        .order_by(col(Finding.position))
    )
    return list(await session.exec(statement))


async def contradictions(
    session: AsyncSession, version_id: str, findings: Sequence[int]
) -> dict[int, Contradiction]:
    """What stands behind findings, by their positions; the examples are read as they are now."""
    found = await session.exec(
        select(Finding).where(
            Finding.version_id == version_id, among(col(Finding.position), findings)
        )
    )
    rows = {one.position: one.rows for one in found}
    everything = [row for of_one in rows.values() for row in of_one]
    lines = await session.exec(
        select(Example.position, Example.line).where(
            Example.version_id == version_id, among(col(Example.position), everything)
        )
    )
    line_of = dict(iter(lines))
    return {
        finding: _contradiction(finding, [(row, line_of[row]) for row in own if row in line_of])
        for finding, own in rows.items()
    }


def _contradiction(finding: int, rows: Sequence[tuple[int, str]]) -> Contradiction:
    held: dict[tuple[str, str], list[int]] = {}
    question_of: dict[Wording, str] = {}
    question = ""
    for row, line in sorted(rows):
        chat, asked = question_and_answer(line), asked_in(line)
        question = question or chat.question
        own = question_of.setdefault(wording_of(asked), asked)
        held.setdefault((own, chat.answer), []).append(row)
    answers = tuple(Held(text, tuple(own), asked) for (asked, text), own in held.items())
    return Contradiction(finding, question, answers)
