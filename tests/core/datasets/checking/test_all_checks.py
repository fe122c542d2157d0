"""All checks together: silent on good examples, and as fast on the oddest texts as on others."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.datasets.advice import ADVICE
from core.datasets.checking.files import check
from core.datasets.checking.inspection import CHECKS, Inspection
from core.datasets.checking.report import Report
from core.datasets.checking.row import Row
from core.datasets.converting import convert
from tests.core.datasets.checking.rows import row

EXAMPLES = Path(__file__).parents[4] / "examples"
PIECES = [
    *("x", "xx ", "1", "1-", "1 ", "a@", "@", "a.", "`", "```", "<p ", "<", "{{", "[your ", "(0"),
    *("eyJ-", "eyJa-", "sk-", "xoxb-", "xoxb-a1", "+1", "GB29 ", "<@U", "http://", "\n", "- \n"),
    *("i can't ", "sorry ", "as an ai i ", "not ", "-----BEGIN AA ", "of the ", "de la ", "Ã"),
    *(
        "です",
        "する。",
        "。",
        "「",
        "\uff08",
        "縺",
        "\uff10",
        "〒1",
        "申し訳",
        "回答",
        "1\u30fc",
        "\u3007",
    ),
]


@pytest.mark.parametrize("name", ["support-triage", "legal-qa-ja"])
def test_nothing_is_wrong_with_the_examples(name: str, tmp_path: Path) -> None:
    system = (EXAMPLES / f"{name}.system.txt").read_text(encoding="utf-8").strip()
    chats = tmp_path / "chats.jsonl"
    convert(EXAMPLES / f"{name}.csv", chats, system=system)
    report = check(chats)

    assert report.errors == []
    assert report.warnings == []


@pytest.mark.parametrize("piece", PIECES)
def test_no_text_is_a_trap(piece: str, tmp_path: Path) -> None:
    """A pattern that grows with the square of a text would stand still here for minutes."""
    path, long = tmp_path / "chats.jsonl", (piece * 200_000)[:200_000]
    rows = (long, "Yes."), (f"why {long}", "No."), ("Why?", long), ("Why?", f"why {long}")
    with path.open("wb") as file:
        for question, answer in rows:
            said = {"role": "user", "content": question}, {"role": "assistant", "content": answer}
            file.write(orjson.dumps({"messages": said}) + b"\n")
    report = check(path)

    assert report.examples == len(rows)


@given(texts=st.lists(st.tuples(st.text(min_size=1), st.text(min_size=1)), max_size=30))
def test_any_texts_can_be_checked(texts: list[tuple[str, str]]) -> None:
    inspection, report = Inspection(), Report()
    for number, (question, answer) in enumerate(texts, start=1):
        inspection.see(row(number, answer, question))
    inspection.add_to(report)

    for fault in report.warnings:
        assert fault.sentence
        assert ADVICE[fault.code]
        assert all(1 <= number <= len(texts) for number in fault.rows)
        assert 0 <= fault.row <= len(texts)


def test_what_a_line_says_of_its_chat_is_weighed(tmp_path: Path) -> None:
    path = tmp_path / "chats.jsonl"
    lines = []
    for number in range(60):
        messages = row(number, f"Answer {number}.", f"Question {number}?").messages
        said = [{"role": role, "content": text} for role, text in messages]
        chat = {"messages": said, "author": "Hanako", "label": "abc"[number % 3]}
        lines.append(orjson.dumps(chat))
    path.write_bytes(b"\n".join(lines))

    kinds = [fault.kind for fault in check(path).warnings if fault.code == "one_sided"]
    assert kinds == ["author"]


def test_a_row_needs_nothing_but_messages() -> None:
    looking = [make() for make in CHECKS]
    for one in looking:
        one.see(Row.of(1, {"messages": [{"role": "user", "content": "Where?"}]}))
        one.see(Row.of(2, {"messages": [{"role": "assistant", "content": "There."}]}))

    assert [fault for one in looking for fault in one.findings()] == []
