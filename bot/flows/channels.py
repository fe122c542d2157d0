"""A channel learns that it is answered in another way from now on: once, whatever crashes."""

from __future__ import annotations

from typing import TypedDict

from bot.flows.durable import Flow
from bot.flows.house import House
from bot.locales import words_for
from bot.views import channels as views
from core.channels import Part, prompt_of, prompts_of, serving_model, settings_of
from core.models import Model


class Changed(TypedDict):
    """What somebody changed in a channel."""

    cause: str
    team: str
    channel: str
    person: str
    locale: str
    parts: list[str]


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
