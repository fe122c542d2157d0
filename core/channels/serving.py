"""Which model answers in a channel; the workspace's own choice where a channel has none."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.channels.tables import ChannelSettings
from core.storage import keep_last, utc_now

EVERYWHERE = ""


class Serving(SQLModel, table=True):
    """One choice; the foreign key keeps a model from vanishing while it serves."""

    __tablename__ = "servings"

    team: str = Field(primary_key=True)
    channel: str = Field(primary_key=True)
    model_id: str = Field(foreign_key="models.id")
    chosen_by: str
    chosen_at: datetime = Field(default_factory=utc_now)


# Built once: every question needs it.
_CHOSEN = (
    select(Serving.model_id)
    .where(
        Serving.team == sa.bindparam("team"),
        col(Serving.channel).in_((sa.bindparam("channel"), EVERYWHERE)),
    )
    .order_by(col(Serving.channel).desc())
)


async def serving_model(session: AsyncSession, *, team: str, channel: str) -> str | None:
    """The id of the model that answers in `channel`, None while nobody chose one."""
    return (await session.exec(_CHOSEN, params={"team": team, "channel": channel})).first()


async def use(
    session: AsyncSession, *, team: str, channel: str, model_id: str, person: str
) -> None:
    """Let a model answer in `channel` from now on; what answers there is no longer a canary."""
    serving = Serving(team=team, channel=channel, model_id=model_id, chosen_by=person)
    await keep_last(session, serving, key=("team", "channel"))
    settings = await session.get(ChannelSettings, (team, channel))
    if settings and settings.canary_model_id == model_id:
        settings.canary_model_id, settings.canary_share = None, 0.0
        session.add(settings)
