"""How a channel is answered: what was set there, or the usual."""

from __future__ import annotations

from hashlib import blake2b

from sqlmodel.ext.asyncio.session import AsyncSession

from core.channels.tables import ChannelSettings, Prompt


async def settings_of(session: AsyncSession, *, team: str, channel: str) -> ChannelSettings:
    """The settings of a channel; the usual ones, not yet written down, where nobody chose any."""
    chosen = await session.get(ChannelSettings, (team, channel))
    return chosen or ChannelSettings(team=team, channel=channel)


async def prompt_of(session: AsyncSession, settings: ChannelSettings) -> Prompt | None:
    """The system prompt that a channel gives every model; None leaves it to the model's own."""
    return await session.get_one(Prompt, settings.prompt_id) if settings.prompt_id else None


def goes_to_canary(settings: ChannelSettings, cause: str) -> bool:
    """Whether a question goes to the canary: by its cause, so that asking twice is asking once."""
    if not settings.canary_model_id:
        return False
    drawn = int.from_bytes(blake2b(cause.encode(), digest_size=8).digest()) / 2**64
    return drawn < settings.canary_share
