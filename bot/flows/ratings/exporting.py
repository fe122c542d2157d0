"""What people said of answers, handed to an operator as a file, once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NotRequired, TypedDict

from sqlmodel import select

from bot.flows.datasets.workplace import workplace
from bot.flows.durable import Flow
from bot.flows.house import House
from bot.locales import words_for
from bot.slack.places import private_channel
from bot.slack.uploads import show_once, upload
from bot.views.datasets.versions import no_file
from bot.views.ratings import exports as views
from core.answers import Question
from core.errors import TogiError
from core.evaluation.files.exporting import Exported, Format, Kind, export
from core.evaluation.files.frames import Reach


class LedgerExport(TypedDict):
    """What of it somebody wants, in which format, and whether raters are named."""

    cause: str
    team: str
    channel: str  # where it was asked for
    kind: str
    format: str
    named: bool
    person: str
    locale: str


class Drawn(TypedDict):
    """A file in Slack that nobody sees yet."""

    file: str
    rows: int
    counted: NotRequired[int]  # what an older version drew up doesn't tell
    wordless: NotRequired[int]


@dataclass(frozen=True, slots=True)
class Steps:
    """What handing out a file takes, each fit to be repeated."""

    house: House

    async def draw_up(self, wanted: LedgerExport) -> Drawn:
        async with self.house.database.reading() as session:
            asked_in = await session.exec(
                select(Question.channel).where(Question.team == wanted["team"]).distinct()
            )
        public = await self.house.places.public(self.house.slack, asked_in.all())
        reach = Reach(
            team=wanted["team"],
            channel=wanted["channel"],
            public=frozenset(public),
            named=wanted["named"],
        )
        name = _name(wanted)
        purpose = f"export:{wanted['cause']}"
        async with workplace(self.house.settings.data, purpose) as folder:
            async with self.house.database.reading() as session:
                found = await export(
                    session,
                    folder / name,
                    reach,
                    kind=Kind(wanted["kind"]),
                    file_format=Format(wanted["format"]),
                )
            file = await upload(self.house.slack, folder / name, name)
        return {
            "file": file,
            "rows": found.rows,
            "counted": found.counted,
            "wordless": found.wordless,
        }

    async def hand_over(self, wanted: LedgerExport, drawn: Drawn) -> None:
        """To who asked, or into the private channel whose words it holds."""
        channel = await self._place(wanted)
        rows = drawn["rows"]
        found = Exported(rows, drawn.get("counted", rows), drawn.get("wordless", 0))
        say = words_for(wanted["locale"])
        text = views.exported(Kind(wanted["kind"]), found, say, named=wanted["named"])
        await show_once(
            self.house.slack, drawn["file"], _name(wanted), channel=channel, thread=None, text=text
        )

    async def point(self, wanted: LedgerExport, drawn: Drawn) -> None:
        """Say where it was asked for that the file is there, unless it is there itself."""
        if await self._place(wanted) != wanted["channel"]:
            link = str((await self.house.slack.files_info(file=drawn["file"]))["file"]["permalink"])
            there = views.is_there(_name(wanted), link, words_for(wanted["locale"]))
            await self.house.whisper(wanted["channel"], wanted["person"], there)

    async def _place(self, wanted: LedgerExport) -> str:
        private = await private_channel(self.house.slack, wanted["channel"])
        return private or await self.house.direct(wanted["person"])

    async def tell(self, wanted: LedgerExport, error: TogiError) -> None:
        say = words_for(wanted["locale"])
        await self.house.tell(wanted["person"], no_file(say.error(error), say))


def exporting_ratings(house: House) -> Flow[[LedgerExport]]:
    """Declare the flow: ratings or votes as a file."""
    durable, steps = house.durable, Steps(house)

    @durable.flow("export ratings")
    async def export_ratings(wanted: LedgerExport) -> None:
        try:
            drawn = await durable.step("draw up", steps.draw_up, wanted)
            await durable.patient_step("hand over", steps.hand_over, wanted, drawn)
            await durable.courtesy("point", steps.point, wanted, drawn)
        except TogiError as error:
            await durable.patient_step("tell", steps.tell, wanted, error)

    return export_ratings


def _name(wanted: LedgerExport) -> str:
    return f"togi-{wanted['kind']}.{wanted['format']}"
