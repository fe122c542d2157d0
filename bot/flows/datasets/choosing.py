"""The columns of a data set were guessed wrongly: which ones are meant is asked under its card."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bot.flows.datasets.bringing import Steps
from bot.flows.datasets.fetching import fetched
from bot.flows.durable import Flow
from bot.flows.house import House
from bot.locales import words_for
from bot.views.datasets import bringing as views
from core.datasets.reading.sources import open_source
from core.datasets.refusals import HeaderRefused
from core.errors import TogiError


def choosing_columns(house: House) -> Flow[[str]]:
    """Declare the flow: the cause of an arrival that is to be read in another way."""
    durable = house.durable

    async def ask(cause: str) -> None:
        arrival = await Steps(house, cause).arrival()
        async with fetched(house, arrival) as file:
            header = await asyncio.to_thread(_header, file.path, file.name)
        message = views.choose_columns(file.name, header, cause, words_for(arrival.locale))
        await house.post(f"columns:{cause}", arrival.channel, arrival.thread, message)

    @durable.flow("choose columns")
    async def choose(cause: str) -> None:
        try:
            await durable.step("ask", ask, cause)
        except TogiError as error:
            await durable.patient_step("tell", Steps(house, cause).tell, error)

    return choose


def _header(path: Path, file_name: str) -> list[str]:
    """All columns of a file, whether or not they could be told apart."""
    try:
        return views.choosable(open_source(path, file_name).header)
    except HeaderRefused as refused:
        return views.choosable(refused.header)
