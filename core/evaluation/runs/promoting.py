"""Letting the winner of a run answer, and going back; why is kept for good."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.channels import prompt_of, restore, settings_of, use
from core.channels.changing import clear_prompt, write_prompt
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
    """Let number 1 of a run answer in its channel, with the prompt that it was judged with.

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
    settings = await settings_of(session, team=team, channel=channel)
    prompt = await prompt_of(session, settings)
    if in_use.id == model.id and winner.system_prompt in {None, prompt.text if prompt else None}:
        raise AnswersAlready(model=model.title)
    promotion = Promotion(
        cause=cause,
        team=team,
        channel=channel,
        change=Change.PROMOTED,
        model_id=model.id,
        previous_model_id=in_use.id,
        previous_prompt_id=settings.prompt_id,
        run_id=run.id,
        verdict=grounds.verdict,
        win_rate=grounds.win_rate,
        decisive=grounds.decisive,
        by=person,
    )
    kept = await keep_once(session, promotion, col(Promotion.cause) == cause)
    if kept.id == promotion.id:
        await use(session, team=team, channel=channel, model_id=model.id, person=person)
        if winner.system_prompt is not None:
            text = winner.system_prompt
            await write_prompt(session, text, team=team, channel=channel, person=person)
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


async def must_have_gone_before(session: AsyncSession, *, team: str, channel: str) -> Promotion:
    """The promotion that can be undone.

    Raises:
        NothingToRollBack: when nothing was promoted, or it was rolled back already.
    """
    last = await last_change(session, team=team, channel=channel)
    if last is None or last.change is Change.ROLLED_BACK or last.previous_model_id is None:
        raise NothingToRollBack
    return last


async def roll_back(
    session: AsyncSession, *, team: str, channel: str, person: str, cause: str
) -> Promotion:
    """Let what answered before the last promotion answer again, with its prompt.

    Raises:
        NothingToRollBack: when nothing was promoted, or it was rolled back already.
    """
    latest = await last_change(session, team=team, channel=channel)
    if latest and latest.cause == cause:
        return latest
    last = await must_have_gone_before(session, team=team, channel=channel)
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
    own = {"team": team, "channel": channel, "person": person}
    await use(session, model_id=back.model_id, **own)
    if last.previous_prompt_id:
        await restore(session, last.previous_prompt_id, **own)
    else:
        await clear_prompt(session, **own)
    return back
