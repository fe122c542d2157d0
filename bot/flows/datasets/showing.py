"""What the card of a data set shows, gathered from where it is kept."""

from __future__ import annotations

import asyncio

import sqlalchemy as sa
from sqlmodel import col, select

from bot.flows.house import House
from bot.flows.training.proposing import proposal
from bot.views.datasets.cards import SHOWN_EXAMPLES, Picture, Shown
from bot.views.datasets.clusters import Dot
from bot.views.datasets.given_away import rows_that_give_away
from bot.views.datasets.lengths import Lengths
from bot.views.datasets.portrait import Portrait
from core.datasets import Dataset, Split, Version, findings, question_and_answer
from core.datasets.consulting.contradictions import open_contradictions
from core.datasets.tables import Example
from core.datasets.versions.looking import first_examples, newest_version
from core.errors import TogiError
from core.tuning import Estimate, estimate

PORTRAYED = 2000  # examples; more are no more to see


async def shown(
    house: House,
    version_id: str,
    *,
    cause: str | None = None,
    picture: Picture | None = None,
    foreseen: Estimate | None = None,
) -> Shown:
    """`cause` is what brought these examples just now: another one may have brought them before."""
    async with house.database.reading() as session:
        version = await session.get_one(Version, version_id)
        dataset = await session.get_one(Dataset, version.dataset_id)
        found = await findings(session, version_id)
        silent = rows_that_give_away(found)
        rows = await first_examples(
            session, version_id, Split.TRAIN, but=silent, limit=SHOWN_EXAMPLES
        )
        doubted = await open_contradictions(session, version_id)
        newest = await newest_version(session, dataset.id)
    samples = [question_and_answer(row.line)[:2] for row in rows]
    return Shown(
        dataset=dataset,
        version=version,
        samples=samples,
        findings=found,
        estimate=foreseen,
        picture=picture,
        undecided=len(doubted),
        newest=newest.number,
        was_there=cause is not None and version.cause != cause,
    )


async def foreseen(house: House, version_id: str) -> Estimate | None:
    """What a training would take, on the base that would be taken; None where nobody can say.

    For another language, that is the base that is going to be proposed for it.
    """
    try:
        async with house.database.reading() as session:
            version = await session.get(Version, version_id)
        if version is None:  # deleted since
            return None
        proposed = await proposal(house, version)
        base = proposed.first if proposed else await house.training.base(await house.base_name())
        async with house.database.reading() as session:
            return await estimate(
                session, version, base, training=house.training, prices=house.prices
            )
    except TogiError:  # the provider is away; the card stands without
        return None


async def portrait_of(house: House, version_id: str) -> Portrait:
    """Lengths and a map of the examples; of many, an even share of them."""
    async with house.database.reading() as session:
        own = col(Example.version_id) == version_id
        count = (await session.exec(select(sa.func.count()).where(own))).one()
        every = -(-count // PORTRAYED) or 1
        lines = await session.exec(
            select(Example.line)
            .where(own, col(Example.position) % every == 0)
            .order_by(col(Example.position))
        )
        chats = [question_and_answer(line) for line in lines]
    return await asyncio.to_thread(_portray, [(chat.question, chat.answer) for chat in chats])


def _portray(chats: list[tuple[str, str]]) -> Portrait:
    from core.datasets.similarity.map import layout  # with numpy, which nothing else here needs

    places = layout([question for question, _ in chats])
    dots = zip(places.x.tolist(), places.y.tolist(), places.clusters.tolist(), strict=True)
    return Portrait(
        Lengths([len(question) for question, _ in chats], [len(answer) for _, answer in chats]),
        [Dot(x, y, cluster) for x, y, cluster in dots],
    )
