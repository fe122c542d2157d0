"""A file that somebody brought becomes a version of a data set, with a card that shows it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Literal, TypedDict

from bot.flows.datasets.fetching import fetched, name_of
from bot.flows.datasets.fixing import Made, named_in
from bot.flows.datasets.fixing import Steps as FixSteps
from bot.flows.datasets.refused import header_refused, rows_refused
from bot.flows.datasets.showing import foreseen, portrait_of, shown
from bot.flows.datasets.superseding import supersede
from bot.flows.durable import Flow
from bot.flows.home.tab import draw_home_of
from bot.flows.house import House
from bot.flows.telling import telling
from bot.locales import words_for
from bot.slack.files import upload_picture
from bot.views.blocks import Element
from bot.views.datasets import bringing as views
from bot.views.datasets.cards import Picture, card
from bot.views.datasets.portrait import draw_portrait, in_words
from core.channels.direct import is_direct
from core.datasets import DatasetRefused, bring_in, brought_by, earlier, read_contents
from core.datasets.carrying import carried_in
from core.datasets.naming import name_from
from core.datasets.refusals import HeaderRefused
from core.datasets.tables import Arrival, Version
from core.errors import TogiError


class Taken(TypedDict):
    """What comes next for a file: a version to show, columns to choose, or rows to fix."""

    next: Literal["show", "columns", "rows"]
    version: str


class Painted(TypedDict):
    """A picture that Slack keeps, and what it shows in words."""

    file: str
    alt: str


@dataclass(frozen=True, slots=True)
class Steps:
    """What bringing a file takes, each fit to be repeated."""

    house: House
    cause: str

    async def arrival(self) -> Arrival:
        async with self.house.database.reading() as session:
            return await session.get_one(Arrival, self.cause)

    async def post_reading(self) -> str:
        arrival = await self.arrival()
        message = views.reading(await name_of(self.house, arrival), words_for(arrival.locale))
        ts = await self.house.post(
            f"dataset:{self.cause}", arrival.channel, arrival.thread, message
        )
        if arrival.question_column:  # posted before, to ask for the columns
            await self.house.edit(arrival.channel, ts, message)
        return ts

    async def take_in(self, ts: str) -> Taken:
        arrival = await self.arrival()
        try:
            return {"next": "show", "version": await self._version(arrival, ts)}
        except HeaderRefused:
            return {"next": "columns", "version": ""}
        except DatasetRefused as refused:
            if not refused.faults:
                raise
            return {"next": "rows", "version": ""}

    async def _version(self, arrival: Arrival, ts: str) -> str:
        async with self.house.database.reading() as session:
            if brought := await brought_by(session, self.cause):
                return brought.id
        async with fetched(self.house, arrival) as file:
            carried = await asyncio.to_thread(carried_in, file.path)
            name = arrival.name or carried or name_from(file.name)
            async with self.house.database.reading() as session:
                before = await earlier(session, arrival.team, name)
            # Before the transaction: while a large file is read, others may write.
            async with telling(self.house, arrival, ts, file.name) as progress:
                contents = await asyncio.to_thread(
                    read_contents,
                    file.path,
                    file.name,
                    file.system_prompt,
                    named=named_in(arrival),
                    earlier=before,
                    base=self.house.settings.base_model
                    or self.house.training.profile.suggested_base,
                    progress=progress,
                    skip_bad=arrival.skip_bad,
                )
        with contents:
            async with self.house.database.transaction() as session:
                version = await bring_in(
                    session,
                    contents,
                    team=arrival.team,
                    name=name,
                    cause=self.cause,
                    person=arrival.person,
                    private_to=arrival.private_to,
                )
        return version.id

    async def show(self, ts: str, version_id: str) -> None:
        arrival = await self.arrival()
        say = words_for(arrival.locale)
        told = card(await shown(self.house, version_id, cause=self.cause), say)
        await self.house.edit(arrival.channel, ts, told)

    async def paint(self, version_id: str) -> Painted:
        """A picture of the examples, in Slack, with what it shows in words."""
        say = words_for((await self.arrival()).locale)
        portrait = await portrait_of(self.house, version_id)
        png = await asyncio.to_thread(draw_portrait, portrait, say)
        alt = in_words(portrait, say)
        file = await upload_picture(self.house.slack, f"{version_id}.png", png, alt)
        return {"file": file, "alt": alt}

    async def show_more(self, ts: str, version_id: str, painted: Painted | None) -> None:
        """The same card with what takes longer to find out: a picture, time and price."""
        arrival = await self.arrival()
        estimate = await foreseen(self.house, version_id)
        async with self.house.database.reading() as session:
            is_there = await session.get(Version, version_id)
        if not is_there or (estimate is None and painted is None):
            return
        picture = Picture(**painted) if painted else None
        told = await shown(
            self.house, version_id, cause=self.cause, picture=picture, foreseen=estimate
        )
        await self.house.edit(arrival.channel, ts, card(told, words_for(arrival.locale)))

    async def offer_columns(self, ts: str) -> None:
        """Let people say which column is which: their file is read again, as they say."""
        arrival = await self.arrival()
        async with fetched(self.house, arrival) as file:
            refused = await asyncio.to_thread(header_refused, file, named_in(arrival))
        header = views.choosable(refused.header if refused else ())
        if refused and len(header) < views.FEWEST_COLUMNS:
            await self.refuse(ts, refused)
            return
        message = views.choose_columns(file.name, header, self.cause, words_for(arrival.locale))
        await self.house.edit(arrival.channel, ts, message)

    async def supersede(self, version_id: str) -> None:
        await supersede(self.house, version_id, words_for((await self.arrival()).locale))

    async def draw_home(self) -> None:
        arrival = await self.arrival()
        await draw_home_of(self.house, arrival.team, arrival.person)

    async def draw_up(self) -> Made:
        return await FixSteps(self.house).of_refused(await self.arrival())

    async def hand_over(self, made: Made) -> None:
        await FixSteps(self.house).hand_over_refused(await self.arrival(), made)

    async def refuse_rows(self, ts: str, *, file_follows: bool) -> None:
        arrival = await self.arrival()
        async with fetched(self.house, arrival) as file:
            bad = await asyncio.to_thread(rows_refused, file, named_in(arrival))
        say = words_for(arrival.locale)
        reason = views.rows_refused(bad.refused, say, of_lines=bad.of_lines)
        go_on = views.go_on_without(bad.good, self.cause, say) if bad.can_go_on else None
        await self._refuse(arrival, ts, reason, file_follows=file_follows, go_on=go_on)

    async def refuse(self, ts: str, error: TogiError) -> None:
        arrival = await self.arrival()
        await self._refuse(arrival, ts, words_for(arrival.locale).error(error))

    async def _refuse(
        self,
        arrival: Arrival,
        ts: str,
        reason: str,
        *,
        file_follows: bool = False,
        go_on: Element | None = None,
    ) -> None:
        """Take the placeholder away and tell the person alone what is wrong with their file.

        In the channel, not in the thread: with the placeholder gone there is no thread to open.
        """
        direct = is_direct(arrival.channel)
        elsewhere = file_follows and not direct
        message = views.refused(reason, words_for(arrival.locale), elsewhere=elsewhere, go_on=go_on)
        if direct:  # nobody else reads it, and it stays there
            await self.house.edit(arrival.channel, ts, message)
            return
        await self.house.remove(arrival.channel, ts)
        await self.house.whisper(arrival.channel, arrival.person, message)

    async def tell(self, error: TogiError) -> None:
        """Tell the person directly, where nothing could be posted."""
        arrival = await self.arrival()
        say = words_for(arrival.locale)
        await self.house.tell(arrival.person, views.refused(say.error(error), say))


def bringing(house: House) -> Flow[[str]]:
    """Declare the flow: the cause of an arrival."""
    durable = house.durable

    @durable.flow("bring in")
    async def bring(cause: str) -> None:
        steps = Steps(house, cause)
        try:
            ts = await durable.step("post reading", steps.post_reading)
        except TogiError as error:
            await durable.step("tell", steps.tell, error)
            return
        try:
            taken = await durable.step("take in", steps.take_in, ts)
            if taken["next"] == "columns":
                await durable.patient_step("offer columns", steps.offer_columns, ts)
            elif taken["next"] == "rows":
                made = await durable.courtesy("draw up", steps.draw_up)
                follows = made is not None
                await durable.patient_step(
                    "refuse rows", steps.refuse_rows, ts, file_follows=follows
                )
                if made:
                    await durable.patient_step("hand over", steps.hand_over, made)
        except TogiError as error:
            await durable.patient_step("refuse", steps.refuse, ts, error)
            return
        if taken["version"]:
            version_id = taken["version"]
            await durable.patient_step("show", steps.show, ts, version_id)
            painted = await durable.courtesy("paint", steps.paint, version_id)
            await durable.courtesy("show more", steps.show_more, ts, version_id, painted)
            await durable.courtesy("supersede", steps.supersede, version_id)
            await durable.courtesy("draw home", steps.draw_home)

    return bring
