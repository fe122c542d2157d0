"""What a check says of tokens: how many, which examples lose their end, which can't be learnt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import orjson

from core.datasets.checking.files import check
from core.datasets.counting.tokens import Tokens, counter_for


class Words:
    """A model that takes every word for a token, and learns from nothing rude."""

    model, limit = "words", 5

    def count(self, chats: Sequence[Mapping[str, object]]) -> list[Tokens]:
        texts = [orjson.dumps(chat).decode() for chat in chats]
        return [
            Tokens(0, 0, "it is rude")
            if "damn" in text
            else Tokens(len(w := text.split()), min(len(w), 5))
            for text in texts
        ]


def line(answer: str, role: str = "user") -> str:
    messages = [{"role": role, "content": "?"}, {"role": "assistant", "content": answer}]
    return orjson.dumps({"messages": messages}).decode()


def written(folder: Path, lines: list[str]) -> Path:
    path = folder / "chats.jsonl"
    path.write_text("".join(f"{one}\n" for one in lines), encoding="utf-8")
    return path


def test_what_loses_its_end_is_named_with_limit_and_count(tmp_path: Path) -> None:
    lines = [line("one two three")] * 60 + [line("1 2 3 4 5 6 7")]

    report = check(written(tmp_path, lines), Words())
    (cut,) = [fault for fault in report.warnings if fault.code == "over_token_limit"]

    assert cut.row == 61
    assert cut.details == {"count": 7, "lost": 2, "model": "words", "limit": 5}
    assert report.tokens == (60 * 3 + 7, 3, 3, 3, 7)
    assert report.trained_tokens == 60 * 3 + 5


def test_counting_in_lots_misses_no_example(tmp_path: Path) -> None:
    report = check(written(tmp_path, [line("a b")] * 1203), Words())

    assert (report.tokens.total, report.trained_tokens) == (2406, 2406)


def test_an_example_the_model_cannot_learn_from_is_an_error_of_its_line(tmp_path: Path) -> None:
    lines = [line("a")] * 50 + [line("damn")]

    report = check(written(tmp_path, lines), Words())

    assert [(one.row, one.code) for one in report.errors if one.row] == [(51, "not_for_this_model")]
    assert report.tokens.total == 50


def test_a_line_with_a_fault_is_told_once(tmp_path: Path) -> None:
    lines = [line("a")] * 50 + [line("damn", role="damn")]

    report = check(written(tmp_path, lines), Words())

    assert "not_for_this_model" not in [one.code for one in report.errors]


def test_nothing_is_counted_where_nobody_says_how(tmp_path: Path) -> None:
    report = check(written(tmp_path, [line("a")] * 50))

    assert report.tokens.total is report.trained_tokens is None


def test_a_real_model_counts_a_file(tmp_path: Path) -> None:
    report = check(written(tmp_path, [line("hello world")] * 50), counter_for("gpt-4o"))

    assert report.tokens == (50 * 14, 14, 14, 14, 14)  # 2 * 3, two roles, "?", two words, 3
