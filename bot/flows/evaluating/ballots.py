"""The pair that somebody is shown next, as a message of theirs alone."""

from __future__ import annotations

import contextlib
from contextlib import AbstractAsyncContextManager
from typing import NamedTuple

from aiohttp import ClientError
from slack_sdk.errors import SlackClientError
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.flows.evaluating.contest import load_contest
from bot.flows.evaluating.posted import ballot_key, of_voter, verdict_key
from bot.flows.house import House
from bot.locales import Words
from bot.slack.posts import Post
from bot.views.blocks import Message
from bot.views.evaluation.ballot import Place, Shown, ballot, nothing_left
from bot.views.evaluation.ended import Ended, ended
from core.answers import Answer, Question
from core.evaluation.runs.ballots import Ballots, ballots
from core.evaluation.runs.concluded import concluded
from core.evaluation.runs.refusals import NotOpen, Settled
from core.evaluation.runs.showing import must_vote, next_showing
from core.evaluation.runs.tables import Choice, Run, RunAnswer, RunState, Showing
from core.evaluation.runs.voting import NotShownToYou


class Said(NamedTuple):
    """What somebody has just said of a pair."""

    showing: str
    choice: Choice


async def next_ballot(
    house: House, run_id: str, person: str, say: Words, just: Said | None = None
) -> Message:
    """What somebody votes on next, kept as shown before it is; or that nothing is left.

    Raises:
        NotInvited: where others were chosen.
    """
    try:
        async with house.database.transaction() as session:
            state = await ballots(session, run_id)
            must_vote(state, person)
            showing = await next_showing(session, state, person)
            pair = await _pair(session, state, showing) if showing else None
    except NotOpen:
        return await last_words(house, run_id, person, say)
    said, left = state.said_by(person), len(state.left_for(person))
    last = said[-1].showing if said else None
    back = last.id if last and not state.is_settled_by(last) else None
    if pair is None:
        return nothing_left(run_id, len(said), back, say, may_come=left > 0)
    is_saved = any((one.showing.id, one.choice) == just for one in said)
    place = Place(len(said) + 1, len(said) + left, is_saved=is_saved, last=back)
    return ballot(pair, place, say)


async def same_ballot(house: House, showing_id: str, person: str, say: Words) -> Message:
    """A pair that somebody voted on, to be voted on anew.

    Raises:
        NotShownToYou: when they erased what they said of it.
        Settled: when others have voted on it since, and its result is fixed.
    """
    async with house.database.reading() as session:
        showing = await session.get(Showing, showing_id)
        if showing is None or showing.rater != person:
            raise NotShownToYou
        state = await ballots(session, showing.run_id)
        pair = await _pair(session, state, showing)
    if state.run.state is not RunState.OPEN:
        return await last_words(house, state.run.id, person, say)
    if state.is_settled_by(showing):
        raise Settled
    said = next((one for one in state.said_by(person) if one.showing.id == showing_id), None)
    return ballot(pair, said.choice if said else None, say)


async def is_over(house: House, run_id: str) -> bool:
    async with house.database.reading() as session:
        return (await session.get_one(Run, run_id)).state is not RunState.OPEN


async def last_words(house: House, run_id: str, person: str | None, say: Words) -> Message:
    """What came of a run that takes no more votes, as far as it was told."""
    async with house.database.reading() as session:
        contest = await load_contest(session, run_id)
        kept, told = await concluded(session, run_id), await session.get(Post, verdict_key(run_id))
    if not (kept and told and told.ts):
        return ended(Ended(contest), person, say)
    address = await house.places.link(house.slack, told.channel, told.ts)
    return ended(Ended(contest, kept.judgement, address), person, say)


async def lay_out(
    house: House, run_id: str, person: str, channel: str, message: Message, cause: str
) -> str:
    """The ts of somebody's one ballot in their messages; an older one makes way for it."""
    async with house.posting.of(f"ballots:{run_id}:{person}"):
        key = ballot_key(run_id, person, cause)
        ts = await house.post(key, channel, None, message)
        async with house.database.reading() as session:
            older = [post for post in await of_voter(session, run_id, person) if post.key != key]
        for post in older:
            with contextlib.suppress(SlackClientError, ClientError, TimeoutError):
                await house.remove(post.channel, post.ts or "")
                await house.forget(post.key)
    return ts


def on_the_table(house: House, ts: str) -> AbstractAsyncContextManager[None]:
    """One at a time writes over a ballot: what was read last is what stands."""
    return house.posting.of(f"ballot:{ts}")


async def _pair(session: AsyncSession, state: Ballots, showing: Showing) -> Shown:
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
        is_last=state.is_last_on(showing),
    )
