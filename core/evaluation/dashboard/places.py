"""What serves where: each place that somebody chose a model or settings for."""

from __future__ import annotations

from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Mapped
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.channels import ChannelSettings, Prompt, Serving, prompt_of, settings_of
from core.evaluation.runs.promoting import last_change
from core.evaluation.runs.tables import Change
from core.models import Model

MOST = 200
DIRECT = "D"


class Place(NamedTuple):
    """A channel, or "" for all that have no model of their own."""

    channel: str
    model: Model | None  # None: the base
    serving: Serving | None  # who chose the model, and when
    is_rolled_back: bool  # to this model, from one that had been promoted
    settings: ChannelSettings
    prompt: Prompt | None  # None: the model's own
    canary: Model | None

    @property
    def models(self) -> list[Model]:
        return [model for model in (self.model, self.canary) if model]


async def places(session: AsyncSession, *, team: str, direct: str) -> list[Place]:
    """The places of a team, private channels too: who shows them chooses those that may be seen.

    Of direct messages only the reader's own, and none whose model learnt from a private channel:
    left out before the newest are taken, so that they take nobody's place.
    """
    rows = await session.exec(
        select(Serving, Model)
        .join(Model, col(Serving.model_id) == Model.id)
        .where(
            Serving.team == team,
            col(Model.private_to).is_(None),
            _may_be_told(col(Serving.channel), direct),
        )
        .order_by(col(Serving.chosen_at).desc())
        .limit(MOST)
    )
    served = {serving.channel: (serving, model) for serving, model in rows}
    serves_there = sa.exists().where(
        col(Serving.team) == team, col(Serving.channel) == ChannelSettings.channel
    )
    others = await session.exec(
        select(ChannelSettings.channel)
        .where(
            ChannelSettings.team == team,
            col(ChannelSettings.changed_at).is_not(None),
            ~serves_there,
            _may_be_told(col(ChannelSettings.channel), direct),
        )
        .order_by(col(ChannelSettings.changed_at).desc())
        .limit(MOST)
    )
    found = [await _place(session, team, channel, *served[channel]) for channel in served]
    return found + [await _place(session, team, channel, None, None) for channel in others]


def _may_be_told(channel: Mapped[str], direct: str) -> sa.ColumnElement[bool]:
    return sa.or_(~channel.startswith(DIRECT), channel == direct)


async def _place(
    session: AsyncSession, team: str, channel: str, serving: Serving | None, model: Model | None
) -> Place:
    settings = await settings_of(session, team=team, channel=channel)
    prompt = await prompt_of(session, settings)
    canary = await session.get(Model, settings.canary_model_id or "")
    last = await last_change(session, team=team, channel=channel)
    is_rolled_back = bool(
        last
        and last.change is Change.ROLLED_BACK
        and serving
        and serving.model_id == last.model_id
        and serving.chosen_by == last.by
    )
    return Place(channel, model, serving, is_rolled_back, settings, prompt, canary)
