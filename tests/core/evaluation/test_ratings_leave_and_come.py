"""Ratings and votes leave as tables with all that they are tied to, and ratings come back once."""

from __future__ import annotations

import asyncio
import csv
import json
from pathlib import Path

import pytest
from sqlmodel import select

from core.answers import Answer
from core.channels import Prompt
from core.evaluation import summarise
from core.evaluation.files.exporting import Format, Kind, export
from core.evaluation.files.formulas import as_text, as_written
from core.evaluation.files.frames import Reach, frame
from core.evaluation.files.importing import SENTENCES, Brought, bring_in
from core.evaluation.files.rating_rows import RatingRow, rating_rows
from core.evaluation.files.rows_of_ratings import NEEDED, Cells, read_rows
from core.models import Model
from core.ratings import Metric, Rating, Source, record
from core.storage import Database
from tests import builders as a

OPEN = Reach(team=a.TEAM, channel=a.CHANNEL)


async def an_answer_with_a_lineage(database: Database, **asked: object) -> Answer:
    dataset = a.a_dataset()
    version = a.a_version(dataset)
    job = a.a_job(version)
    model = a.a_model(job_id=job.id, base_name="small-base")
    prompt = Prompt(team=a.TEAM, channel=a.CHANNEL, number=3, text="Be kind.", written_by="U9")
    question = a.a_question(**{"text": "What?", **asked})
    answer = a.an_answer(
        question, model, prompt_id=prompt.id, system_prompt="Be kind.", temperature=0.5
    )
    async with database.transaction() as session:
        await a.kept(session, dataset, version, job, model, prompt, question, answer)
    return answer


async def rate(database: Database, answer: Answer, rater: str, **given: object) -> None:
    async with database.transaction() as session:
        await record(session, a.a_rating(answer, rater=rater, **given))


async def rows_of(database: Database, reach: Reach = OPEN) -> list[RatingRow]:
    async with database.reading() as session:
        return [row async for rows in rating_rows(session, reach) for row in rows]


async def bring(database: Database, *rows: Cells) -> Brought:
    async with database.transaction() as session:
        lines = list(enumerate(rows, start=2))
        return await bring_in(session, lines, team=a.TEAM, channel=a.CHANNEL)


async def standing(database: Database, answer: Answer) -> dict[str, int]:
    """By rater."""
    async with database.reading() as session:
        found = await session.exec(select(Rating).where(Rating.answer_id == answer.id))
        return {one.rater: one.value for one in found}


def a_row(answer: Answer, rater: str, score: int, **more: str) -> Cells:
    own = dict.fromkeys(NEEDED, "") | {"answer_id": answer.id, "metric": "accuracy"}
    return own | {"rater": rater, "score": str(score)} | more


async def test_a_rating_is_tied_to_all_that_it_is_about(database: Database) -> None:
    answer = await an_answer_with_a_lineage(database)
    await rate(database, answer, "U7", metric=Metric.ACCURACY, value=4, source=Source.MODAL)

    (row,) = await rows_of(database)

    async with database.reading() as session:
        model = await session.get_one(Model, answer.model_id)
    assert (row["question"], row["model"], row["rater"]) == ("What?", model.title, "r1")
    assert (row["metric"], row["score"], row["source"]) == ("accuracy", 4, "modal")
    assert (row["answer"], row["answer_id"]) == ("Yes.", answer.id)
    assert (row["system_prompt"], row["prompt_version"]) == ("Be kind.", 3)
    assert (row["temperature"], row["max_tokens"]) == (0.5, 64)
    assert (row["dataset"], row["base_model"]) == ("faq", "small-base")
    assert row["dataset_version"] is not None
    assert row["job_id"] == model.job_id


async def test_only_what_stands_leaves_with_the_act_that_gave_it(database: Database) -> None:
    answer = await a.an_answer_in(database)
    await rate(database, answer, "U7", value=1)
    await rate(database, answer, "U7", value=0, source=Source.EMOJI, emoji="-1")
    await rate(database, answer, "U7", value=None, source=Source.EMOJI, emoji="-1")

    (row,) = await rows_of(database)

    assert (row["score"], row["source"]) == (1, "button")


async def test_no_number_is_left_out_for_people_who_are_not_in_the_table(
    database: Database,
) -> None:
    answer, hidden = await a.an_answer_in(database), await a.an_answer_in(database)
    await rate(database, answer, "U1")
    await rate(database, hidden, "U2")
    await rate(database, answer, "U3", value=1)
    await rate(database, answer, "U3", value=None)
    await rate(database, answer, "U4")
    await rate(database, answer, "U1", value=0)
    async with database.transaction() as session:
        model = await session.get_one(Model, hidden.model_id)
        model.private_to = "C2"
        session.add(model)

    assert {row["rater"]: row["score"] for row in await rows_of(database)} == {"r1": 0, "r2": 1}


async def test_people_are_numbered_as_they_came_unless_their_names_are_wanted(
    database: Database,
) -> None:
    answer = await a.an_answer_in(database)
    for rater in ("U9", "U2"):
        await rate(database, answer, rater)

    named = Reach(team=a.TEAM, channel=a.CHANNEL, named=True)
    assert [row["rater"] for row in await rows_of(database)] == ["r1", "r2"]
    assert [row["rater"] for row in await rows_of(database, named)] == ["U9", "U2"]
    assert not any("U9" in str(row.values()) for row in await rows_of(database))


@pytest.mark.parametrize(
    ("asked", "channel"), [({"channel": "C2"}, None), ({"private_to": "U5"}, a.CHANNEL)]
)
async def test_words_of_private_places_stay_there_and_so_do_their_ids(
    database: Database, asked: dict[str, str], channel: str | None
) -> None:
    answer = await an_answer_with_a_lineage(database, **asked)
    await rate(database, answer, "U7")

    (row,) = await rows_of(database)

    assert row["question"] == answer.question_id
    assert (row["answer"], row["system_prompt"], row["score"]) == (None, None, 1)
    assert row["channel"] == channel


async def test_words_of_public_channels_are_shown_anywhere(database: Database) -> None:
    answer = await an_answer_with_a_lineage(database, channel="C2")
    await rate(database, answer, "U7")

    (row,) = await rows_of(
        database, Reach(team=a.TEAM, channel=a.CHANNEL, public=frozenset({"C2"}))
    )

    assert row["answer"] == "Yes."


async def test_models_of_other_private_channels_are_left_out(database: Database) -> None:
    answer = await a.an_answer_in(database)
    await rate(database, answer, "U7")
    async with database.transaction() as session:
        model = await session.get_one(Model, answer.model_id)
        model.private_to = "C2"
        session.add(model)

    assert await rows_of(database) == []


@pytest.mark.parametrize("file_format", Format)
async def test_what_was_exported_comes_in_elsewhere_and_never_twice(
    database: Database, tmp_path: Path, file_format: Format
) -> None:
    answer = await an_answer_with_a_lineage(database, text="=SUM(1), “quoted”\nand 改行")
    await rate(database, answer, "U7", metric=Metric.ACCURACY, value=2)
    path = tmp_path / f"ratings.{file_format}"
    async with database.reading() as session:
        kind = Kind.RATINGS
        assert (await export(session, path, OPEN, kind=kind, file_format=file_format)).rows == 1
    ((_, row),) = await asyncio.to_thread(read_rows, path, path.name)

    assert row["question"] == "=SUM(1), “quoted”\nand 改行"
    assert await bring(database, row) == Brought(recorded=0, known=1)
    from_elsewhere = {**row, "cause": "theirs:1", "rater": "a colleague", "score": "4"}
    assert await bring(database, from_elsewhere) == Brought(recorded=1, known=0)
    assert await bring(database, from_elsewhere) == Brought(recorded=0, known=1)
    async with database.reading() as session:
        model = await session.get_one(Model, answer.model_id)
        summary = await summarise(session, [model])
    assert summary.models[0].measures[Metric.ACCURACY].count == 2


async def test_who_changes_their_mind_back_is_heard(database: Database) -> None:
    answer = await a.an_answer_in(database)

    for score in (4, 5, 4):
        assert (await bring(database, a_row(answer, "ann", score))).recorded == 1
        assert (await bring(database, a_row(answer, "ann", score))).known == 1

    assert await standing(database, answer) == {"ann": 4}
    assert (await bring(database, a_row(answer, "ann", 5), a_row(answer, "ann", 4))).recorded == 2
    assert await standing(database, answer) == {"ann": 4}


async def test_of_ratings_with_a_time_the_latest_stands_whenever_it_comes(
    database: Database,
) -> None:
    answer = await a.an_answer_in(database)
    rows = [
        a_row(answer, "ann", score, at=f"2026-11-0{day}") for day, score in ((3, 4), (2, 5), (1, 4))
    ]

    assert (await bring(database, *rows)).recorded == 2
    assert await bring(database, *rows) == Brought(recorded=0, known=3)
    assert await standing(database, answer) == {"ann": 4}


async def test_whoever_a_file_names_a_member_says_nothing_in_their_place(
    database: Database, tmp_path: Path
) -> None:
    answer = await a.an_answer_in(database)
    await rate(database, answer, "U0BEN", metric=Metric.ACCURACY, value=5)
    path = tmp_path / "ratings.csv"
    named = Reach(team=a.TEAM, channel=a.CHANNEL, named=True)
    async with database.reading() as session:
        await export(session, path, named, kind=Kind.RATINGS, file_format=Format.CSV)
    ((_, own),) = await asyncio.to_thread(read_rows, path, path.name)

    assert own["rater"] == "U0BEN"
    assert await bring(database, own) == Brought(recorded=0, known=1)
    assert await bring(database, a_row(answer, "U0BEN", 1)) == Brought(recorded=1)
    assert await standing(database, answer) == {"U0BEN": 5, "import:U0BEN": 1}


async def test_a_spreadsheet_that_names_question_and_model_is_enough(
    database: Database, tmp_path: Path
) -> None:
    answer = await an_answer_with_a_lineage(database)
    async with database.reading() as session:
        model = (await session.get_one(Model, answer.model_id)).title
    path = tmp_path / "by hand.csv"
    lines = [
        f"What?,{model},ann,accuracy,5",
        f"What?,{model},ann,accuracy,6",
        f"What?,{model},ann,taste,1",
        f"Who?,{model},ann,accuracy,1",
        f"What?,{model},,accuracy,1",
        "",
        f"What?,{model},ann,accuracy,5,6,7",
    ]
    path.write_text("\n".join(["question,model,rater,metric,score", *lines]), "utf-8")
    rows = await asyncio.to_thread(read_rows, path, path.name)
    async with database.transaction() as session:
        brought = await bring_in(session, rows, team=a.TEAM, channel=a.CHANNEL)

    assert brought.recorded == 1
    assert brought.refused == {
        3: "out_of_scale",
        4: "unknown_metric",
        5: "unknown_answer",
        6: "no_rater",
        8: "unreadable",
    }
    assert set(brought.refused.values()) == set(SENTENCES)


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "\tx", "\rx", "'=1", "''=1"])
def test_no_cell_is_a_formula_and_none_is_changed_by_the_way(text: str) -> None:
    assert str(as_text(text)).startswith("'")
    assert as_written(str(as_text(text))) == text


@pytest.mark.parametrize("text", ["", "'", "it's", "'quoted'", "plain", "1-2"])
def test_other_cells_stay_as_they_are(text: str) -> None:
    assert as_written(str(as_text(text))) == text


async def test_nothing_to_export_is_a_table_with_columns(
    database: Database, tmp_path: Path
) -> None:
    for kind in Kind:
        async with database.reading() as session:
            path = tmp_path / "empty.csv"
            assert not any(await export(session, path, OPEN, kind=kind, file_format=Format.CSV))
        header = next(csv.reader(path.read_text("utf-8-sig").splitlines()))
        assert header[:2] == (
            ["question", "model"] if kind is Kind.RATINGS else ["question", "rater"]
        )


async def test_json_lines_keep_their_numbers_and_letters(
    database: Database, tmp_path: Path
) -> None:
    answer = await an_answer_with_a_lineage(database, text="営業日")
    await rate(database, answer, "U7", metric=Metric.QUALITY, value=0)
    path = tmp_path / "r.jsonl"
    async with database.reading() as session:
        await export(session, path, OPEN, kind=Kind.RATINGS, file_format=Format.JSONL)

    assert "営業日" in path.read_text("utf-8")
    assert json.loads(path.read_text("utf-8"))["score"] == 0


def test_a_frame_has_its_columns_in_order() -> None:
    assert list(frame([], RatingRow).columns)[:5] == [
        "question",
        "model",
        "rater",
        "metric",
        "score",
    ]
