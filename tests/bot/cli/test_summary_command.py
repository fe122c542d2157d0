"""`togi summary`: what is printed for people and for programs, and which files it refuses."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from typer.testing import CliRunner

from bot.cli import app
from core.datasets.refusals import FileRefused

HEADER = "question,model,rater,metric,score\n"
Write = Callable[..., Path]
Togi = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def ratings(tmp_path: Path) -> Write:
    def write(rows: str, *, header: str = HEADER, encoding: str = "utf-8") -> Path:
        path = tmp_path / "ratings.csv"
        path.write_bytes((header + rows).encode(encoding))
        return path

    return write


def run(*arguments: str | Path) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["summary", *map(str, arguments)])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


def summary(path: Path, *arguments: str) -> Any:  # noqa: ANN401 (as JSON is)
    code, output, complaints = run(path, "--json", *arguments)
    assert (code, complaints) == (0, "")
    return json.loads(output)


def crowd(questions: int = 20, seed: int = 0) -> str:
    chance = np.random.default_rng(seed)
    return "".join(
        f"q{q},{model},r{r},{metric},{chance.integers(0, 6)}\n"
        for q in range(questions)
        for model in ("base", "tuned")
        for r in range(3)
        for metric in ("accuracy", "relevance")
    )


def test_the_object_is_the_promised_one(ratings: Write) -> None:
    found = summary(ratings(crowd()))
    assert found.keys() == {"overall", "metrics", "models"}
    assert list(found["metrics"]) == ["accuracy", "relevance"]
    accuracy = found["metrics"]["accuracy"]
    assert accuracy.keys() == {"mean", "ci95", "n", "models", "agreement"}
    assert accuracy["agreement"].keys() == {"alpha", "ci95", "level", "raters", "units"}
    assert accuracy["agreement"]["level"] == "ordinal"
    assert accuracy["agreement"]["raters"] == 3
    assert accuracy["agreement"]["units"] == 40
    for mean, n in (
        (found["overall"], 240),
        (found["models"]["tuned"], 120),
        (accuracy, 120),
        (accuracy["models"]["base"], 60),
    ):
        assert mean["n"] == n
        low, high = mean["ci95"]
        assert low < mean["mean"] < high


def test_means_are_those_of_all_ratings(ratings: Write) -> None:
    found = summary(ratings("a,m,x,k,5\na,m,y,k,4\nb,m,x,k,0\nb,m,y,k,\n"))
    assert found["overall"]["mean"] == pytest.approx(3)
    assert found["overall"]["n"] == 3


def test_a_thumb_is_never_averaged_with_scores(ratings: Write) -> None:
    path = ratings("a,m,x,accuracy,5\na,m,x,response_quality,4\na,m,x,thumb,1\n")
    found = summary(path)
    assert found["overall"] == {"mean": 4.5, "ci95": None, "n": 2}
    assert found["models"]["m"]["mean"] == 4.5
    assert found["metrics"]["thumb"]["mean"] == 1
    output = run(path)[1]
    assert "(all) leaves out thumb" in output
    assert "*" not in output  # there is no interval to be careful with


def test_of_thumbs_alone_the_mean_is_theirs(ratings: Write) -> None:
    found = summary(ratings("a,m,x,thumb,1\nb,m,x,thumb,0\nc,n,x,thumb,0\n"))
    assert found["overall"]["mean"] == pytest.approx(1 / 3)
    assert found["models"]["m"]["mean"] == 0.5


def test_over_measures_of_different_scales_there_is_no_mean(ratings: Write) -> None:
    path = ratings("a,m,x,accuracy,5\na,m,x,percent,87\n")
    found = summary(path)
    assert found["overall"] == found["models"]["m"] == {"mean": None, "ci95": None, "n": 0}
    assert found["metrics"]["percent"]["mean"] == 87
    output = run(path)[1]
    assert "different scales" in output
    assert "(all)" not in output


def test_measures_of_another_scale_that_all_share_are_averaged(ratings: Write) -> None:
    assert summary(ratings("a,m,x,clarity,10\na,m,x,tone,7\n"))["overall"]["mean"] == 8.5


def test_what_cannot_be_computed_is_null(ratings: Write) -> None:
    found = summary(ratings("a,m,x,k,3\na,n,x,k,\n"))
    assert found["overall"] == {"mean": 3, "ci95": None, "n": 1}
    assert found["models"]["n"] == {"mean": None, "ci95": None, "n": 0}
    assert found["metrics"]["k"]["agreement"] == {
        "alpha": None,
        "ci95": None,
        "level": "ordinal",
        "raters": 1,
        "units": 1,
    }


def test_a_table_without_rows_says_nothing(ratings: Write) -> None:
    nothing = {"mean": None, "ci95": None, "n": 0}
    assert summary(ratings("")) == {"overall": nothing, "metrics": {}, "models": {}}
    assert "Nobody rated anything" in run(ratings(""))[1]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp932"])
def test_names_are_read_in_every_usual_encoding(ratings: Write, encoding: str) -> None:
    rows = "返品はできますか,調整済み,佐藤,正確さ,4\n送料はいくらですか,調整済み,佐藤,正確さ,2\n"
    found = summary(ratings(rows, encoding=encoding))
    assert found["metrics"]["正確さ"]["models"]["調整済み"]["mean"] == 3


def test_japanese_columns_tabs_and_wide_digits_are_understood(ratings: Write) -> None:
    rows = "a\tm\tx\tk\t４．５\n"  # noqa: RUF001 (as a Japanese keyboard writes it)
    found = summary(ratings(rows, header="質問\tモデル\t評価者\t指標\t点数\n"))
    assert found["overall"]["mean"] == 4.5


@pytest.mark.parametrize("level", ["nominal", "ordinal", "interval", "ratio"])
def test_the_level_is_chosen(ratings: Write, level: str) -> None:
    found = summary(ratings(crowd()), "--level", level)
    assert found["metrics"]["accuracy"]["agreement"]["level"] == level


def test_an_unknown_level_is_wrong_use(ratings: Write) -> None:
    code, output, complaints = run(ratings(crowd()), "--level", "perfect")
    assert (code, output) == (2, "")
    assert "ordinal" in complaints


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (",m,x,k,3", "empty_cell"),
        ("a,\u3000,x,k,3", "empty_cell"),
        ("a,m,,k,3", "empty_cell"),
        ("a,m", "empty_cell"),
        ("a,m,x,k,good", "score_not_a_number"),
        ("a,m,x,k,nan", "score_not_a_number"),
        ("a,m,x,k,inf", "score_not_a_number"),
        ("a,m,x,k,1_0", "score_not_a_number"),
        ('a,m,x,k,"3,5"', "score_not_a_number"),
        ("a,m,x,k,1e308", "score_too_large"),
        ("a,m,x,k,1e999", "score_too_large"),
        ("a,m,x,k,3,4", "extra_cells"),
        ("a,m,x,accuracy,7", "score_out_of_scale"),
        ("a,m,x,Accuracy,-1", "score_out_of_scale"),
        ("a,m,x,thumb,2", "score_out_of_scale"),
        ("a,m\0,x,k,3", "unreadable_character"),
        ("first,m,x,k,4", "rated_twice"),
    ],
)
def test_a_bad_row_is_listed_by_its_number(ratings: Write, row: str, fault: str) -> None:
    path = ratings(f"first,m,x,k,3\n{row}\n")
    code, output, complaints = run(path, "--json")
    errors = json.loads(output)["errors"]
    assert code == 1
    assert [(error["row"], error["code"]) for error in errors] == [(2, fault)]
    assert errors[0]["message"]
    assert "no summary" in complaints
    code, output, complaints = run(path)
    assert (code, output) == (1, "")
    assert complaints.splitlines()[1].startswith("Line 3: ")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "no rows"),
        (b"\xef\xbb\xbf", "no rows"),
        (b"%PDF-1.7 abc", "not a table of text"),
        (b"PK\x03\x04" + b"\0" * 26 + b"xl/workbook.xml", "not a table of text"),
        (bytes(range(256)) * 9, "not a table of text"),
        (b"question,answer\na,b\n", "question, model, rater, metric, score"),
        (b"question,model,rater,metric,score,score\n", "once"),
        (b'question,model,rater,metric,score\n"a,m,x,k,3\n', "quotation marks"),
        (b"question,model,rater,metric,score\na,\xe3\x81\x82\xe3\x81\x84\xff,x,k,3\n", "line 2"),
        (b'{"question": "a"}\n', "question, model, rater, metric, score"),
    ],
)
def test_a_file_that_is_no_table_of_ratings_is_refused(
    tmp_path: Path, content: bytes, said: str
) -> None:
    path = tmp_path / "ratings.csv"
    path.write_bytes(content)
    with pytest.raises(FileRefused, match=said):
        run(path)


def test_a_program_is_told_why_a_file_is_refused(togi: Togi, ratings: Write) -> None:
    done = togi("summary", str(ratings("", header="question,answer\n")), "--json")
    assert done.returncode == 1
    assert json.loads(done.stdout)["error"]["message"] == done.stderr.strip()


def test_people_get_a_table_and_a_line_on_agreement(ratings: Write) -> None:
    code, output, _ = run(ratings(crowd()))
    head, first, *_ = output.splitlines()
    assert code == 0
    assert head.split()[:3] == ["Metric", "Model", "Mean"]
    assert first.split()[:2] == ["accuracy", "base"]
    assert "accuracy: the raters hardly agree" in output
    assert "*" not in output


def test_of_too_few_shared_answers_nothing_is_said_of_agreement(ratings: Write) -> None:
    path = ratings("a,m,x,accuracy,5\na,m,y,accuracy,4\nb,m,x,tone,1\nb,m,x,k,2\n")
    _, output, _ = run(path)
    assert "accuracy: too few answers were rated by two people to tell" in output
    assert "hardly" not in output
    assert "tone, k: nothing is known of agreement" in output
    assert summary(path)["metrics"]["accuracy"]["agreement"]["alpha"] == pytest.approx(0)


def test_intervals_from_few_questions_are_marked(ratings: Write) -> None:
    _, output, _ = run(ratings(crowd(questions=5)))
    assert "* From fewer than 15" in output
