"""What serves where."""

from __future__ import annotations

from sqlmodel import select

from core.channels import EVERYWHERE, ChannelSettings, Serving, serving_model, settings_of, use
from core.models import Model
from core.storage import Database
from tests import builders as a


async def models_in(database: Database) -> tuple[Model, Model]:
    first, second = a.a_model(), a.a_model()
    async with database.transaction() as session:
        await a.kept(session, first, second)
    return first, second


async def choose(database: Database, model: Model, channel: str, team: str = "T1") -> None:
    async with database.transaction() as session:
        await use(session, team=team, channel=channel, model_id=model.id, person="U1")


async def serving(database: Database, channel: str, team: str = "T1") -> str | None:
    async with database.reading() as session:
        return await serving_model(session, team=team, channel=channel)


async def test_where_nobody_chose_nothing_serves(database: Database) -> None:
    assert await serving(database, "C1") is None


async def test_a_choice_holds_for_its_channel_alone(database: Database) -> None:
    first, _ = await models_in(database)
    await choose(database, first, "C1")

    assert await serving(database, "C1") == first.id
    assert await serving(database, "C2") is None
    assert await serving(database, "C1", team="T2") is None


async def test_the_workspaces_choice_holds_where_a_channel_has_none(database: Database) -> None:
    everywhere, here = await models_in(database)
    await choose(database, everywhere, EVERYWHERE)
    await choose(database, here, "C1")

    assert await serving(database, "C1") == here.id
    assert await serving(database, "C2") == everywhere.id


async def test_the_last_choice_holds_and_says_whose_it_was(database: Database) -> None:
    first, second = await models_in(database)
    await choose(database, first, "C1")
    async with database.transaction() as session:
        await use(session, team="T1", channel="C1", model_id=second.id, person="U2")

    async with database.reading() as session:
        servings = list(await session.exec(select(Serving)))
    assert [(one.model_id, one.chosen_by) for one in servings] == [(second.id, "U2")]


async def test_a_canary_that_is_chosen_to_answer_is_no_canary_any_more(database: Database) -> None:
    _, canary = await models_in(database)
    tried = {"canary_model_id": canary.id, "canary_share": 0.1}
    async with database.transaction() as session:
        here, there = (ChannelSettings(team="T1", channel=one, **tried) for one in ("C1", "C2"))
        await a.kept(session, here, there)

    await choose(database, canary, "C1")

    async with database.reading() as session:
        settings = [await settings_of(session, team="T1", channel=one) for one in ("C1", "C2")]
    assert [(one.canary_model_id, one.canary_share) for one in settings] == [
        (None, 0.0),
        (canary.id, 0.1),
    ]
