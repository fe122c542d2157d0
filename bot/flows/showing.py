"""What the card of a data set shows, gathered from where it is kept."""

from __future__ import annotations

from bot.flows.house import House
from bot.views.datasets import SHOWN_EXAMPLES, Picture, Shown
from core.datasets import Dataset, Split, Version, examples, findings, question_and_answer
from core.datasets.consulting.contradictions import open_contradictions
from core.datasets.versions.origin import origin_of


async def shown(house: House, version_id: str, picture: Picture | None = None) -> Shown:
    async with house.database.reading() as session:
        version = await session.get_one(Version, version_id)
        dataset = await session.get_one(Dataset, version.dataset_id)
        rows = await examples(session, version_id, Split.TRAIN, limit=SHOWN_EXAMPLES)
        found = await findings(session, version_id)
        origin = await origin_of(session, version_id)
        doubted = await open_contradictions(session, version_id)
    samples = [question_and_answer(row.line)[:2] for row in rows]
    return Shown(
        dataset=dataset,
        version=version,
        samples=samples,
        findings=found,
        picture=picture,
        origin=origin,
        undecided=len(doubted),
    )
