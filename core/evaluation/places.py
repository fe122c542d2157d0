"""What serves where: each place that somebody chose a model for, with how it is answered there."""

from __future__ import annotations

from typing import NamedTuple

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.channels import ChannelSettings, Prompt, Serving, prompt_of, settings_of
from core.models import Model

MOST = 50


class Place(NamedTuple):
    """A channel, or "" for all that have no model of their own."""

    serving: Serving
    model: Model
    settings: ChannelSettings
    prompt: Prompt | None  # None: the model's own
    canary: Model | None

    @property
    def channel(self) -> str:
        return self.serving.channel


async def places(session: AsyncSession, *, team: str) -> list[Place]:
    """All places of a team, private ones too: who shows them chooses those that may be seen."""
    rows = await session.exec(
        select(Serving, Model)
        .join(Model, col(Serving.model_id) == Model.id)
        .where(Serving.team == team)
        .order_by(col(Serving.chosen_at).desc())
        .limit(MOST)
    )
    found = []
    for serving, model in rows:
        settings = await settings_of(session, team=team, channel=serving.channel)
        canary = await session.get(Model, settings.canary_model_id or "")
        prompt = await prompt_of(session, settings)
        found.append(Place(serving, model, settings, prompt, canary))
    return found
