"""Files of ratings, kind and hostile, as they are brought in."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from core.datasets.refusals import BrokenQuotes
from core.evaluation.files.rows_of_ratings import (
    MOST_ROWS,
    NEEDED,
    NotRatings,
    TooManyRatings,
    read_rows,
)

HEADER = "question,model,rater,metric,score"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", b"question,score\nA,1\n"),
        ("a.csv", b""),
        ("a.jsonl", b"no json"),
        ("a.jsonl", b"[" * 100_000),
        ("a.jsonl", b'{"question": "q"}\n[2]\n'),
        ("a.parquet", b"PAR1"),
        ("a.xlsx", b""),
    ],
)
def test_what_is_no_table_of_ratings_is_refused(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)

    with pytest.raises(NotRatings):
        read_rows(tmp_path / name, name)


def test_a_row_that_is_none_has_its_line(tmp_path: Path) -> None:
    good = '{"question": "q", "model": "m", "rater": "r", "metric": "thumb", "score": 1.0}'
    bad = ["", "[1]", good.replace('"q"', '"\\u0000"'), good.replace('"q"', '"\\ud800"')]
    path = tmp_path / "ratings.jsonl"
    path.write_text("\ufeff" + "\r\n".join([good, *bad, good, "", ""]), "utf-8")

    (_, first), *none, (line, last) = read_rows(path, path.name)

    assert none == [(3, {}), (4, {}), (5, {})]  # the blank line is no row
    assert (line, last) == (6, first)
    assert (first["question"], first["score"], first["at"]) == ("q", "1.0", "")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp932", "euc_jp"])
@pytest.mark.parametrize("name", ["a.csv", "a.jsonl"])
def test_every_encoding_of_data_sets_is_read(tmp_path: Path, name: str, encoding: str) -> None:
    cells = ["休暇は何日ですか。", "新しいモデル", "花子", "thumb", "1"]
    row = dict(zip(NEEDED, cells, strict=True))
    line = json.dumps(row, ensure_ascii=False) if "json" in name else f"{HEADER}\n{','.join(cells)}"
    (tmp_path / name).write_bytes(f"{line}\n".encode(encoding))

    ((_, found),) = read_rows(tmp_path / name, name)

    assert {key: found[key] for key in NEEDED} == row


@pytest.mark.parametrize(
    "header",
    [HEADER, HEADER.replace(",", ";"), HEADER.replace(",", "\t"), "質問,モデル,評価者,指標,スコア"],
)
def test_a_table_may_be_separated_and_named_as_it_is_elsewhere(tmp_path: Path, header: str) -> None:
    between = next(one for one in ";\t," if one in header)
    row = between.join(["q", "m", "r", "thumb", "1"])
    (tmp_path / "a.csv").write_text(f"\n{header}\n\n{row}\n", "utf-8")

    found = read_rows(tmp_path / "a.csv", "a.csv")

    assert [(line, row["score"]) for line, row in found] == [(4, "1")]


def test_rows_have_the_lines_of_a_spreadsheet_and_one_cell_too_many_shifts_nothing(
    tmp_path: Path,
) -> None:
    rows = ["", "q,m,r,thumb,1,more", "", ",,,,", "q,m,r,thumb,1,", "q,m,r,thumb,0,more", ",,,,"]
    (tmp_path / "a.csv").write_text("\n".join([HEADER, *rows]), "utf-8")

    found = read_rows(tmp_path / "a.csv", "a.csv")

    assert [(line, row.get("score")) for line, row in found] == [(3, None), (6, "1"), (7, None)]


@pytest.mark.parametrize("score", ["[1]", '"high"', "1e999", "1" * 5000, "{}", "null", "true"])
def test_a_line_of_another_type_leaves_the_others_alone(tmp_path: Path, score: str) -> None:
    good = '{"question": "q", "model": "m", "rater": "r", "metric": "thumb", "score": 1}'
    lines = ["7", '"text"', "no json", good.replace("1}", f"{score}}}"), good]
    (tmp_path / "a.jsonl").write_text("\n".join(lines), "utf-8")

    *_, (_, odd), (_, last) = found = read_rows(tmp_path / "a.jsonl", "a.jsonl")

    assert len(found) == len(lines)
    assert last["score"] == "1"
    assert odd.get("score") not in {"0", "1"}


def test_quotes_that_break_a_table_are_told_with_their_row(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f'{HEADER}\nq,m,r,thumb,1\n"q"x,m,r,thumb,1\n', "utf-8")

    with pytest.raises(BrokenQuotes, match="2"):
        read_rows(tmp_path / "a.csv", "a.csv")


def test_a_small_file_of_very_many_rows_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "ratings.parquet"
    table = pa.table({name: pa.array(["x"] * (MOST_ROWS + 1)) for name in NEEDED})
    pq.write_table(table, path)

    with pytest.raises(TooManyRatings):
        read_rows(path, path.name)
