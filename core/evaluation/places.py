"""What serves where: each place that somebody chose a model or settings for."""

from __future__ import annotations

from typing import NamedTuple

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.channels import ChannelSettings, Prompt, Serving, prompt_of, settings_of
from core.models import Model

MOST = 50


class Place(NamedTuple):
    """A channel, or "" for all that have no model of their own."""

    channel: str
    model: Model | None  # None: the base
    serving: Serving | None  # who chose the model, and when
    settings: ChannelSettings
    prompt: Prompt | None  # None: the model's own
    canary: Model | None

    @property
    def models(self) -> list[Model]:
        return [model for model in (self.model, self.canary) if model]


async def places(session: AsyncSession, *, team: str) -> list[Place]:
    """All places of a team, private ones too: who shows them chooses those that may be seen."""
    rows = await session.exec(
        select(Serving, Model)
        .join(Model, col(Serving.model_id) == Model.id)
        .where(Serving.team == team)
        .order_by(col(Serving.chosen_at).desc())
        .limit(MOST)
    )
    served = {serving.channel: (serving, model) for serving, model in rows}
    others = await session.exec(
        select(ChannelSettings.channel)
        .where(
            ChannelSettings.team == team,
            col(ChannelSettings.changed_at).is_not(None),
            col(ChannelSettings.channel).not_in(served),
        )
        .order_by(col(ChannelSettings.changed_at).desc())
        .limit(MOST)
    )
    found = [await _place(session, team, channel, *served[channel]) for channel in served]
    return found + [await _place(session, team, channel, None, None) for channel in others]


async def _place(
    session: AsyncSession, team: str, channel: str, serving: Serving | None, model: Model | None
) -> Place:
    settings = await settings_of(session, team=team, channel=channel)
    prompt = await prompt_of(session, settings)
    canary = await session.get(Model, settings.canary_model_id or "")
    return Place(channel, model, serving, settings, prompt, canary)
