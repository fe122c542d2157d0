"""Which questions of a run were won, lost and tied by the new model, by those that count."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.answers import Answer, Question
from core.evaluation.runs.ballots import Ballots
from core.evaluation.runs.tables import RunAnswer


@dataclass(frozen=True, slots=True)
class Outcomes:
    """The words of the questions; those that were not decided are in none."""

    won: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    tied: tuple[str, ...] = ()


async def outcomes(session: AsyncSession, state: Ballots) -> Outcomes:
    """Number 1 against number 0, in the order of the questions."""
    first, second = state.contestants[:2]
    rows = await session.exec(
        select(RunAnswer.number, Question.text)
        .join(Answer, col(RunAnswer.answer_id) == Answer.id)
        .join(Question, col(Answer.question_id) == Question.id)
        .where(
            RunAnswer.run_id == state.run.id,
            RunAnswer.contestant_id == first.id,
            RunAnswer.take == 0,
        )
        .order_by(col(RunAnswer.number))
    )
    leads = _leads(state, second.id)
    found = [(leads[number], text) for number, text in rows if number in leads]
    return Outcomes(
        won=tuple(text for lead, text in found if lead > 0),
        lost=tuple(text for lead, text in found if lead < 0),
        tied=tuple(text for lead, text in found if lead == 0),
    )


def _leads(state: Ballots, challenger: str) -> dict[int, int]:
    """By how many votes number 1 is ahead on each question that has them all."""
    found = {}
    for pair in state.pairs:
        if pair.versus == challenger and state.is_settled(pair):
            chosen = Counter(state.chosen(one) for one in state.votes_on(pair))
            found[pair.number] = chosen[challenger] - chosen[state.contestants[0].id]
    return found
