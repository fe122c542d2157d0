"""Letting the winner of a run answer, and going back; why is kept for good."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, NamedTuple

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


class RolledBackAlready(TogiError):
    template: ClassVar[str] = (
        "The last promotion in this channel was rolled back already. You can choose a model: "
        "`/ft use`."
    )


class ChangedSince(TogiError):
    template: ClassVar[str] = (
        "Another model was chosen in this channel since then. Choose the one that should answer: "
        "`/ft use`."
    )


class AnswersAlready(TogiError):
    template: ClassVar[str] = "{model} answers in this channel already."


class Decision(NamedTuple):
    """A promotion or a roll-back, with the titles of the models."""

    kept: Promotion
    model: str  # that answers since then
    before: str  # that answered until then


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


async def decisions(session: AsyncSession, run_id: str) -> list[Decision]:
    """What was decided after a run, the first decision first."""
    found = await session.exec(
        select(Promotion).where(Promotion.run_id == run_id).order_by(col(Promotion.at))
    )
    return [await named(session, one) for one in found.all()]


async def named(session: AsyncSession, kept: Promotion) -> Decision:
    model = await session.get_one(Model, kept.model_id)
    before = await session.get_one(Model, kept.previous_model_id or kept.model_id)
    return Decision(kept, model.title, before.title)


async def undone_by(session: AsyncSession, back: Promotion) -> Promotion | None:
    """The promotion that a roll-back took back: the last one before it."""
    found = await session.exec(
        select(Promotion)
        .where(
            Promotion.team == back.team,
            Promotion.channel == back.channel,
            Promotion.change == Change.PROMOTED,
            col(Promotion.at) < back.at,
        )
        .order_by(col(Promotion.at).desc())
        .limit(1)
    )
    return found.first()


async def must_be_last(
    session: AsyncSession, *, team: str, channel: str, promotion_id: str | None = None
) -> Promotion:
    """The promotion that can be undone; with an id, that one.

    Raises:
        NothingToRollBack: when nothing was promoted.
        RolledBackAlready: when somebody has gone back to what answered before.
        ChangedSince: when it isn't the last change, or somebody chose another model since.
    """
    last = await last_change(session, team=team, channel=channel)
    if last is None or last.previous_model_id is None:
        raise NothingToRollBack
    if last.change is Change.ROLLED_BACK:
        raise RolledBackAlready
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
        NothingToRollBack: when nothing was promoted.
        RolledBackAlready: when somebody has gone back to what answered before.
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
