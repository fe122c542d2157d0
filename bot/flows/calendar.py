"""What has to be looked at every day: one flow a day, whatever is started or killed in between."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from bot.bugs import reported
from bot.flows.all import Flows
from bot.flows.house import House
from core.storage import utc_now

LOOK_SECONDS = 3600.0


@dataclass(frozen=True, slots=True)
class Calendar:
    house: House
    flows: Flows

    async def keep(self) -> None:
        """Begin each day's look once; a day that passed while nothing ran is not made up for."""
        while True:
            try:
                day = utc_now().date().isoformat()
                await self.house.durable.start(f"retirements:{day}", self.flows.retirements)
                await self.house.durable.start(f"repeats:{day}", self.flows.repeats, day)
            except Exception as error:  # noqa: BLE001 (the day's look must not end with one fault)
                reported(error)
            await asyncio.sleep(LOOK_SECONDS)
