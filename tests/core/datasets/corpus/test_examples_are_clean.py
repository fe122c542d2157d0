"""What comes with Togi has no faults: nothing in it is an error, and nothing is worth a look."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.datasets import read_contents
from core.datasets.checking.files import check
from core.datasets.converting import convert
from core.datasets.counting.tokens import counter_for
from tests.core.datasets.corpus.case import EXAMPLES

TABLES = sorted(EXAMPLES.glob("*.csv"))


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.stem)
def test_an_example_that_is_converted_has_no_finding(table: Path, tmp_path: Path) -> None:
    target = tmp_path / "chats.jsonl"
    system = table.with_suffix(".system.txt").read_text(encoding="utf-8").strip()
    done = convert(table, target, system=system)
    report = check(target, counter_for("gpt-4.1-mini"))

    assert done.faults == report.errors == report.warnings == []
    assert done.written == report.examples >= 50


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.stem)
def test_an_example_that_comes_in_has_no_finding(table: Path) -> None:
    with read_contents(table, table.name, "短く") as contents:
        assert list(contents.findings()) == []


def test_there_are_examples() -> None:
    assert TABLES
