"""Another model answers in a channel from now on, and the channel learns of it: once."""

from __future__ import annotations

from functools import partial
from typing import TypedDict

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.flows.durable import Flow
from bot.flows.house import House
from bot.locales import words_for
from bot.views.models import listed as views
from core.channels import settings_of, use
from core.models import Model


class Chosen(TypedDict):
    """Which model is to answer where, and who chose it."""

    cause: str
    team: str
    channel: str
    thread: str | None
    model: str
    person: str
    locale: str


async def _use(chosen: Chosen, session: AsyncSession) -> None:
    await use(
        session,
        team=chosen["team"],
        channel=chosen["channel"],
        model_id=chosen["model"],
        person=chosen["person"],
    )


def serving(house: House) -> Flow[[Chosen]]:
    """Declare the flow that lets a model answer; telling it is another one, which may take long."""

    async def announce(chosen: Chosen) -> None:
        channel = chosen["channel"]
        async with house.database.reading() as session:
            model = await session.get_one(Model, chosen["model"])
            settings = await settings_of(session, team=chosen["team"], channel=channel)
        say = words_for(settings.locale or chosen["locale"])
        message = views.now_serves(model, channel, chosen["person"], say)
        await house.post(chosen["cause"], channel, chosen["thread"], message)

    @house.durable.flow("tell who answers")
    async def tell(chosen: Chosen) -> None:
        await house.durable.step("announce", announce, chosen)

    @house.durable.flow("let answer")
    async def flow(chosen: Chosen) -> None:
        await house.durable.transact("use", partial(_use, chosen))
        await house.durable.start(f"{chosen['cause']}:told", tell, chosen)

    return flow
