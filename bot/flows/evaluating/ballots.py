"""The pair that somebody is shown next, as a message of theirs alone."""

from __future__ import annotations

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.flows.house import House
from bot.locales import Words
from bot.views.blocks import Message
from bot.views.evaluation.ballot import Shown, ballot, nothing_left, over
from core.answers import Answer, Question
from core.evaluation.runs.ballots import Ballots, Cast, ballots
from core.evaluation.runs.refusals import NotOpen
from core.evaluation.runs.showing import must_vote, next_showing
from core.evaluation.runs.tables import RunAnswer, RunState, Showing
from core.evaluation.runs.voting import NotShownToYou


async def next_ballot(house: House, run_id: str, person: str, say: Words) -> Message:
    """What somebody votes on next, kept as shown before it is; or that nothing is left.

    Raises:
        NotInvited: where others were chosen.
    """
    async with house.database.transaction() as session:
        state = await ballots(session, run_id)
        try:
            must_vote(state, person)
        except NotOpen:
            return over(say)
        showing = await next_showing(session, state, person)
        own = _voted(state, person)
        last = own[-1].showing if own else None
        back = last.id if last and not state.is_settled_by(last) else None
        if showing is None:
            return nothing_left(len(own), back, say)
        return ballot(await _shown(session, state, showing, len(own), back), say)


async def same_ballot(house: House, showing_id: str, person: str, say: Words) -> Message:
    """A pair that somebody voted on, to be voted on anew.

    Raises:
        NotShownToYou: when they erased what they said of it.
    """
    async with house.database.reading() as session:
        showing = await session.get(Showing, showing_id)
        if showing is None or showing.rater != person:
            raise NotShownToYou
        state = await ballots(session, showing.run_id)
        if state.run.state is not RunState.OPEN:
            return over(say)
        voted = len(_voted(state, person))
        return ballot(await _shown(session, state, showing, voted, None), say)


def _voted(state: Ballots, person: str) -> list[Cast]:
    own = [one for one in state.cast if one.showing.rater == person and one.choice is not None]
    return sorted(own, key=lambda one: one.at)


async def _shown(
    session: AsyncSession, state: Ballots, showing: Showing, voted: int, last: str | None
) -> Shown:
    left, right = state.sides(showing)
    question = await session.exec(
        select(Question.text)
        .join(Answer, col(Answer.question_id) == Question.id)
        .join(RunAnswer, col(RunAnswer.answer_id) == Answer.id)
        .where(
            RunAnswer.run_id == showing.run_id,
            RunAnswer.number == showing.number,
            RunAnswer.contestant_id == left,
        )
    )
    return Shown(
        showing=showing.id,
        question=question.first() or "",
        left=state.texts[showing.number, left] or "",
        right=state.texts[showing.number, right] or "",
        voted=voted,
        last=last,
    )
