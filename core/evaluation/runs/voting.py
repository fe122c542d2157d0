"""Writing what somebody says of two answers; a ledger that only grows, the last word stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import ClassVar

import sqlalchemy as sa
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from core.errors import TogiError
from core.evaluation.runs.ballots import ballots
from core.evaluation.runs.refusals import Settled
from core.evaluation.runs.showing import must_vote
from core.evaluation.runs.tables import Choice, Run, RunState, Showing, VoteEvent
from core.evaluation.verdicts.votes import Vote
from core.storage import keep_once, utc_now

JUST = timedelta(seconds=10)  # since a vote: another click is the same hand, slower than Slack


class NotShownToYou(TogiError):
    template: ClassVar[str] = (
        "These two answers were shown to somebody else, or you erased what you said of them. Your "
        "own are in your messages with me."
    )


async def vote(
    session: AsyncSession, showing_id: str, person: str, choice: Choice | None, *, cause: str
) -> Showing:
    """Append what somebody says; None takes back what they said.

    A second click right after a vote that fixed the question's result changes nothing.

    Raises:
        NotShownToYou: when it is another person's, or nobody's any more.
        NotOpen: when the run is over.
        Settled: when the question has all its votes: its result is fixed.
    """
    showing = await session.get(Showing, showing_id)
    if showing is None or showing.rater != person:
        raise NotShownToYou
    await _one_at_a_time(session, showing.run_id)
    state = await ballots(session, showing.run_id)
    said = next(one for one in state.cast if one.showing.id == showing.id)
    if said.choice == choice:
        return showing
    is_fixed = state.run.state is RunState.CLOSED or state.is_settled_by(showing)
    if is_fixed and choice and said.is_vote and utc_now() - said.at < JUST:
        return showing
    must_vote(state, person)
    if is_fixed:
        raise Settled
    event = VoteEvent(cause=cause, team=showing.team, showing_id=showing.id, choice=choice)
    await keep_once(session, event, col(VoteEvent.cause) == cause)
    return showing


async def open_run(session: AsyncSession, run_id: str) -> None:
    """The answers are there: people may vote."""
    await _move(session, run_id, RunState.PREPARING, RunState.OPEN)


async def give_up(session: AsyncSession, run_id: str, failure: str) -> None:
    run = await session.get_one(Run, run_id)
    run.state, run.failure, run.closed_at = RunState.FAILED, failure, utc_now()
    session.add(run)


async def close(
    session: AsyncSession,
    run_id: str,
    person: str | None = None,
    *,
    judged: Sequence[Vote] | None = None,
) -> bool:
    """End the voting; whether that was done. Without a person, the votes ended it.

    It goes on where it was `judged` by other votes than count by now.
    """
    await _one_at_a_time(session, run_id)
    run = await session.get_one(Run, run_id, populate_existing=True)
    if run.state is not RunState.OPEN:
        return False
    if judged is not None and (await ballots(session, run_id)).votes != judged:
        return False
    run.state, run.closed_at, run.closed_by = RunState.CLOSED, utc_now(), person
    session.add(run)
    return True


async def _move(session: AsyncSession, run_id: str, old: RunState, new: RunState) -> None:
    same = sa.and_(col(Run.id) == run_id, col(Run.state) == old)
    await session.exec(sa.update(Run).where(same).values(state=new))


async def _one_at_a_time(session: AsyncSession, run_id: str) -> None:
    """Two who vote at once on the last place of a question: the second finds it settled."""
    await session.get_one(Run, run_id, with_for_update=True)
