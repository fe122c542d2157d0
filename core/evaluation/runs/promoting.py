"""Letting the winner of a run answer, and going back; why is kept for good."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.channels import serving_model, use
from core.errors import TogiError
from core.evaluation.runs.ballots import Ballots
from core.evaluation.runs.tables import Change, Promotion
from core.models import Model
from core.models.reach import must_answer_in
from core.storage import keep_once


class NothingToRollBack(TogiError):
    template: ClassVar[str] = (
        "No model was promoted in this channel, so there is nothing to go back to. You can choose "
        "one: `/ft use`."
    )


class ChangedSince(TogiError):
    template: ClassVar[str] = (
        "Another model was chosen in this channel since then. Choose the one that should answer: "
        "`/ft use`."
    )


class AnswersAlready(TogiError):
    template: ClassVar[str] = "{model} answers in this channel already."


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """What a promotion rests on, as it stood when somebody decided."""

    verdict: str | None
    win_rate: float | None
    decisive: int | None


async def promote(
    session: AsyncSession,
    state: Ballots,
    grounds: Grounds,
    *,
    in_use: Model,
    person: str,
    cause: str,
) -> Promotion:
    """Let number 1 of a run answer in its channel; it was judged with the channel's prompt.

    Raises:
        PrivateModel: when it may not answer there.
        AnswersAlready: when somebody was quicker.
    """
    run, winner = state.run, state.contestants[1]
    team, channel = run.team, run.channel
    model = await session.get_one(Model, winner.model_id)
    must_answer_in(model, channel)
    done = await session.exec(select(Promotion).where(Promotion.cause == cause))
    if before := done.first():
        return before
    if in_use.id == model.id:
        raise AnswersAlready(model=model.title)
    promotion = Promotion(
        cause=cause,
        team=team,
        channel=channel,
        change=Change.PROMOTED,
        model_id=model.id,
        previous_model_id=in_use.id,
        run_id=run.id,
        verdict=grounds.verdict,
        win_rate=grounds.win_rate,
        decisive=grounds.decisive,
        by=person,
    )
    kept = await keep_once(session, promotion, col(Promotion.cause) == cause)
    if kept.id == promotion.id:
        await use(session, team=team, channel=channel, model_id=model.id, person=person)
    return kept


async def last_change(session: AsyncSession, *, team: str, channel: str) -> Promotion | None:
    """The latest promotion or roll-back in a channel."""
    found = await session.exec(
        select(Promotion)
        .where(Promotion.team == team, Promotion.channel == channel)
        .order_by(col(Promotion.at).desc())
        .limit(1)
    )
    return found.first()


async def must_be_last(
    session: AsyncSession, *, team: str, channel: str, promotion_id: str | None = None
) -> Promotion:
    """The promotion that can be undone; with an id, that one.

    Raises:
        NothingToRollBack: when nothing was promoted, or it was rolled back already.
        ChangedSince: when it isn't the last change, or somebody chose another model since.
    """
    last = await last_change(session, team=team, channel=channel)
    if last is None or last.change is Change.ROLLED_BACK or last.previous_model_id is None:
        raise NothingToRollBack
    serving = await serving_model(session, team=team, channel=channel)
    if serving != last.model_id or promotion_id not in {None, last.id}:
        raise ChangedSince
    return last


async def roll_back(
    session: AsyncSession,
    *,
    team: str,
    channel: str,
    person: str,
    cause: str,
    promotion_id: str | None = None,
) -> Promotion:
    """Let what answered before the last promotion answer again.

    Raises:
        NothingToRollBack: when nothing was promoted, or it was rolled back already.
        ChangedSince: when another model was chosen since.
    """
    latest = await last_change(session, team=team, channel=channel)
    if latest and latest.cause == cause:
        return latest
    last = await must_be_last(session, team=team, channel=channel, promotion_id=promotion_id)
    back = Promotion(
        cause=cause,
        team=team,
        channel=channel,
        change=Change.ROLLED_BACK,
        model_id=last.previous_model_id or last.model_id,
        previous_model_id=last.model_id,
        run_id=last.run_id,
        by=person,
    )
    kept = await keep_once(session, back, col(Promotion.cause) == cause)
    if kept.id != back.id:
        return kept
    await use(session, team=team, channel=channel, model_id=back.model_id, person=person)
    return back
