"""Names that people can type: one word, of any script."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.datasets import name_from


@pytest.mark.parametrize(
    ("file_name", "name"),
    [
        ("Support FAQ (2).csv", "support-faq"),
        ("faq-fixed (1).xlsx", "faq"),
        ("faq-fixed - コピー.xlsx", "faq"),
        ("faq_fixed.xlsx", "faq"),
        ("Copy of faq-fixed.xlsx", "faq"),
        ("faq - Copy (3).xlsx", "faq"),
        ("社内FAQ のコピー.xlsx", "社内faq"),
        ("社内FAQ_修正済.xlsx", "社内faq"),
        ("Report (2024).csv", "report-2024"),
        ("fixed.csv", "fixed"),
        ("prefixed.csv", "prefixed"),
        ("(1).csv", "1"),
        ("Copy of .csv", "copy-of"),
        ("法務 よくある質問.xlsx", "法務-よくある質問"),
        ("faq.jsonl", "faq"),
        ("a_b.c.csv", "a-b-c"),
        ("😀.csv", "data"),
        ("latest.csv", "data"),
        ("", "data"),
    ],
)
def test_a_name_is_made_of_a_file_name(file_name: str, name: str) -> None:
    assert name_from(file_name) == name


@given(file_name=st.text())
def test_every_name_is_one_word(file_name: str) -> None:
    name = name_from(file_name)
    assert len(name.split()) == 1
    assert len(name) <= 40
