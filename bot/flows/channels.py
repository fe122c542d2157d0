"""A channel is answered in another way from now on, and learns of it: once, whatever crashes."""

from __future__ import annotations

from functools import partial
from typing import TypedDict

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.flows.durable import Flow
from bot.flows.house import House
from bot.locales import words_for
from bot.views.channels import settings as views
from core.channels import (
    Part,
    Prompt,
    Wanted,
    change,
    prompt_of,
    prompts_of,
    restore,
    serving_model,
    settings_of,
)
from core.models import Model


class Changed(TypedDict):
    """What somebody changed in a channel."""

    cause: str
    team: str
    channel: str
    person: str
    locale: str
    parts: list[str]


class Wish(TypedDict):
    """How a channel is to be answered; of its prompt the id alone, which was kept before."""

    model_id: str | None
    prompt_id: str | None
    temperature: float | None
    max_tokens: int | None
    follows_threads: bool
    asks_ratings: bool
    locale: str | None
    canary_model_id: str | None
    canary_share: float


class Change(TypedDict):
    """What somebody wants in a channel: everything that a form says, or an earlier prompt again."""

    cause: str
    team: str
    channel: str
    person: str
    locale: str
    wish: Wish | None
    again: str  # the id of a prompt, where there is no wish


def wish_for(wanted: Wanted, prompt_id: str | None) -> Wish:
    return {
        "model_id": wanted.model_id,
        "prompt_id": prompt_id,
        "temperature": wanted.temperature,
        "max_tokens": wanted.max_tokens,
        "follows_threads": wanted.follows_threads,
        "asks_ratings": wanted.asks_ratings,
        "locale": wanted.locale,
        "canary_model_id": wanted.canary_model_id,
        "canary_share": wanted.canary_share,
    }


async def shown(house: House, *, team: str, channel: str) -> views.Shown:
    """Everything that is known of how a channel is answered."""
    here = {"team": team, "channel": channel}
    async with house.database.reading() as session:
        settings = await settings_of(session, **here)
        serving, canary = await serving_model(session, **here), settings.canary_model_id
        return views.Shown(
            settings=settings,
            prompt=await prompt_of(session, settings),
            prompts=len(await prompts_of(session, **here)),
            serving=await session.get_one(Model, serving) if serving else None,
            canary=await session.get_one(Model, canary) if canary else None,
            usual=house.sampling,
        )


async def _make(wanted: Change, session: AsyncSession) -> list[str]:
    """Change what is wanted; the parts that are other than before."""
    where = {"team": wanted["team"], "channel": wanted["channel"], "person": wanted["person"]}
    wish = wanted["wish"]
    if wish is None:
        parts = await restore(session, wanted["again"], **where)
    else:
        prompt = await session.get_one(Prompt, wish["prompt_id"]) if wish["prompt_id"] else None
        parts = await change(session, _read(wish, prompt), **where)
    return [part.value for part in parts]


def _read(wish: Wish, prompt: Prompt | None) -> Wanted:
    return Wanted(
        model_id=wish["model_id"],
        prompt=prompt.text if prompt else None,
        temperature=wish["temperature"],
        max_tokens=wish["max_tokens"],
        follows_threads=wish["follows_threads"],
        asks_ratings=wish["asks_ratings"],
        locale=wish["locale"],
        canary_model_id=wish["canary_model_id"],
        canary_share=wish["canary_share"],
    )


def setting(house: House) -> Flow[[Change]]:
    """Declare the flow that changes a channel; telling it is another one, which may take long."""
    announce = announcing(house)

    @house.durable.flow("set_channel")
    async def flow(wanted: Change) -> None:
        parts = await house.durable.transact("change", partial(_make, wanted))
        if not parts:
            return
        changed = Changed(
            cause=wanted["cause"],
            team=wanted["team"],
            channel=wanted["channel"],
            person=wanted["person"],
            locale=wanted["locale"],
            parts=parts,
        )
        await house.durable.start(f"{wanted['cause']}:told", announce, changed)

    return flow


def announcing(house: House) -> Flow[[Changed]]:
    async def announce(changed: Changed) -> None:
        channel = changed["channel"]
        known = await shown(house, team=changed["team"], channel=channel)
        say = words_for(known.settings.locale or changed["locale"])
        parts = [Part(part) for part in changed["parts"]]
        message = views.changed(known, parts, changed["person"], say)
        await house.post(f"{changed['cause']}:changed", channel, None, message)

    @house.durable.flow("announce_settings")
    async def flow(changed: Changed) -> None:
        await house.durable.step("announce", announce, changed)

    return flow
