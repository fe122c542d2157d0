"""Names that people can type: one word, of any script."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.datasets import name_from


@pytest.mark.parametrize(
    ("file_name", "name"),
    [
        ("Support FAQ (2).csv", "support-faq-2"),
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
