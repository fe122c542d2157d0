"""Once a day: which models that answer somewhere will soon stop, and who has to know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypedDict

from sqlmodel import select

from bot.flows.durable import Flow
from bot.flows.house import House
from bot.views.models import retiring as views
from core.channels import Serving
from core.errors import TogiError
from core.models import Model, list_models
from core.models.retiring import notice_due
from core.providers.retirement import retires_on
from core.storage import utc_now


class Served(TypedDict):
    """A model that answers in a channel, "" being all that have none of their own."""

    team: str
    channel: str
    model: str
    chosen_by: str


@dataclass(frozen=True, slots=True)
class Steps:
    """What the day's look takes, each fit to be repeated."""

    house: House

    async def served(self) -> list[Served]:
        async with self.house.database.reading() as session:
            return [
                {
                    "team": one.team,
                    "channel": one.channel,
                    "model": one.model_id,
                    "chosen_by": one.chosen_by,
                }
                for one in await session.exec(select(Serving))
            ]

    async def tell(self, served: Served) -> None:
        """Tell where it serves, once for each notice; where it serves by default, who chose it."""
        async with self.house.database.reading() as session:
            model = await session.get_one(Model, served["model"])
            channel = model.private_to or served["channel"]
            known = await list_models(session, team=model.team, channel=channel)
        today = utc_now().date()
        ends_on = await retires_on(self.house.chat, model.name)
        days = notice_due(ends_on, today) if ends_on else None
        if ends_on is None or days is None:
            return
        chose = await self.house.people.get(
            self.house.slack, team=served["team"], user=served["chosen_by"]
        )
        place = served["channel"] or await self.house.direct(served["chosen_by"])
        ending = views.Ending(
            model=model,
            provider=self.house.chat.profile.title,
            channel=place,
            ends_on=ends_on,
            days_left=(ends_on - today).days,
            others=await self._others(known, model, ends_on),
        )
        key = f"ending:{model.id}:{ends_on}:{days}:{served['channel']}"
        await self.house.post(key, place, None, views.notice(ending, chose.say))

    async def _others(self, known: list[Model], model: Model, ends_on: date) -> list[Model]:
        """What answers for longer: tuned models first."""
        later = list[Model]()
        for one in sorted(known, key=lambda one: one.is_base):
            if one.id == model.id or one.share < 1 or len(later) == views.MOST_NAMED:
                continue
            end = await retires_on(self.house.chat, one.name)
            if end is None or end > ends_on:
                later.append(one)
        return later


def retiring(house: House) -> Flow[[]]:
    """Declare the flow of one day."""
    durable, steps = house.durable, Steps(house)

    @durable.flow("retirements")
    async def retirements() -> None:
        try:
            for served in await durable.step("served", steps.served):
                await durable.courtesy("tell", steps.tell, served)
        except TogiError:
            return  # tomorrow again

    return retirements
