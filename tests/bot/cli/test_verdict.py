"""`togi verdict` as people start it: exit codes, one JSON object, plain sentences."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow  # two seconds for each command
Togi = Callable[..., "subprocess.CompletedProcess[str]"]
HEADER = "question,rater,left,right,winner\n"
MODELS = ("--baseline", "old", "--challenger", "new")
KEYS = {"verdict", "win_rate", "ci95", "questions", "votes", "decisive", "ties", "e_value"}
KEYS |= {"votes_needed", "position_effect", "strengths"}


def rows(wins: int, losses: int, ties: int = 0, *, always_left: bool = False) -> str:
    """One vote a question; the sides of the challenger alternate."""
    lines = []
    for number, result in enumerate(["win"] * wins + ["loss"] * losses + ["tie"] * ties):
        on_left = always_left or number % 2 == 0
        models = "new,old" if on_left else "old,new"
        side = "left" if (result == "win") == on_left else "right"
        lines.append(f"q{number},r{number % 3},{models},{'tie' if result == 'tie' else side}\n")
    return HEADER + "".join(lines)


@pytest.fixture
def votes(tmp_path: Path) -> Callable[..., Path]:
    def write(content: str, encoding: str = "utf-8") -> Path:
        path = tmp_path / "votes.csv"
        path.write_bytes(content.encode(encoding))
        return path

    return write


def test_the_object_has_what_was_promised(togi: Togi, votes: Callable[..., Path]) -> None:
    done = togi("verdict", str(votes(rows(28, 6, 4))), *MODELS, "--json")
    found = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (0, "")
    assert set(found) >= KEYS
    assert found["verdict"] == "promote"
    assert (found["questions"], found["votes"], found["decisive"], found["ties"]) == (38, 38, 34, 4)
    assert found["ci95"][0] < found["win_rate"] < found["ci95"][1]
    assert found["position_effect"]["left_rate"] == pytest.approx(0.5, abs=0.1)
    assert sum(found["strengths"].values()) == pytest.approx(0)
    assert found["e_value"] >= 20
    assert found["votes_needed"] == 0


def test_people_read_sentences(togi: Togi, votes: Callable[..., Path]) -> None:
    done = togi("verdict", str(votes(rows(20, 10), "utf-8-sig")), *MODELS)
    assert done.returncode == 0
    assert done.stdout.startswith("Not enough evidence yet that new is better than old.")
    assert "new wins 67% of the 30 questions" in done.stdout
    assert "more questions are needed. The file has none left, so add them." in done.stdout
    assert "neither model won" not in done.stdout
    assert "new +0." in done.stdout


def test_sides_that_never_change_are_named(togi: Togi, votes: Callable[..., Path]) -> None:
    file = str(votes(rows(60, 5, always_left=True)))
    found = json.loads(togi("verdict", file, *MODELS, "--json").stdout)
    assert found["verdict"] == "not_enough_evidence"
    assert any("always shown on the left" in note for note in found["notes"])
    assert "always shown on the left" in togi("verdict", file, *MODELS).stdout


def test_what_cannot_be_computed_is_null(togi: Togi, votes: Callable[..., Path]) -> None:
    done = togi("verdict", str(votes(HEADER)), *MODELS, "--json")
    found = json.loads(done.stdout)
    assert (done.returncode, found["verdict"]) == (0, "not_enough_evidence")
    assert found["position_effect"] == {"left_rate": None, "ci95": None}
    assert (found["win_rate"], found["ci95"], found["votes_needed"]) == (None, None, None)


def test_faults_are_listed_by_row(togi: Togi, votes: Callable[..., Path]) -> None:
    file = str(votes(HEADER + "一,花,old,new,left\n二,花,old,new,?\n三,花,old,old,tie\n", "cp932"))
    done = togi("verdict", file, *MODELS, "--json")
    assert done.returncode == 1
    errors = json.loads(done.stdout)["errors"]
    assert [(one["row"], one["code"]) for one in errors] == [
        (2, "unknown_winner"),
        (3, "same_model"),
    ]
    told = togi("verdict", file, *MODELS)
    assert (told.returncode, told.stdout) == (1, "")
    says_so, second, third = told.stderr.splitlines()
    assert says_so.startswith(f"{file} has rows")
    assert second.startswith("Line 3: The winner must be left, right or tie")
    assert third.startswith("Line 4: ")


def test_a_fault_of_many_rows_is_told_once(togi: Togi, votes: Callable[..., Path]) -> None:
    rows = [f"q{n},r,old,new,middle\n" for n in range(90)]
    told = togi("verdict", str(votes(HEADER + "".join(rows))), *MODELS).stderr.splitlines()
    assert len(told) == 2
    assert told[1].startswith("90 rows, first at line 2: ")


@pytest.mark.parametrize("content", ["question,answer\nq,a\n", "", "\0\1\2" * 99, '"never closed'])
def test_what_is_no_table_of_votes_is_refused(
    togi: Togi, votes: Callable[..., Path], content: str
) -> None:
    done = togi("verdict", str(votes(content)), *MODELS, "--json")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert set(json.loads(done.stdout)) == {"error"}


@pytest.mark.parametrize(
    "arguments",
    [
        ("--baseline", "old"),
        ("--baseline", "old", "--challenger", "old"),
        ("--baseline", "old", "--challenger", "nwe"),
        (*MODELS, "--votes-per-question", "0"),
    ],
)
def test_wrong_use_is_told_apart_from_faults(
    togi: Togi, votes: Callable[..., Path], arguments: tuple[str, ...]
) -> None:
    done = togi("verdict", str(votes(rows(3, 2))), *arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "Traceback" not in done.stderr


def test_a_file_that_is_not_there_is_wrong_use(togi: Togi) -> None:
    assert togi("verdict", "nowhere.csv", *MODELS).returncode == 2
