"""The evaluation set: what one version held out, no later version trains on."""

from __future__ import annotations

import asyncio
import csv
import tracemalloc
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.datasets import (
    Contents,
    Split,
    TooFewExamples,
    bring_in,
    earlier,
    examples,
    findings,
    question_and_answer,
    read_contents,
    training_lines,
)
from core.datasets.chats import fingerprint
from core.datasets.versions.deciding import Earlier
from core.datasets.versions.refusals import HeldOut
from core.storage import Database
from tests.core.datasets.brought import brought

Row = tuple[str, str]  # a question, and the split that the file says
TOPICS = ("billing", "shipping", "login", "refund", "printer", "tablet", "warranty", "password")
MORE = tuple(f"{topic.upper()} {n}" for topic in TOPICS for n in range(10))


def write(path: Path, rows: Sequence[Row]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["question", "answer", "split"])
        table.writerows((question, f"Answer to {question}", split) for question, split in rows)
    return path


def plain(path: Path, questions: Sequence[str]) -> Path:
    lines = [f"{question},Answer\n" for question in questions]
    path.write_text("question,answer\n" + "".join(lines), encoding="utf-8")
    return path


def side(contents: Contents, *splits: Split) -> set[str]:
    return {
        question
        for question, split in zip(contents.asked(), contents.splits, strict=True)
        if split in splits
    }


SPLITS = ["train", "train", "train", "", "validation", "held_out"]
ROWS = st.lists(
    st.tuples(st.sampled_from(MORE), st.sampled_from(SPLITS)),
    min_size=30,
    max_size=90,
)


@given(files=st.lists(st.tuples(ROWS, st.booleans(), st.integers(0, 3)), min_size=2, max_size=4))
def test_no_later_version_learns_what_an_earlier_one_held_out(
    files: list[tuple[list[Row], bool, int]],
) -> None:
    known = Earlier()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "faq.csv"
        for rows, says_split, seed in files:
            written = [question for question, _ in rows]
            _ = write(path, rows) if says_split else plain(path, written)
            try:
                contents = read_contents(path, path.name, None, seed, earlier=known)
            except TooFewExamples:
                continue
            with contents:
                learnt = side(contents, Split.TRAIN, Split.VALIDATION)
                held_out = side(contents, Split.HELD_OUT)
                assert {*map(fingerprint, learnt)}.isdisjoint(map(fingerprint, known.held_out))
                assert learnt.isdisjoint(held_out)
                assert contents.counts().total() == len(rows)
            known = Earlier(
                held_out=tuple({*known.held_out, *held_out}),
                trained=known.trained | {bytes.fromhex(fingerprint(one)) for one in learnt},
            )


async def test_what_was_held_out_stays_so_over_many_versions(
    database: Database, tmp_path: Path
) -> None:
    kept: set[str] = set()
    for number in range(1, 6):
        questions = [f"{TOPICS[n % 8]} number {n * n} please" for n in range(40 + 20 * number)]
        rows = [(asked, "train") for asked in questions]
        path = tmp_path / "faq.csv"
        _ = plain(path, questions) if number % 2 else write(path, rows)
        version = await brought(database, path, cause=f"cmd:{number}", seed=number)
        async with database.reading() as session:
            sides = {split: await examples(session, version.id, split) for split in Split}
            trained = await training_lines(session, version.id, Split.TRAIN)
        held_out = {one.asked for one in sides[Split.HELD_OUT]}
        learnt = {one.asked for one in sides[Split.TRAIN] + sides[Split.VALIDATION]}
        assert kept <= held_out
        assert not kept & learnt
        asked = {fingerprint(question_and_answer(line).question) for line in trained.splitlines()}
        assert not kept & asked
        kept |= held_out
    assert len(kept) >= 6


async def test_the_rows_that_were_moved_are_told(database: Database, tmp_path: Path) -> None:
    rows = [(f"{topic} {n}", "train") for topic in TOPICS for n in (1, 2)]
    path = tmp_path / "faq.csv"
    await brought(database, write(path, [*rows, ("Secret?", "held_out")]))
    moved = [*rows, ("SECRET?", "train"), ("Secret?", "validation")]
    version = await brought(database, write(path, moved), cause="cmd:2")

    async with database.reading() as session:
        found = await findings(session, version.id)
    first = found[0]
    assert (first.code, first.rows, first.details) == ("held_out_question", (17, 18), {"count": 2})
    assert "Held out (kept for testing)" in first.sentence
    assert "tested" in first.advice
    assert (version.training_examples, version.held_out_examples) == (16, 2)


async def test_a_version_that_came_while_the_file_was_read_counts_too(
    database: Database, tmp_path: Path
) -> None:
    rows = [(f"{topic} {n}", "train") for topic in TOPICS for n in (1, 2)]
    late = await asyncio.to_thread(
        read_contents, write(tmp_path / "late.csv", [*rows, ("Secret?", "train")]), "late.csv", None
    )
    await brought(database, write(tmp_path / "faq.csv", [*rows, ("Secret?", "held_out")]))
    with late:
        async with database.transaction() as session:
            version = await bring_in(
                session,
                late,
                team="T1",
                name="faq",
                cause="cmd:2",
                person="U1",
                private_to=None,
            )
    assert version.held_out_examples == 1


async def test_held_out_lines_are_given_to_no_provider(database: Database, tmp_path: Path) -> None:
    rows = [(f"{topic} {n}", "train") for topic in TOPICS for n in (1, 2)]
    version = await brought(database, write(tmp_path / "faq.csv", [*rows, ("Secret?", "test")]))

    async with database.reading() as session:
        with pytest.raises(HeldOut):
            await training_lines(session, version.id, Split.HELD_OUT)


async def test_fifty_examples_are_enough_to_hold_some_out(
    database: Database, tmp_path: Path
) -> None:
    few = plain(tmp_path / "few.csv", [f"{n} {TOPICS[n % 8]} {n}" for n in range(49)])
    enough = plain(tmp_path / "enough.csv", [f"{n} {TOPICS[n % 8]} {n}" for n in range(50)])

    one = await brought(database, few, name="few")
    other = await brought(database, enough, name="enough", cause="cmd:2")

    assert (one.training_examples, one.validation_examples, one.held_out_examples) == (39, 10, 0)
    assert (other.training_examples, other.validation_examples) == (40, 5)
    assert other.held_out_examples == 5


async def test_only_what_no_model_has_learnt_is_held_out_later(
    database: Database, tmp_path: Path
) -> None:
    old = [f"{n} {TOPICS[n % 8]} {n}" for n in range(40)]
    new = [f"{n} {TOPICS[n % 8]} {n}" for n in range(40, 60)]
    await brought(database, plain(tmp_path / "faq.csv", old))
    version = await brought(database, plain(tmp_path / "faq.csv", old + new), cause="cmd:2")

    async with database.reading() as session:
        held_out = await examples(session, version.id, Split.HELD_OUT)
        known = await earlier(session, "T1", "faq")
    assert version.held_out_examples == 6
    assert {question_and_answer(one.line).question for one in held_out} <= set(new)
    assert len(known.held_out) == 6


def test_reading_does_not_grow_with_what_the_rows_say(tmp_path: Path) -> None:
    peaks = []
    for length in (20, 20_000):
        path = tmp_path / "faq.csv"
        with path.open("w", encoding="utf-8") as file:
            file.write("question,answer\n")
            file.writelines(f"{n} {TOPICS[n % 8]},{n} {'x' * length}\n" for n in range(500))
        tracemalloc.start()
        read_contents(path, path.name, None).close()
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()

    assert path.stat().st_size > 10_000_000
    assert peaks[1] - peaks[0] < 2_500_000
