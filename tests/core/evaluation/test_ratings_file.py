"""Whatever bytes a file of ratings holds, it is read or refused, and every row is accounted for."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st

from core.datasets.refusals import FileRefused
from core.evaluation.files.ratings_file import read_ratings

HEADER = b"question,model,rater,metric,score\n"
CELL = st.one_of(
    st.sampled_from(
        ["", "3", "4.5", "-1", "1e400", "nan", "a", "\u3000", '"', "\0", "=1+1", "日本"]
    ),
    st.text(max_size=5),
)
ROWS = st.lists(st.lists(CELL, min_size=1, max_size=7).map(",".join), max_size=8).map("\n".join)


def read(content: bytes) -> tuple[int, int, int] | None:
    """How many rows there were, were ratings, were faults; None for a file that is refused."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ratings.csv"
        path.write_bytes(content)
        try:
            found = read_ratings(path, path.name)
        except FileRefused:
            return None
        return found.rows, len(found.ratings.scores), len(found.faults)


@given(ROWS)
def test_every_row_is_a_rating_or_a_fault(rows: str) -> None:
    counted = read(HEADER + rows.encode("utf-8", "replace"))
    if counted:
        total, kept, faults = counted
        assert total == kept + faults


@given(st.binary(max_size=300))
@example(HEADER + b"\xff\xfe\x00")
@example(HEADER.replace(b",", b"\0"))
@example(b'"' + HEADER)
@example(b"\n" + HEADER)
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    read(content)
    read(HEADER + content)


def test_blank_lines_are_no_rows_but_count_as_records() -> None:
    assert read(HEADER + b"\na,m,r,k,1\n,,,,\nb,m,r,k,2\n") == (2, 2, 0)


def test_a_missing_score_may_stand_beside_a_given_one() -> None:
    assert read(HEADER + b"a,m,r,k,\na,m,r,k,1\n") == (2, 2, 0)
