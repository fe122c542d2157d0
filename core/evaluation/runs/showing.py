"""Which two answers somebody is shown next, on which sides; kept before they see it.

Questions that others have begun come first, the others in an order drawn for the run. What the
votes say decides nothing here: questions whose votes are split, asked first, would be settled by
more of those that a model might win, and equal models would be promoted too often.
"""

from __future__ import annotations

import random

import sqlalchemy as sa
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from core.evaluation.runs.ballots import Ballots, Pair
from core.evaluation.runs.refusals import NotInvited, NotOpen
from core.evaluation.runs.tables import RunState, Showing
from core.evaluation.verdicts.positions import goes_left
from core.storage import keep_once


def must_vote(state: Ballots, person: str) -> None:
    """Let somebody vote, or refuse.

    Raises:
        NotOpen: before the answers are there, and after the end.
        NotInvited: where others were chosen.
    """
    if state.run.state is not RunState.OPEN:
        raise NotOpen
    if state.run.raters and person not in state.run.raters:
        raise NotInvited


async def next_showing(session: AsyncSession, state: Ballots, person: str) -> Showing | None:
    """What `person` is shown next; None when they have seen all that still needs votes."""
    own = [one for one in state.cast if one.showing.rater == person]
    for one in own:
        pair = Pair(one.showing.number, one.showing.versus)
        if one.choice is None and not state.is_settled(pair):
            return one.showing
    seen = {Pair(one.showing.number, one.showing.versus) for one in own}
    pairs = list(state.pairs)
    random.Random(state.run.id).shuffle(pairs)  # noqa: S311 (a shuffle, no secret)
    free = [pair for pair in pairs if pair not in seen and state.is_wanted(pair)]
    if not free:
        return None
    primary = state.contestants[1].id
    pair = max(free, key=lambda one: (one.versus == primary, len(state.votes_on(one))))
    coin = random.Random(f"{state.run.id}:{person}:{pair}").random() < 1 / 2  # noqa: S311 (a draw, no secret)
    sides = [cast.showing.challenger_is_left for cast in state.cast_against(pair.versus)]
    showing = Showing(
        team=state.run.team,
        run_id=state.run.id,
        number=pair.number,
        versus=pair.versus,
        rater=person,
        challenger_is_left=goes_left(sides.count(True), sides.count(False), coin=coin),
    )
    same = sa.and_(
        col(Showing.run_id) == showing.run_id,
        col(Showing.number) == showing.number,
        col(Showing.versus) == showing.versus,
        col(Showing.rater) == person,
    )
    return await keep_once(session, showing, same)
