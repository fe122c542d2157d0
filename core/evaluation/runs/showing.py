"""Which two answers somebody is shown next, on which sides; kept before they see it.

What promises to settle a question comes first: one that others have begun, those that are split
above all. One in five is drawn at random, so that what is chosen so can be told from the rest.
"""

from __future__ import annotations

import random

import sqlalchemy as sa
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from core.evaluation.runs.ballots import Ballots, Pair, awaited
from core.evaluation.runs.refusals import NotInvited, NotOpen
from core.evaluation.runs.tables import RunState, Showing
from core.storage import keep_once

AT_RANDOM = 0.2


def must_vote(state: Ballots, person: str) -> None:
    """Let somebody vote, or refuse.

    Raises:
        NotOpen: before the answers are there, and after the end.
        NotInvited: where others were chosen.
    """
    if state.run.state is not RunState.OPEN:
        raise NotOpen
    if state.run.raters and person not in state.run.raters:
        raise NotInvited(starter=f"<@{state.run.started_by}>")


async def next_showing(session: AsyncSession, state: Ballots, person: str) -> Showing | None:
    """What `person` is shown next; None when they have seen all that still needs votes."""
    own = [one for one in state.cast if one.showing.rater == person]
    for one in own:
        pair = Pair(one.showing.number, one.showing.versus)
        if one.choice is None and not state.is_settled(pair):
            return one.showing
    seen = {Pair(one.showing.number, one.showing.versus) for one in own}
    free = [
        pair
        for pair in state.pairs
        if pair not in seen
        and len(state.votes_on(pair)) + awaited(state.cast, pair) < state.run.votes_wanted
    ]
    if not free:
        return None
    draw = random.Random(f"{state.run.id}:{person}:{len(own)}")  # noqa: S311 (a shuffle, no secret)
    at_random = draw.random() < AT_RANDOM
    draw.shuffle(free)
    pair = free[0] if at_random else max(free, key=lambda one: _promise(state, one))
    showing = Showing(
        team=state.run.team,
        run_id=state.run.id,
        number=pair.number,
        versus=pair.versus,
        rater=person,
        challenger_is_left=draw.random() < 1 / 2,
        at_random=at_random,
    )
    same = sa.and_(
        col(Showing.run_id) == showing.run_id,
        col(Showing.number) == showing.number,
        col(Showing.versus) == showing.versus,
        col(Showing.rater) == person,
    )
    return await keep_once(session, showing, same)


def _promise(state: Ballots, pair: Pair) -> tuple[bool, bool, int]:
    """Greater for what settles sooner; of what is alike, the shuffle decides."""
    votes = state.votes_on(pair)
    is_split = len({state.chosen(one) for one in votes}) > 1
    return pair.versus == state.contestants[1].id, is_split, len(votes)
