"""The tour, as a newcomer starts it: a real base model, a real training, a real win."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

TOGI = Path(sys.executable).with_name("togi")


@pytest.mark.slow
def test_the_tour_ends_with_a_tuned_model_that_beats_its_base(tmp_path: Path) -> None:
    done = subprocess.run(
        [TOGI, "run", "--tour"],
        cwd=tmp_path,
        env={**os.environ, "LANG": "C.UTF-8", "LC_ALL": ""},  # noqa: TID251 (handed on)
        capture_output=True,
        text=True,
        check=False,
    )
    told = done.stdout
    assert done.returncode == 0, told + done.stderr
    won = re.search(r"Exactly right of 30 held-out: tuned (\d+), base (\d+)", told)
    assert won
    assert int(won[1]) > int(won[2])
    assert "Where the time went" in told

    with sqlite3.connect(tmp_path / "data" / "tour" / "togi.db") as database:
        jobs = database.execute("SELECT state FROM jobs").fetchall()
        ratings = database.execute("SELECT metric, rater FROM ratings").fetchall()
    assert jobs == [("succeeded",)]
    assert {rater for _, rater in ratings} == {"U0AIKO", "U0CHIKA", "U0DANA"}
    assert len(ratings) == 1 + 5 + 1
