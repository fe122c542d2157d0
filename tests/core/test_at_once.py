"""A short transaction made in one trip to a thread, by code that is written for async sessions."""

from __future__ import annotations

import asyncio

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from core.channels import serving_model, use
from core.models import Model, register_base
from core.storage import Database

TEAM, CHANNEL = "T1", "C1"


async def chosen(database: Database) -> str | None:
    async with database.reading() as session:
        return await serving_model(session, team=TEAM, channel=CHANNEL)


async def choose(session: AsyncSession) -> Model:
    model = await register_base(session, team=TEAM, provider="one", name="tiny")
    await use(session, team=TEAM, channel=CHANNEL, model_id=model.id, person="U1")
    return model


async def test_what_is_made_at_once_is_kept_whole(database: Database) -> None:
    model = await database.at_once(choose)

    assert await chosen(database) == model.id
    assert (await database.at_once(choose)).id == model.id


async def test_what_fails_at_once_leaves_nothing(database: Database) -> None:
    async def fail(session: AsyncSession) -> None:
        await choose(session)
        raise LookupError

    with pytest.raises(LookupError):
        await database.at_once(fail)

    assert await chosen(database) is None


async def test_what_waits_for_more_than_its_session_is_refused(database: Database) -> None:
    async def dawdle(session: AsyncSession) -> None:
        await choose(session)
        await asyncio.sleep(0)

    with pytest.raises(RuntimeError):
        await database.at_once(dawdle)

    assert await chosen(database) is None


async def test_many_at_once_take_turns(database: Database) -> None:
    models = await asyncio.gather(*(database.at_once(choose) for _ in range(20)))

    assert len({model.id for model in models}) == 1
