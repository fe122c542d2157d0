"""The corpus leaves nothing out: every code is hit, and every code that it names exists."""

from __future__ import annotations

from collections import Counter

from core.datasets.sentences import SENTENCES
from tests.core.datasets.corpus.all import CASES

HIT = {code for case in CASES for code in case.codes}
# What no file alone can show: who counts its tokens decides, what stood in another one, or what
# somebody chose to go on without.
BEYOND_A_FILE = {
    *("not_counted:unknown_model", "not_counted:no_tokenizer", "not_for_this_model"),
    *("not_counted:preference", "erased_before", "bad_rows_left_out"),
    *("sheet_not_read", "further_sheet"),  # of workbooks alone, which `check` does not read
    *(
        "empty_cell",
        "score_not_a_number",
        "score_too_large",
        "rated_twice",
        "score_out_of_scale",
    ),  # of ratings
    *("same_model", "unknown_winner", "unknown_counted"),  # of votes
}


def test_it_has_three_hundred_cases_of_different_names() -> None:
    assert len(CASES) >= 300
    assert [name for name, times in Counter(case.name for case in CASES).items() if times > 1] == []


def test_every_code_that_it_names_exists() -> None:
    assert HIT - SENTENCES.keys() == set()


def test_every_code_is_hit() -> None:
    assert SENTENCES.keys() - HIT <= BEYOND_A_FILE
