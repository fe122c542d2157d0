"""What the contestants of a run took beside each other, and whether each says the same again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.answers import Answer, AnswerState
from core.datasets.counting.prices import Prices
from core.evaluation.costs import ContestantCost, costs
from core.evaluation.runs.ballots import Ballots
from core.evaluation.runs.tables import RunAnswer

if TYPE_CHECKING:
    from core.evaluation.consistency import OverQuestions

Takes = Mapping[str, Sequence[Sequence[str | None]]]  # by contestant: each question's answers


@dataclass(frozen=True, slots=True)
class Measured:
    costs: Mapping[str, ContestantCost]  # by contestant
    takes: Takes


async def measured(session: AsyncSession, state: Ballots, prices: Prices) -> Measured:
    """Everything that each contestant answered in a run, every take of it."""
    rows = await session.exec(
        select(RunAnswer, Answer)
        .join(Answer, col(RunAnswer.answer_id) == Answer.id)
        .where(RunAnswer.run_id == state.run.id)
        .order_by(col(RunAnswer.number), col(RunAnswer.take))
    )
    ids: dict[str, list[str]] = {one.id: [] for one in state.contestants}
    said: dict[str, defaultdict[int, list[str | None]]] = {
        one.id: defaultdict(list) for one in state.contestants
    }
    for entry, answer in rows:
        ids[entry.contestant_id].append(answer.id)
        is_there = answer.state is AnswerState.COMPLETE
        said[entry.contestant_id][entry.number].append(answer.text if is_there else None)
    found = await costs(session, ids, team=state.run.team, prices=prices)
    return Measured(found, {one: list(questions.values()) for one, questions in said.items()})


def consistencies(takes: Takes) -> dict[str, OverQuestions]:
    """Only of who was asked more than once. Takes milliseconds a question: not for a loop."""
    from core.evaluation.consistency import consistency, over_questions

    return {
        contestant: over_questions(consistency(answers) for answers in questions)
        for contestant, questions in takes.items()
        if any(len(answers) > 1 for answers in questions)
    }
