"""Changes how a channel is answered, in one transaction, and says what was changed."""

from __future__ import annotations

from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.channels.serving import serving_model, use
from core.channels.tables import ChannelSettings, Prompt
from core.channels.wanted import Wanted
from core.storage import keep_once, utc_now


class Part(StrEnum):
    """What there is to set; the values are what a flow remembers."""

    MODEL = "model"
    PROMPT = "prompt"
    TEMPERATURE = "temperature"
    LENGTH = "length"
    FOLLOW_UPS = "follow_ups"
    RATINGS = "ratings"
    LANGUAGE = "language"
    CANARY = "canary"


FIELDS: dict[Part, tuple[str, ...]] = {
    Part.TEMPERATURE: ("temperature",),
    Part.LENGTH: ("max_tokens",),
    Part.FOLLOW_UPS: ("follows_threads",),
    Part.RATINGS: ("asks_ratings",),
    Part.LANGUAGE: ("locale",),
    Part.CANARY: ("canary_model_id", "canary_share"),
}


async def change(
    session: AsyncSession, wanted: Wanted, *, team: str, channel: str, person: str
) -> list[Part]:
    """Let a channel be answered as wanted from now on; returns what is other than before.

    Who comes second has the last word on every field; no text of a prompt is lost by that.
    """
    settings = await _held(session, team, channel)
    changed: list[Part] = []
    serving = await serving_model(session, team=team, channel=channel)
    if wanted.model_id and wanted.model_id != serving:
        await use(session, team=team, channel=channel, model_id=wanted.model_id, person=person)
        changed.append(Part.MODEL)
    prompt = await _version(session, settings, wanted.prompt, person) if wanted.prompt else None
    if settings.prompt_id != (prompt.id if prompt else None):
        settings.prompt_id = prompt.id if prompt else None
        changed.append(Part.PROMPT)
    for part, fields in FIELDS.items():
        if any(getattr(settings, name) != getattr(wanted, name) for name in fields):
            changed.append(part)
            for name in fields:
                setattr(settings, name, getattr(wanted, name))
    return _noted(session, settings, person, changed)


async def restore(
    session: AsyncSession, prompt_id: str, *, team: str, channel: str, person: str
) -> list[Part]:
    """Let an earlier prompt of a channel hold again, under the number that it has."""
    settings = await _held(session, team, channel)
    same = sa.and_(*_of(settings), col(Prompt.id) == prompt_id)
    prompt = (await session.exec(select(Prompt).where(same))).one()
    changed = [] if settings.prompt_id == prompt.id else [Part.PROMPT]
    settings.prompt_id = prompt.id
    return _noted(session, settings, person, changed)


async def keep_prompt(
    session: AsyncSession, text: str, *, team: str, channel: str, person: str
) -> Prompt:
    """A version that says this, which doesn't hold yet: so that it can be named by its id."""
    return await _version(session, await _held(session, team, channel), text, person)


async def prompts_of(session: AsyncSession, *, team: str, channel: str) -> list[Prompt]:
    """Every system prompt that a channel has had, newest first."""
    prompts = await session.exec(
        select(Prompt)
        .where(Prompt.team == team, Prompt.channel == channel)
        .order_by(col(Prompt.number).desc())
    )
    return list(prompts)


async def _held(session: AsyncSession, team: str, channel: str) -> ChannelSettings:
    """The settings of a channel, which nobody else can change until this is committed."""
    same = sa.and_(col(ChannelSettings.team) == team, col(ChannelSettings.channel) == channel)
    await keep_once(session, ChannelSettings(team=team, channel=channel), same)
    found = select(ChannelSettings).where(same).with_for_update()
    return (await session.exec(found, execution_options={"populate_existing": True})).one()


async def _version(
    session: AsyncSession, settings: ChannelSettings, text: str, person: str
) -> Prompt:
    """The version that says exactly this: one that there was already, else a new one."""
    kept = await session.exec(select(Prompt).where(*_of(settings), col(Prompt.text) == text))
    if found := kept.first():
        return found
    last = (await session.exec(select(func.max(Prompt.number)).where(*_of(settings)))).one()
    prompt = Prompt(
        team=settings.team,
        channel=settings.channel,
        number=(last or 0) + 1,
        text=text,
        written_by=person,
    )
    session.add(prompt)
    await session.flush()  # no relationship tells the session that the settings come after it
    return prompt


def _of(settings: ChannelSettings) -> tuple[sa.ColumnElement[bool], ...]:
    return col(Prompt.team) == settings.team, col(Prompt.channel) == settings.channel


def _noted(
    session: AsyncSession, settings: ChannelSettings, person: str, changed: list[Part]
) -> list[Part]:
    if changed:
        settings.changed_by, settings.changed_at = person, utc_now()
        session.add(settings)
    return changed
