"""Which models there are: bases once, tuned ones counted up, private ones at home."""

from __future__ import annotations

import pytest

from core.models import (
    Model,
    find_model,
    list_models,
    model_of_job,
    register_base,
    register_tuned,
)
from core.storage import Database
from core.storage.lookup import NotFound
from core.tuning import Job
from tests import builders as a


async def base_in(database: Database, **fields: str) -> Model:
    async with database.transaction() as session:
        own = {"team": "T1", "provider": "trainer", "name": "small-base"}
        return await register_base(session, **{**own, **fields})


async def tuned_in(database: Database, job: Job, name: str) -> Model:
    async with database.transaction() as session:
        return await register_tuned(session, job, name)


async def another(database: Database, job: Job, **fields: object) -> Job:
    """One more job on the same version."""
    copy = job.model_dump(exclude={"id", "cause", *fields})
    again = Job(**copy, cause=f"again-{fields}", **fields)
    async with database.transaction() as session:
        await a.kept(session, again)
    return again


async def test_a_base_is_registered_once(database: Database) -> None:
    first, second = await base_in(database), await base_in(database)

    assert first.id == second.id
    assert first.is_base
    assert first.label == first.base_name == "small-base"


async def test_each_provider_and_each_workspace_has_its_own_base(database: Database) -> None:
    models = [
        await base_in(database),
        await base_in(database, provider="openai"),
        await base_in(database, team="T2"),
    ]

    assert len({model.id for model in models}) == 3


async def test_tuned_models_are_titled_after_their_data_set_and_counted_up(
    database: Database,
) -> None:
    job = await a.a_job_in(database)

    first = await tuned_in(database, job, "ft:1")
    second = await tuned_in(database, await another(database, job, epochs=3), "ft:2")

    assert (first.title, second.title) == ("faq-1", "faq-2")
    assert first.base_name == "small-base"
    assert not first.is_base


async def test_a_model_that_is_registered_again_keeps_its_title(database: Database) -> None:
    job = await a.a_job_in(database)

    first, second = await tuned_in(database, job, "ft:1"), await tuned_in(database, job, "ft:1")

    assert first.model_dump() == second.model_dump()


async def test_a_tuned_model_remembers_the_prompt_it_was_trained_with(database: Database) -> None:
    dataset = a.a_dataset()
    version = a.a_version(dataset, system_prompt="Be brief.")
    job = a.a_job(version, private_to="G1")
    async with database.transaction() as session:
        await a.kept(session, dataset, version, job)

    model = await tuned_in(database, job, "ft:1")

    assert (model.system_prompt, model.private_to) == ("Be brief.", "G1")


async def test_a_model_made_of_private_data_is_found_only_at_home(database: Database) -> None:
    public, private = a.a_model(title="open-1"), a.a_model(title="legal-1", private_to="G1")
    async with database.transaction() as session:
        await a.kept(session, public, private)

    async with database.reading() as session:
        here = await list_models(session, team="T1", channel="C1")
        found = await find_model(session, team="T1", channel="G1", typed="legal")
        with pytest.raises(NotFound) as refusal:
            await find_model(session, team="T1", channel="C1", typed="legal-1")

    assert [model.id for model in here] == [public.id]
    assert found.id == private.id
    assert "legal" not in str(refusal.value).replace("“legal-1”", "")


async def test_a_job_leads_to_its_model(database: Database) -> None:
    job = await a.a_job_in(database)
    async with database.reading() as session:
        assert await model_of_job(session, job.id) is None

    model = await tuned_in(database, job, "ft:1")

    async with database.reading() as session:
        found = await model_of_job(session, job.id)
    assert found is not None
    assert found.id == model.id
