"""Files of votes, kind and hostile."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.datasets.refusals import EmptyFile, FileRefused
from core.evaluation.files.named_columns import ColumnsMissing
from core.evaluation.verdicts.files import read_votes
from core.evaluation.verdicts.votes import Vote, Winner

HEADER = "question,rater,left,right,winner\n"
VOTE = Vote(question="休暇は何日。", rater="花子", left="旧", right="新", winner=Winner.RIGHT)
ROW = "休暇は何日。,花子,旧,新,right\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "votes.csv"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16", "euc_jp"])
def test_every_usual_encoding_is_read(file: Path, encoding: str) -> None:
    file.write_bytes((HEADER + ROW).encode(encoding))
    assert read_votes(file, file.name).votes == [VOTE]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_every_usual_delimiter_is_read(file: Path, delimiter: str) -> None:
    file.write_text((HEADER + ROW).replace(",", delimiter), encoding="utf-8")
    assert read_votes(file, file.name).votes == [VOTE]


def test_columns_may_stand_anywhere_and_others_beside_them(file: Path) -> None:
    rows = (
        "when, Winner ,right,left,RATER,question\n8:00,Right, 新,旧 ,花子,休暇は何日。\n\n,,,,,\n"
    )
    file.write_text(rows, encoding="utf-8")
    found = read_votes(file, file.name)
    assert found.votes == [VOTE]
    assert not found.faults


@pytest.mark.parametrize(("said", "side"), [("新", "right"), ("旧", "left"), ("RIGHT", "right")])
def test_a_winner_is_a_side_or_the_name_of_a_model(file: Path, said: str, side: str) -> None:
    file.write_text(HEADER + ROW.replace("right", said), encoding="utf-8")
    (vote,) = read_votes(file, file.name).votes
    assert vote.winner == side


def test_what_a_file_says_does_not_count_is_left_out_and_the_rest_tells_the_plan(
    file: Path,
) -> None:
    rows = [
        f"q{question},r{rater},old,new,right,{counted},evl_1"
        for question, counted, raters in ((1, "True", 2), (2, "true", 2), (3, "False", 1))
        for rater in range(raters)
    ]
    header = HEADER.replace("winner", "winner,counted,run_id")
    file.write_text(header + "\n".join(rows), encoding="utf-8")

    found = read_votes(file, file.name)
    pair = found.of_pair("old", "new", "evl_1")

    assert found.runs("old", "new") == ["evl_1"]
    assert (len(pair.votes), pair.left_out, pair.questions) == (4, 1, 3)
    assert pair.votes_per_question == 2


def test_in_files_of_others_every_vote_counts_and_no_plan_is_known(file: Path) -> None:
    file.write_text(HEADER + ROW, encoding="utf-8")
    pair = read_votes(file, file.name).of_pair("旧", "新", "")
    assert (pair.votes, pair.left_out, pair.votes_per_question) == ([VOTE], 0, None)


def test_names_that_were_kept_from_being_formulas_are_read_as_they_were(file: Path) -> None:
    file.write_text(HEADER + "q,r,'=old,'-new,right\n", encoding="utf-8")
    assert read_votes(file, file.name).models == {"=old", "-new"}


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("q,r,a,b,middle", "unknown_winner"),
        ("q,r,a,a,left", "same_model"),
        (",r,a,b,left", "empty_cell"),
        ("q,r,a,b", "empty_cell"),
        ("q,r,a,b,", "empty_cell"),
        ("q,r,a,b,left,more", "extra_cells"),
        ("q,r,a\0,b,left", "unreadable_character"),
    ],
)
def test_what_is_wrong_with_a_row_is_told_with_its_number(file: Path, row: str, code: str) -> None:
    file.write_text(f"{HEADER}{ROW}{row}\n{ROW}", encoding="utf-8")
    found = read_votes(file, file.name)
    assert [(fault.row, fault.code) for fault in found.faults] == [(2, code)]
    assert len(found.votes) == 2
    assert found.faults[0].sentence


@pytest.mark.parametrize(
    "content",
    [
        b"question,rater,left,right\nq,r,a,b\n",
        b"question,question,rater,left,right,winner\nq,q,r,a,b,left\n",
        b"hello",
        b'{"messages": []}\n',
        b"%PDF-1.7\n",
        b"\x00\x01\x02\x03" * 50,
        b'"question,rater,left,right,winner\n',
        b"question,rater,left,right,winner\nq,r,\x81,b,left\n\xff\xff",
        HEADER.encode() + b'"q,r,a,b,left\n',
    ],
)
def test_what_is_no_table_of_votes_is_refused(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    with pytest.raises(FileRefused):
        read_votes(file, file.name)


def test_the_columns_that_were_found_are_named(file: Path) -> None:
    file.write_text("question,answer\nq,a\n", encoding="utf-8")
    with pytest.raises(ColumnsMissing, match="question, answer"):
        read_votes(file, file.name)


def test_an_empty_file_is_refused_but_no_votes_are_a_beginning(file: Path) -> None:
    file.write_bytes(b"")
    with pytest.raises(EmptyFile):
        read_votes(file, file.name)
    file.write_text(HEADER, encoding="utf-8")
    assert read_votes(file, file.name).votes == []
