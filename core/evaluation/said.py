"""Everything that one person said of answers, for them to see and to erase."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.answers import Answer, Question
from core.evaluation.runs.ballots import Ballots, Cast, ballots
from core.evaluation.runs.tables import Choice, Run, RunAnswer, RunState, Showing, VoteEvent
from core.evaluation.runs.voting import vote
from core.models import Model
from core.ratings import (
    Comment,
    Metric,
    Rating,
    RatingEvent,
    erase_all_said,
    erase_said,
    says_something,
    standing_comment,
    standing_values,
)
from core.storage import new_id

AT_ONCE = 10


class Fate(StrEnum):
    """What becomes of what was said when it is erased."""

    RATING = "rating"  # goes, and may be given again
    OPEN_VOTE = "open vote"  # goes, and may be given again
    LEFT_VOTE = "left vote"  # goes: it is over, and no result rests on it
    COUNTED_VOTE = "counted vote"  # stays as nobody's: a result rests on it


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What stands of one answer, or of two that were shown blind: then `choice` is set.

    `key` is what `erase_one` takes. Of two answers, `answer` is the one found better, and whose it
    was stays unsaid until the voting is over.
    """

    key: str
    fate: Fate
    at: datetime
    question: str
    model: str | None = None
    answer: str | None = None
    ratings: Mapping[Metric, int]
    comment: Comment | None = None
    choice: Choice | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Some of it, newest first, and how many there are in all."""

    said: Sequence[Said]
    total: int
    number: int

    @property
    def has_more(self) -> bool:
        return (self.number + 1) * AT_ONCE < self.total


async def said_by(session: AsyncSession, *, team: str, person: str, page: int = 0) -> Page:
    """What somebody rated, commented, corrected and voted; what was erased is not there."""
    when = await _rated(session, team, person)
    for answer_id, at in (await _commented(session, team, person)).items():
        when[answer_id] = max(at, when.get(answer_id, at))
    votes = await _votes(session, team, person)
    when |= {key: one.at for key, one in votes.items()}
    last = max(0, (len(when) - 1) // AT_ONCE)
    page = min(page, last)  # what was on it may have been erased
    newest = sorted(when, key=lambda key: (when[key], key), reverse=True)
    shown = newest[page * AT_ONCE :][:AT_ONCE]
    runs = {votes[key].showing.run_id for key in shown if key in votes}
    states = {run_id: await ballots(session, run_id) for run_id in runs}
    found = [
        await _voted(session, states[votes[key].showing.run_id], votes[key])
        if key in votes
        else await _of_answer(session, key, person, when[key])
        for key in shown
    ]
    return Page(found, len(when), page)


async def erase_one(session: AsyncSession, key: str, *, team: str, person: str, cause: str) -> None:
    """Erase what a person said of one answer or pair; what is not theirs stays."""
    showing = await session.get(Showing, key)
    if showing and (showing.team, showing.rater) == (team, person):
        await _erase_votes(session, showing.run_id, person, [showing.id], cause)
    answer = await session.get(Answer, key)
    if answer and answer.team == team:
        await erase_said(session, key, person, cause=cause)


async def erase_everything(session: AsyncSession, *, team: str, person: str, cause: str) -> None:
    """Erase all that a person ever said of answers; that they did stays known."""
    showings = await session.exec(
        select(Showing.run_id, Showing.id)
        .where(Showing.team == team, Showing.rater == person)
        .order_by(col(Showing.run_id), col(Showing.id))
    )
    runs: dict[str, list[str]] = {}
    for run_id, showing_id in showings:
        runs.setdefault(run_id, []).append(showing_id)
    for run_id, ids in runs.items():
        await _erase_votes(session, run_id, person, ids, cause)
    await erase_all_said(session, team=team, person=person, cause=cause)


async def _rated(session: AsyncSession, team: str, person: str) -> dict[str, datetime]:
    rows = await session.exec(
        select(Rating.answer_id, func.max(RatingEvent.at))
        .join(RatingEvent, col(Rating.event_id) == RatingEvent.id)
        .where(Rating.team == team, Rating.rater == person)
        .group_by(col(Rating.answer_id))
    )
    return dict(rows.all())


async def _commented(session: AsyncSession, team: str, person: str) -> dict[str, datetime]:
    """By answer, the latest comment, if it says something."""
    rows = await session.exec(
        select(Comment)
        .where(Comment.team == team, Comment.rater == person)
        .order_by(col(Comment.at), col(Comment.cause))
    )
    latest = {comment.answer_id: comment for comment in rows}
    return {key: one.at for key, one in latest.items() if says_something(one)}


async def _votes(session: AsyncSession, team: str, person: str) -> dict[str, Cast]:
    rows = await session.exec(
        select(Showing, VoteEvent)
        .join(VoteEvent, col(VoteEvent.showing_id) == Showing.id)
        .where(Showing.team == team, Showing.rater == person)
        .order_by(col(VoteEvent.at), col(VoteEvent.id))
    )
    standing = {showing.id: Cast(showing, event.choice, event.at) for showing, event in rows}
    return {key: one for key, one in standing.items() if one.choice}


async def _of_answer(session: AsyncSession, answer_id: str, person: str, at: datetime) -> Said:
    answer = await session.get_one(Answer, answer_id)
    return Said(
        key=answer_id,
        fate=Fate.RATING,
        at=at,
        question=(await session.get_one(Question, answer.question_id)).text,
        model=(await session.get_one(Model, answer.model_id)).title,
        answer=answer.text,
        ratings=await standing_values(session, answer_id=answer_id, rater=person),
        comment=await standing_comment(session, answer_id=answer_id, rater=person),
    )


async def _voted(session: AsyncSession, state: Ballots, cast: Cast) -> Said:
    question = await session.exec(
        select(Question.text)
        .join(Answer, col(Answer.question_id) == Question.id)
        .join(RunAnswer, col(RunAnswer.answer_id) == Answer.id)
        .where(RunAnswer.run_id == cast.showing.run_id, RunAnswer.number == cast.showing.number)
        .limit(1)
    )
    chosen, model = state.chosen(cast), None
    if chosen and state.run.state is RunState.CLOSED:
        contestant = next(one for one in state.contestants if one.id == chosen)
        model = (await session.get_one(Model, contestant.model_id)).title
    return Said(
        key=cast.showing.id,
        fate=_fate(state, cast.showing),
        at=cast.at,
        question=question.first() or "",
        model=model,
        answer=state.texts[cast.showing.number, chosen] if chosen else None,
        ratings={},
        choice=cast.choice,
    )


def _fate(state: Ballots, showing: Showing) -> Fate:
    if state.is_settled_by(showing):
        return Fate.COUNTED_VOTE
    return Fate.OPEN_VOTE if state.run.state is RunState.OPEN else Fate.LEFT_VOTE


async def _erase_votes(
    session: AsyncSession, run_id: str, person: str, showing_ids: Sequence[str], cause: str
) -> None:
    """A vote that counts stays, and is nobody's any more; any other goes.

    What a question's votes decided is fixed: a verdict that was acted upon must not change.
    """
    run = await session.get_one(Run, run_id, with_for_update=True, populate_existing=True)
    nobody = new_id("gone")
    for showing_id in showing_ids:
        showing = await session.get_one(Showing, showing_id)
        state = await ballots(session, run_id)
        if not state.is_settled_by(showing):
            if run.state is RunState.OPEN:
                await vote(session, showing_id, person, None, cause=f"{cause}:{showing_id}")
            await session.exec(
                sa.update(VoteEvent)
                .where(col(VoteEvent.showing_id) == showing_id)
                .values(choice=None)
            )
            continue
        showing.rater = nobody
        session.add(showing)
        await session.exec(
            sa.update(VoteEvent)
            .where(col(VoteEvent.showing_id) == showing_id)
            .values(cause="erased:" + sa.cast(VoteEvent.id, sa.String))
        )
