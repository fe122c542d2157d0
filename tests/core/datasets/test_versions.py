"""Versions as things: found by number, compared, renamed, deleted, and a row taken out of all."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import orjson
import pytest
from sqlmodel import select

from bot.schema import METADATA
from core.datasets import (
    Dataset,
    Split,
    Version,
    bring_in,
    examples,
    find_dataset,
    findings,
    list_datasets,
    newest_version,
    read_contents,
    training_lines,
)
from core.datasets.adding.tables import Addition
from core.datasets.chats import fingerprint
from core.datasets.consulting.tables import Choice, Consultation, Decision
from core.datasets.tables import ErasedQuestion, Erasure, Example
from core.datasets.versions.changing import delete_version, rename
from core.datasets.versions.comparing import difference
from core.datasets.versions.erasing import mark_erased, others_that_ask_it, row_of, take_out
from core.datasets.versions.looking import find_version, whole
from core.datasets.versions.refusals import (
    ErasedMeanwhile,
    NameInUse,
    NoSuchLine,
    NoSuchRow,
    NoSuchRowOfTable,
    NoSuchVersion,
)
from core.models.lineage import StillNeeded, delete, learners
from core.storage import Database
from tests import builders as a
from tests.core.datasets.brought import brought
from tests.core.datasets.sets import erased

WriteFile = Callable[..., Path]


async def dataset_of(database: Database, version: Version) -> Dataset:
    async with database.reading() as session:
        return await session.get_one(Dataset, version.dataset_id)


async def two_versions(database: Database, table: WriteFile) -> tuple[Dataset, Version, Version]:
    """Of 21 and 22 rows: one went, one is answered otherwise, two came."""
    old = await brought(database, table(20, extra="Going?,Gone.\n"))
    file = table(20, extra="New?,Yes.\nNewer?,Yes.\n")
    text = await asyncio.to_thread(file.read_text, "utf-8")
    changed = text.replace("Answer 7.", "Another answer.")
    await asyncio.to_thread(file.write_text, changed, "utf-8")
    new = await brought(database, file, cause="cmd:2")
    return await dataset_of(database, new), old, new


async def test_a_version_is_found_by_its_number(database: Database, table: WriteFile) -> None:
    dataset, old, new = await two_versions(database, table)

    async with database.reading() as session:
        assert (await find_version(session, dataset, 1)).id == old.id
        assert (await find_version(session, dataset, None)).id == new.id
        with pytest.raises(NoSuchVersion) as refusal:
            await find_version(session, dataset, 3)
    assert "v2, v1" in str(refusal.value)


async def test_what_came_went_and_changed_is_told(database: Database, table: WriteFile) -> None:
    _, old, new = await two_versions(database, table)

    async with database.reading() as session:
        found = await difference(session, old, new)
        back = await difference(session, new, old)
        same = await difference(session, new, new)
    assert [one.position for one in found.added] == [21, 22]
    assert [one.position for one in found.removed] == [21]
    assert [(pair.before.position, pair.after.position) for pair in found.changed] == [(7, 7)]
    assert (len(back.added), len(back.removed), len(back.changed)) == (1, 2, 1)
    assert same.is_none


async def test_another_system_prompt_changes_no_answer(
    database: Database, table: WriteFile
) -> None:
    old = await brought(database, table(20), system_prompt="Be brief.")
    new = await brought(database, table(20), system_prompt="Be kind.", cause="cmd:2")

    async with database.reading() as session:
        found = await difference(session, old, new)
    assert found.told
    assert (found.added, found.removed, found.changed) == ([], [], [])


async def test_what_is_exported_comes_in_again_as_the_same(
    database: Database, table: WriteFile, tmp_path: Path
) -> None:
    version = await brought(database, table(60), system_prompt="短く答えて。")
    async with database.reading() as session:
        exported = await whole(session, version.id)
    path = tmp_path / "faq.jsonl"
    await asyncio.to_thread(path.write_bytes, exported)

    again = await brought(database, path, cause="cmd:2")

    assert again.id == version.id
    assert "短く答えて。".encode() in exported
    assert orjson.loads(exported.splitlines()[0])["split"] in {*Split}


async def test_a_renamed_data_set_answers_to_its_new_name(
    database: Database, table: WriteFile
) -> None:
    version = await brought(database, table(20))
    await brought(database, table(20), name="other", cause="cmd:2")

    async with database.transaction() as session:
        renamed = await rename(session, version.dataset_id, "お問い合わせ FAQ")
        with pytest.raises(NameInUse):
            await rename(session, version.dataset_id, "Other")
    async with database.reading() as session:
        assert (await find_dataset(session, "T1", "C1", "お問い合わせ-faq")).id == renamed.id


async def test_the_last_version_takes_the_data_set_along(
    database: Database, table: WriteFile
) -> None:
    dataset, old, new = await two_versions(database, table)

    async with database.transaction() as session:
        await delete_version(session, old)
    async with database.reading() as session:
        assert (await newest_version(session, dataset.id)).id == new.id
    async with database.transaction() as session:
        await delete_version(session, new)
    async with database.reading() as session:
        assert await list_datasets(session, "T1", "C1") == []
        assert (await session.exec(select(Example))).first() is None


async def test_what_something_was_trained_on_stays(database: Database, table: WriteFile) -> None:
    dataset, old, new = await two_versions(database, table)
    job, failed = a.a_job(old), a.a_job(old)
    model = a.a_model(job_id=job.id, title="faq-1")
    async with database.transaction() as session:
        await a.kept(session, job, failed, model)

    async with database.transaction() as session:
        with pytest.raises(StillNeeded) as refusal:
            await delete(session, dataset, old)
        with pytest.raises(StillNeeded):
            await delete(session, dataset)
        await delete(session, dataset, new)
    async with database.reading() as session:
        assert (await newest_version(session, dataset.id)).id == old.id
    assert "faq v1 can't be deleted" in str(refusal.value)
    assert "faq-1" in str(refusal.value)
    assert failed.id in str(refusal.value)


async def test_an_unused_data_set_goes_as_a_whole(database: Database, table: WriteFile) -> None:
    dataset, *_ = await two_versions(database, table)

    async with database.transaction() as session:
        await delete(session, dataset)
    async with database.reading() as session:
        assert await session.get(Dataset, dataset.id) is None


async def test_an_erased_row_is_in_no_version(database: Database, table: WriteFile) -> None:
    dataset, old, new = await two_versions(database, table)
    digests = {old.digest, new.digest}

    async with database.transaction() as session:
        gone = await erased(session, dataset, new, 7, person="U1", reason="Asked by mail")
    async with database.reading() as session:
        lines = [
            await training_lines(session, version.id, split)
            for version in (old, new)
            for split in (Split.TRAIN, Split.VALIDATION)
        ]
        kept = [await session.get_one(Version, version.id) for version in (old, new)]
        records = list(await session.exec(select(Erasure).order_by(Erasure.version_id)))
        with pytest.raises(NoSuchRow):
            await row_of(session, dataset, kept[1], 7)
    assert gone.rows == 2
    assert [version.number for version in gone.versions] == [2, 1]
    assert set(gone.taught) == {old.id, new.id}
    assert not any(b'"Question 7?"' in line for line in lines)
    assert [v.training_examples + v.validation_examples for v in kept] == [20, 21]
    assert not digests & {version.digest for version in kept}
    said = {(one.position, one.requested_by, one.reason) for one in records}
    assert said == {(7, "U1", "Asked by mail")}


async def test_an_erased_row_is_not_brought_back(database: Database, table: WriteFile) -> None:
    dataset, *_, new = await two_versions(database, table)
    async with database.transaction() as session:
        await erased(session, dataset, new, 7, person="U1")

    changed = await brought(database, table(20, extra="Newest?,Yes.\n"), cause="cmd:3")
    again = await brought(database, table(20, extra="Newest?,Yes.\n"), cause="cmd:4")

    async with database.reading() as session:
        lines = await whole(session, changed.id)
        told = [one for one in await findings(session, changed.id) if one.code == "erased_before"]
    assert b'"Question 7?"' not in lines
    assert b'"Newest?"' in lines
    assert [(one.row, one.rows, one.details) for one in told] == [(0, (), {"count": 1})]
    assert again.id == changed.id


async def test_a_row_that_is_erased_while_the_file_is_read_stays_away(
    database: Database, table: WriteFile
) -> None:
    dataset, _, new = await two_versions(database, table)
    path = table(20, extra="Newest?,Yes.\n")
    late = await asyncio.to_thread(read_contents, path, path.name, None)
    async with database.transaction() as session:
        await erased(session, dataset, new, 7, person="U1")

    place = {"team": "T1", "name": "faq", "person": "U1", "private_to": None}
    with late:
        async with database.transaction() as session:
            with pytest.raises(ErasedMeanwhile):
                await bring_in(session, late, cause="cmd:3", **place)


async def test_a_row_is_erased_once(database: Database, table: WriteFile) -> None:
    dataset, _, new = await two_versions(database, table)

    async with database.transaction() as session:
        await erased(session, dataset, new, 7, person="U1")
    async with database.transaction() as session:
        again = await erased(session, dataset, new, 7, person="U2")
        with pytest.raises(NoSuchRow):
            await erased(session, dataset, new, 99, person="U1")
    async with database.reading() as session:
        records = list(await session.exec(select(Erasure)))
    assert again.rows == 0
    assert {record.requested_by for record in records} == {"U1"}


async def test_findings_forget_an_erased_row(database: Database, table: WriteFile) -> None:
    """Three equal chats, then two, then none that could be told of."""
    twice = "Question 9?,Answer 9.\nQuestion 9?,Other.\n"
    version = await brought(database, table(20, extra=f"Question 8?,Answer 8.\n{twice}"))
    dataset = await dataset_of(database, version)

    async with database.reading() as session:
        before = {one.rows for one in await findings(session, version.id)}
    async with database.transaction() as session:
        gone = await erased(session, dataset, version, 21, person="U1")
    async with database.reading() as session:
        after = {one.rows for one in await findings(session, version.id)}
        held = [row for split in Split for row in await examples(session, version.id, split)]
    assert gone.rows == 2
    assert (8, 21) in before
    assert not {row for rows in after for row in rows} & {8, 21}
    assert (9, 22) in after
    assert len(held) == 21


async def test_the_models_that_learnt_an_erased_row_are_known(
    database: Database, table: WriteFile
) -> None:
    dataset, old, new = await two_versions(database, table)
    job = a.a_job(old)
    async with database.transaction() as session:
        await a.kept(session, job, a.a_model(job_id=job.id, title="faq-1"))

    async with database.transaction() as session:
        gone = await erased(session, dataset, new, 7, person="U1")
        found = await learners(session, gone.taught)
    assert found.names == ["faq-1"]


async def test_what_points_at_a_version_goes_with_it_or_holds_it() -> None:
    """A new table that points at versions has to be thought of where they are deleted."""
    pointing = {
        f"{table.name}.{key.parent.name}"
        for table in METADATA.tables.values()
        for key in table.foreign_keys
        if key.column.table.name == "dataset_versions"
    }
    gone = {"examples", "findings", "erasures", "consultations", "decisions"}
    # What was trained on holds a version; only then it is asked about and compared on.
    held = {"jobs.version_id", "questions.version_id", "evaluation_runs.version_id"}

    assert pointing == {
        *(f"{name}.version_id" for name in gone),
        *held,
        "additions.version_id",
        "consultations.made_version_id",
    }


async def test_a_version_that_experts_made_can_be_deleted(
    database: Database, table: WriteFile
) -> None:
    dataset, old, new = await two_versions(database, table)
    consultation = Consultation(
        cause="con:1",
        team="T1",
        version_id=old.id,
        made_version_id=new.id,
        findings=[1],
        channel="C1",
        home_channel="C1",
        asked_by="U1",
        locale="en-US",
    )
    addition = Addition(
        cause="add:1",
        team="T1",
        name="faq",
        channel="C1",
        ts="1.1",
        person="U1",
        locale="en-US",
        version_id=new.id,
    )
    decision = Decision(
        cause="dec:1",
        consultation_id=consultation.id,
        version_id=old.id,
        finding=1,
        number=1,
        choice=Choice.ALL,
        decided_by="U1",
    )
    async with database.transaction() as session:
        await a.kept(session, consultation, addition, decision)

    async with database.transaction() as session:
        await delete(session, dataset, new)
    async with database.transaction() as session:
        await delete(session, dataset)
    async with database.reading() as session:
        assert await session.get(Dataset, dataset.id) is None


async def test_a_marked_row_is_kept_out_of_files_before_it_is_taken_out(
    database: Database, table: WriteFile
) -> None:
    dataset, *_, new = await two_versions(database, table)
    async with database.transaction() as session:
        await mark_erased(session, dataset, new, 7, person="U1")

    changed = await brought(database, table(20, extra="Newest?,Yes.\n"), cause="cmd:3")

    async with database.reading() as session:
        assert b'"Question 7?"' not in await whole(session, changed.id)


async def test_of_two_marked_rows_that_ask_the_same_each_keeps_who_wanted_it(
    database: Database, table: WriteFile
) -> None:
    version = await brought(database, table(20, extra="Question 8?,Another.\n"))
    dataset = await dataset_of(database, version)
    async with database.transaction() as session:
        await mark_erased(session, dataset, version, 8, person="U1")
        await mark_erased(session, dataset, version, 21, person="U2")

    async with database.transaction() as session:
        first = await take_out(session, version.id, 8)
        second = await take_out(session, version.id, 21)
        records = {one.position: one.requested_by for one in await session.exec(select(Erasure))}
    assert (first.rows, second.rows) == (2, 0)
    assert records == {8: "U1", 21: "U2"}


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"question_column": "question"}, NoSuchRowOfTable),
        ({"file_name": "faq.jsonl"}, NoSuchLine),
        ({"file_name": ""}, NoSuchRow),
    ],
)
async def test_who_names_a_row_that_is_not_there_learns_how_rows_are_counted(
    database: Database, fields: dict[str, str], refusal: type[NoSuchRow]
) -> None:
    dataset = a.a_dataset()
    async with database.reading() as session:
        with pytest.raises(NoSuchRow) as refused:
            await row_of(session, dataset, a.a_version(dataset, **fields), 9)
    assert type(refused.value) is refusal


async def test_an_erased_row_comes_back_under_no_other_name(
    database: Database, table: WriteFile
) -> None:
    """Not even when all of what it was erased from is deleted."""
    dataset, *_, new = await two_versions(database, table)
    async with database.transaction() as session:
        await erased(session, dataset, new, 7)
    async with database.transaction() as session:
        await delete(session, dataset)

    other = await brought(database, table(20), name="other", cause="cmd:9")

    async with database.reading() as session:
        assert b'"Question 7?"' not in await whole(session, other.id)
        told = [one.code for one in await findings(session, other.id)]
    assert "erased_before" in told


async def test_an_erasure_of_another_team_takes_nothing_out(
    database: Database, table: WriteFile
) -> None:
    async with database.transaction() as session:
        asked = fingerprint("Question 7?")
        session.add(ErasedQuestion(team="T2", asked=asked))

    version = await brought(database, table(20))

    async with database.reading() as session:
        assert b'"Question 7?"' in await whole(session, version.id)


async def test_other_data_sets_that_hold_an_erased_question_are_named_where_they_are_shown(
    database: Database, table: WriteFile
) -> None:
    dataset, *_, new = await two_versions(database, table)
    await brought(database, table(20), name="other", cause="cmd:8")
    await brought(database, table(20), name="secret", cause="cmd:9", private_to="G1")
    async with database.transaction() as session:
        await erased(session, dataset, new, 7)

    async with database.reading() as session:
        public = await others_that_ask_it(session, new.id, 7, channel="C1")
        private = await others_that_ask_it(session, new.id, 7, channel="G1")
    assert (public, private) == (["other"], ["other", "secret"])
