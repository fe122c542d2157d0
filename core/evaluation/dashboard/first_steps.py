"""How far somebody is on the way round the loop for the first time."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import SelectOfScalar

from core.answers import Answer, AnswerState, Question, of_people
from core.channels import Serving
from core.datasets import Dataset
from core.models import Model
from core.ratings import Rating


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstSteps:
    """The first three are done for a team once somebody did them, the others for each person."""

    brought: bool  # examples
    trained: bool
    serves: bool  # in some channel
    asked: bool
    rated: bool

    @property
    def are_done(self) -> bool:
        return self.brought and self.trained and self.serves and self.asked and self.rated


async def first_steps(session: AsyncSession, *, team: str, person: str) -> FirstSteps:
    """What was done, in private channels too: that it was done tells nothing of what is there."""
    answered = (
        select(Answer.id)
        .join(Question, col(Answer.question_id) == Question.id)
        .where(
            Question.team == team,
            Question.asked_by == person,
            of_people(),
            col(Answer.state).in_([AnswerState.COMPLETE, AnswerState.STOPPED]),
        )
    )
    trained = select(Model.id).where(Model.team == team, col(Model.job_id).is_not(None))
    rated = select(Rating.answer_id).where(Rating.team == team, Rating.rater == person)
    return FirstSteps(
        brought=await _is_there(session, select(Dataset.id).where(Dataset.team == team)),
        trained=await _is_there(session, trained),
        serves=await _is_there(session, select(Serving.model_id).where(Serving.team == team)),
        asked=await _is_there(session, answered),
        rated=await _is_there(session, rated),
    )


async def _is_there(session: AsyncSession, some: SelectOfScalar[str]) -> bool:
    return (await session.exec(some.limit(1))).first() is not None
