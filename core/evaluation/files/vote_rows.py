"""Blind votes, each with what stood on which side: a row for a frame or a file."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from typing import TypedDict

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.answers import Answer, Question
from core.evaluation.files.frames import Names, Reach
from core.evaluation.runs.ballots import Ballots, Cast, ballots
from core.evaluation.runs.tables import Run, RunAnswer, RunState
from core.models import Model
from core.storage.visibility import seen_from


class VoteRow(TypedDict):
    """One blind vote, in order of casting; the first five are what `togi verdict` reads."""

    question: str
    rater: str
    left: str
    right: str
    winner: str
    at: str
    counted: bool  # its question has all its votes
    run_id: str
    number: int
    left_model_id: str
    right_model_id: str
    question_id: str


def nameless(run: str, number: int) -> str:
    """What stands for a question whose words are shown elsewhere alone."""
    return f"{run}:{number}"


async def vote_rows(session: AsyncSession, reach: Reach) -> AsyncIterator[list[VoteRow]]:
    """What stands of every run that may be seen, a run at a time, oldest first."""
    names = Names(named=reach.named)
    runs = await session.exec(
        select(Run.id)
        .where(
            Run.team == reach.team,
            seen_from(col(Run.private_to), reach.channel),
            Run.state == RunState.CLOSED,  # nobody votes with the crowd
        )
        .order_by(col(Run.created_at))
    )
    for run_id in runs.all():
        state = await ballots(session, run_id)
        models = await _titles(session, state)
        asked = await _asked(session, run_id)
        cast = sorted((one for one in state.cast if one.is_vote), key=lambda one: one.at)
        yield [_vote(one, state, models, asked[one.showing.number], reach, names) for one in cast]


async def _titles(session: AsyncSession, state: Ballots) -> Mapping[str, tuple[str, str]]:
    """By the id of a contestant, the model's title and id; two of one model are told apart."""
    found = {}
    for one in state.contestants:
        model = await session.get_one(Model, one.model_id)
        twins = sum(other.model_id == one.model_id for other in state.contestants)
        found[one.id] = (f"{model.title} #{one.number}" if twins > 1 else model.title, model.id)
    return found


async def _asked(session: AsyncSession, run_id: str) -> Mapping[int, Question]:
    rows = await session.exec(
        select(RunAnswer.number, Question)
        .join(Answer, col(RunAnswer.answer_id) == Answer.id)
        .join(Question, col(Answer.question_id) == Question.id)
        .where(RunAnswer.run_id == run_id)
    )
    return dict(rows.all())


def _vote(
    cast: Cast,
    state: Ballots,
    models: Mapping[str, tuple[str, str]],
    question: Question,
    reach: Reach,
    names: Names,
) -> VoteRow:
    left, right = (models[side] for side in state.sides(cast.showing))
    shown = reach.may_show(question) or state.run.channel == reach.channel
    return {
        "question": question.text if shown else nameless(state.run.id, cast.showing.number),
        "rater": names.of(cast.showing.rater),
        "left": left[0],
        "right": right[0],
        "winner": cast.choice.value if cast.choice else "",
        "at": cast.at.isoformat(),
        "counted": state.is_settled_by(cast.showing),
        "run_id": state.run.id,
        "number": cast.showing.number,
        "left_model_id": left[1],
        "right_model_id": right[1],
        "question_id": question.id,
    }
