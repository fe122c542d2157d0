"""Every case of the corpus: read, converted, checked and split, and nothing ever breaks."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import orjson
import pytest

from bot.locales import words_for
from core.datasets import read_contents
from core.datasets.chats import question_and_answer
from core.datasets.checking.files import check
from core.datasets.converting import convert
from core.datasets.counting.tokens import counter_for
from core.datasets.faults import Fault
from core.datasets.splitting.dividing import divide_file
from core.datasets.versions.deciding import Earlier
from core.errors import TogiError
from tests.core.datasets.corpus.all import CASES
from tests.core.datasets.corpus.case import OUTLIER, Case, Pair

BEFORE = "what was there before"


def code(fault: Fault) -> str:
    return f"{fault.code}:{fault.kind}" if fault.kind else fault.code


def places(faults: list[Fault]) -> tuple[tuple[int, str], ...]:
    return tuple((fault.row, code(fault)) for fault in faults)


def warned(faults: list[Fault]) -> set[tuple[str, tuple[int, ...]]]:
    return {(code(fault), fault.rows or (fault.row,)) for fault in faults}


def each(promised: Callable[[Case], bool]) -> pytest.MarkDecorator:
    """The cases that promise something, under their names."""
    cases = [pytest.param(case, id=case.name) for case in CASES if promised(case)]
    return pytest.mark.parametrize("case", cases)


@pytest.fixture
def source(case: Case, tmp_path: Path) -> Path:
    path = tmp_path / case.file
    path.write_bytes(case.content)
    return path


@pytest.fixture
def target(tmp_path: Path) -> Path:
    path = tmp_path / "faq.converted"
    path.write_text(BEFORE)
    return path


@each(lambda case: case.pairs is not None)
def test_what_is_fine_comes_back(case: Case, source: Path, target: Path) -> None:
    done = convert(source, target)

    assert places(done.faults) == ()
    held = [held_in(line) for line in target.read_bytes().splitlines()]
    assert held == list(case.pairs or ())
    assert (done.rows, done.written) == (len(held), len(held))
    assert case.encoding in {None, done.encoding}


@each(lambda case: case.faults is not None)
def test_bad_rows_are_all_named(case: Case, source: Path, target: Path) -> None:
    done = convert(source, target)

    assert places(done.faults) == case.faults
    assert done.written == 0
    assert target.read_text() == BEFORE
    left = convert(source, target, skip_bad=True)
    bad = {fault.row for fault in left.faults}
    assert places(left.faults) == case.faults
    assert left.written == left.rows - len(bad)
    said_in_both_languages(done.faults)


@each(lambda case: case.refused is not None)
def test_what_is_no_table_is_refused(case: Case, source: Path, target: Path) -> None:
    assert case.refused is not None
    with pytest.raises(TogiError) as refusal:
        convert(source, target)

    assert type(refusal.value) is case.refused
    assert target.read_text() == BEFORE
    assert sorted(path.name for path in source.parent.iterdir()) == sorted([case.file, target.name])
    japanese = words_for("ja")(refusal.value.template, **refusal.value.details)
    assert japanese != str(refusal.value)


@each(lambda case: case.is_checked)
def test_what_is_wrong_is_found_and_nothing_else(case: Case, source: Path) -> None:
    beside = source.with_name("validation.jsonl")
    beside.write_bytes(case.validation or b"")
    counter = counter_for(case.model) if case.model else None
    report = check(source, counter, validation=beside if case.validation else None)

    if case.errors is not None:
        assert places(report.errors) == case.errors
    if case.warned is not None:
        told = [one for one in report.warnings if not case.of_any_length or one.code != OUTLIER]
        assert warned(told) == case.warned
    said_in_both_languages(report.errors + report.warnings)


@each(lambda case: case.arrives_with is not None)
def test_what_arrives_is_looked_at(case: Case, source: Path) -> None:
    earlier = Earlier(held_out=case.held_out)
    with read_contents(source, source.name, None, earlier=earlier) as contents:
        found = [fault for _, fault in contents.findings()]

    assert warned(found) == case.arrives_with
    said_in_both_languages(found)


@each(lambda case: case.warned is None and case.encoding is None)
def test_nothing_breaks(source: Path, target: Path) -> None:
    """Whatever the file is, each command ends with a report or a refusal in words."""
    with suppress(TogiError):
        convert(source, target, system="短く", skip_bad=True)
    check(source)
    with suppress(TogiError):
        divide_file(source, training=target, validation=target.with_name("b"), ratio=0.2, seed=0)
    assert not list(target.parent.glob(".togi-*"))


def held_in(line: bytes) -> Pair:
    """The question and the answer of a chat; of a preference, the better answer."""
    value = orjson.loads(line)
    if "input" in value:
        line = orjson.dumps({"messages": value["input"]["messages"] + value["preferred_output"]})
    return question_and_answer(line)[:2]


def said_in_both_languages(faults: list[Fault]) -> None:
    japanese = words_for("ja")
    for fault in faults[:50]:
        assert fault.sentence
        if fault.template != "{reason}":
            assert japanese(fault.template, **fault.details) != fault.sentence
        if fault.advice:
            assert japanese(fault.advice) != fault.advice
