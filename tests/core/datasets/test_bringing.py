"""Bringing a file in: whole or not at all, once per cause, a version per change."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import orjson
import pytest

from core.datasets import (
    DatasetRefused,
    NameTaken,
    Split,
    TooFewExamples,
    brought_by,
    examples,
    find_dataset,
    findings,
    list_datasets,
    newest_version,
    question_and_answer,
    read_contents,
    training_lines,
)
from core.datasets.chats import fingerprint
from core.datasets.refusals import EmptyFile
from core.datasets.versions.looking import first_examples
from core.storage import Database, NotFound
from tests.core.datasets.brought import brought

WriteFile = Callable[..., Path]
WIDE_WHAT = "\uff37\uff28\uff21\uff34"  # in the full-width letters of Japanese keyboards


async def test_a_file_becomes_the_first_version(database: Database, table: WriteFile) -> None:
    version = await brought(database, table(20), system_prompt="Be brief.")

    assert (version.number, version.encoding, version.file_name) == (1, "utf-8", "faq.csv")
    assert (version.training_examples, version.validation_examples) == (16, 4)
    assert version.held_out_examples == 0
    async with database.transaction() as session:
        stored = await examples(session, version.id, Split.TRAIN)
    assert len(stored) == 16
    assert question_and_answer(stored[0].line).system == "Be brief."


async def test_the_provider_gets_json_lines(database: Database, table: WriteFile) -> None:
    path = table(11, extra="日本の首都は,東京です。\n")
    version = await brought(database, path)

    async with database.transaction() as session:
        files = [
            await training_lines(session, version.id, split)
            for split in (Split.TRAIN, Split.VALIDATION)
        ]
    lines = b"".join(files).splitlines()
    asked = {question_and_answer(line).question for line in lines}
    assert [len(file.splitlines()) for file in files] == [10, 2]
    assert all(file.endswith(b"\n") for file in files)
    assert "日本の首都は" in asked
    assert "日本の首都は".encode() in b"".join(files)
    assert list(orjson.loads(lines[0])["messages"][0]) == ["role", "content"]


async def test_the_same_cause_brings_in_once(database: Database, table: WriteFile) -> None:
    first = await brought(database, table(20))
    again = await brought(database, table(21))

    assert again.id == first.id
    async with database.reading() as session:
        found = [await brought_by(session, cause) for cause in ("cmd:1", "cmd:2")]
    assert [version and version.id for version in found] == [first.id, None]


async def test_a_few_examples_are_the_first_of_the_file(
    database: Database, table: WriteFile
) -> None:
    version = await brought(database, table(20))

    async with database.reading() as session:
        whole = await examples(session, version.id, Split.TRAIN)
        few = await examples(session, version.id, Split.TRAIN, limit=3)

    assert [one.position for one in few] == [one.position for one in whole[:3]]


async def test_examples_that_are_not_wanted_are_passed_over(
    database: Database, table: WriteFile
) -> None:
    version = await brought(database, table(20))
    async with database.transaction() as session:
        rows = [row.position for row in await examples(session, version.id, Split.TRAIN)]
        some = await first_examples(
            session, version.id, Split.TRAIN, but={rows[0], rows[2], 999}, limit=2
        )
        none = await first_examples(session, version.id, Split.TRAIN, but=set(rows), limit=2)

    assert [row.position for row in some] == [rows[1], rows[3]]
    assert none == []


async def test_two_deliveries_at_once_make_one_version(
    database: Database, table: WriteFile
) -> None:
    path = table(200)
    one, other = await asyncio.gather(brought(database, path), brought(database, path))

    assert one.id == other.id


async def test_a_changed_file_is_the_next_version(database: Database, table: WriteFile) -> None:
    first = await brought(database, table(20))
    second = await brought(database, table(21), cause="cmd:2")

    assert (second.dataset_id, second.number) == (first.dataset_id, 2)
    async with database.transaction() as session:
        assert (await newest_version(session, first.dataset_id)).id == second.id


async def test_an_unchanged_file_is_no_new_version(database: Database, table: WriteFile) -> None:
    first = await brought(database, table(20))
    again = await brought(database, table(20), cause="cmd:2")

    assert again.id == first.id


async def test_one_bad_row_refuses_the_whole_file(database: Database, table: WriteFile) -> None:
    with pytest.raises(DatasetRefused) as refusal:
        await brought(database, table(20, extra="No answer?,\n,No question.\n"))

    assert [(fault.row, fault.code) for fault in refusal.value.faults] == [
        (21, "empty_answer"),
        (22, "empty_question"),
    ]
    details = {"count": 2, "rows": 22, "file_name": "faq.csv", "first": "21, 22"}
    assert refusal.value.details == details
    async with database.transaction() as session:
        assert await list_datasets(session, "T1", "C1") == []


def test_bad_rows_are_left_out_where_somebody_chose_so_and_are_named(table: WriteFile) -> None:
    path = table(20, extra="Is there more?,\n")

    with read_contents(path, path.name, None, skip_bad=True) as contents:
        found = [fault for _, fault in contents.findings()]

        assert len(contents) == 20
        assert [(f.code, f.rows) for f in found if f.rows == (21,)] == [
            ("bad_rows_left_out", (21,))
        ]


async def test_nine_examples_are_too_few(database: Database, table: WriteFile) -> None:
    with pytest.raises(TooFewExamples) as refusal:
        await brought(database, table(9))
    assert (refusal.value.details["count"], refusal.value.details["rows"]) == (9, 9)


async def test_ten_examples_are_all_trained_on(database: Database, table: WriteFile) -> None:
    version = await brought(database, table(10))

    assert (version.training_examples, version.validation_examples) == (10, 0)


async def test_a_table_without_rows_is_empty(database: Database, table: WriteFile) -> None:
    with pytest.raises(EmptyFile):
        await brought(database, table(0))


async def test_the_file_may_say_the_split(database: Database, tmp_path: Path) -> None:
    path = tmp_path / "triage.csv"
    splits = ["train"] * 10 + ["validation"] * 2 + ["Test", "held-out", "検証", ""]
    rows = [f"Q{number},A,{split}\n" for number, split in enumerate(splits)]
    path.write_text("question,answer,split\n" + "".join(rows), encoding="utf-8")

    version = await brought(database, path)

    assert version.training_examples == 11
    assert version.validation_examples == 3
    assert version.held_out_examples == 2


async def test_equal_questions_stay_on_one_side(database: Database, table: WriteFile) -> None:
    path = table(
        20, extra="".join(f"{WIDE_WHAT} now?,{number}\nwhat NOW?,x\n" for number in range(4))
    )
    version = await brought(database, path)

    async with database.transaction() as session:
        sides = [
            await training_lines(session, version.id, split)
            for split in (Split.TRAIN, Split.VALIDATION)
        ]
    assert sorted(side.upper().count(b"NOW?") for side in sides) == [0, 8]


async def test_what_is_private_shows_only_in_its_channel(
    database: Database, table: WriteFile
) -> None:
    await brought(database, table(20), name="secret", private_to="G1")
    await brought(database, table(20), name="open", cause="cmd:2")

    async with database.transaction() as session:
        seen = [dataset.name for dataset in await list_datasets(session, "T1", "C1")]
        inside = [dataset.name for dataset in await list_datasets(session, "T1", "G1")]
        with pytest.raises(NotFound):
            await find_dataset(session, "T1", "C1", "secret")
        assert (await find_dataset(session, "T1", "G1", "sec")).name == "secret"
        assert await list_datasets(session, "T2", "C1") == []
    assert seen == ["open"]
    assert inside == ["open", "secret"]


async def test_a_private_name_is_not_added_to_from_outside(
    database: Database, table: WriteFile
) -> None:
    await brought(database, table(20), private_to="G1")

    with pytest.raises(NameTaken):
        await brought(database, table(21), cause="cmd:2")


async def test_a_version_comes_with_what_the_checks_found(
    database: Database, table: WriteFile
) -> None:
    version = await brought(database, table(20, extra="Question 3?,Answer 3.\n"))

    async with database.reading() as session:
        found = await findings(session, version.id)
    assert version.question_column == "question"
    assert version.answer_column == "answer"
    duplicate = next(fault for fault in found if fault.code == "duplicate")
    assert (duplicate.row, duplicate.rows, duplicate.details) == (3, (3, 21), {"count": 2})
    assert found[-1].code == "few_examples"


async def test_a_row_is_known_by_what_it_asks(database: Database, tmp_path: Path) -> None:
    path = tmp_path / "faq.csv"
    rows = "".join(f"Q{number},A,train\n" for number in range(10))
    path.write_text(f"question,answer,split\n{rows}{WIDE_WHAT}?,A,held-out\n", encoding="utf-8")
    version = await brought(database, path)

    async with database.reading() as session:
        held_out = await examples(session, version.id, Split.HELD_OUT)
    assert [one.asked for one in held_out] == [fingerprint("what?")]


async def test_latest_is_what_changed_last(database: Database, table: WriteFile) -> None:
    await brought(database, table(20), name="old", cause="cmd:1")
    await brought(database, table(20), name="new", cause="cmd:2")
    await brought(database, table(21), name="old", cause="cmd:3")

    async with database.transaction() as session:
        assert (await find_dataset(session, "T1", "C1", "latest")).name == "old"
