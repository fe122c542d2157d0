"""A large file is split as a small one is: quickly, in little memory, by two processes or one."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import orjson
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.datasets.chats import everything_asked, folded
from core.datasets.splitting import quick, spilled
from core.datasets.splitting.lots import draw, lot
from core.datasets.splitting.quick import folded_at_once, quick_lots
from core.datasets.splitting.spilled import SpilledLots

LETTERS = st.sampled_from(
    [
        *'aZ "\\\n\t{}',
        *("\uff1f", "\uff01", "\uff21", "\uff5a", "\uff02", "\uff3c", "\uff5e", "\u3000"),
        *("\u65e5", "\u304b", "\u3099", "\u30ab", "\uff76", "\uff9e", "\u2460"),
        *("\u00c9", "e", "\u0301", "\u00df", "\u0130", "\U0001f4a7"),
    ]
)
TEXTS = st.text(LETTERS, max_size=8) | st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
SYSTEMS = st.sampled_from([[], [{"role": "system", "content": 'Be "brief".'}]])
ANSWERS = st.sampled_from(["b", "{}", '"},{', '"},{"role":"assistant","content":"', "日"])


def line(system: list[dict[str, str]], turns: Iterable[tuple[str, str]]) -> bytes:
    messages = [
        {"role": role, "content": text}
        for turn in turns
        for role, text in zip(("user", "assistant"), turn, strict=True)
    ]
    return orjson.dumps({"messages": [*system, *messages]}) + b"\n"


@given(questions=st.lists(TEXTS, min_size=1))
@example(questions=["\uff21\u0301"])
@example(questions=["\uff1f\u3099"])
def test_questions_are_folded_at_once_as_they_are_alone(questions: list[str]) -> None:
    written = b"\n".join(orjson.dumps(question)[1:-1] for question in questions)

    assert folded_at_once(written) == [folded(question).encode() for question in questions]


@given(
    system=SYSTEMS,
    chats=st.lists(st.lists(st.tuples(TEXTS, ANSWERS), min_size=1, max_size=2), min_size=1),
    seed=st.integers(),
)
def test_the_quick_way_draws_the_lots_that_parsing_draws(
    system: list[dict[str, str]], chats: list[list[tuple[str, str]]], seed: int
) -> None:
    lines = [line(system, turns) for turns in chats]
    drawn = quick_lots(lines, seed)

    parsed = b"".join(lot(everything_asked(orjson.loads(written)), seed) for written in lines)
    assert drawn in (None, parsed)
    if all(len(turns) == 1 and "{" not in turns[0][1] for turns in chats):
        assert drawn == parsed


@pytest.mark.parametrize(
    "bad",
    [
        b"oops\n",
        b"{}\n",
        line([], [("a", "b")])[:-5] + b"\n",
        line([], [("a", "b")])[1:],
        quick.CHAT + quick.QUESTION[:-1] + quick.BETWEEN + b"b" + quick.END,
        line([], [('a"', "b")]).replace(b"\\", b""),
        line([], [("a\\", "b")]).replace(b"\\\\", b'\\\\"'),
    ],
)
def test_the_quick_way_passes_no_line_that_looks_different(bad: bytes) -> None:
    assert quick_lots([line([], [("a", "b")]), bad], 0) is None


def test_a_question_that_is_no_text_is_left_to_the_parser() -> None:
    before, after = quick.CHAT + quick.QUESTION, quick.BETWEEN + b"b" + quick.END

    assert quick_lots([before + b"\xff" + after], 0) is None
    assert quick_lots([before + b"\\x" + after], 0) is None


@given(
    sizes=st.lists(st.integers(1, 9), min_size=1, max_size=30),
    share=st.floats(0, 1),
    spare=st.integers(0, 3),
    filling=st.sampled_from([0, 5, 1000]),
)
def test_spilled_lots_are_drawn_as_those_in_memory(
    sizes: list[int], share: float, spare: int, filling: int
) -> None:
    rows = [lot(str(group), 0) for group, size in enumerate(sizes) for _ in range(size)]
    random.Random(1).shuffle(rows)  # noqa: S311 (only an order)
    wanted, at_most = int(len(rows) * share), max(0, len(rows) - spare)
    lots = SpilledLots()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(spilled, "ROWS_IN_A_RANGE", 7)
        patch.setattr(spilled, "ROWS_AT_ONCE", 5)
        patch.setattr(spilled, "TO_FILL_UP_WITH", filling)
        lots.add(b"".join(rows))
        drawn = lots.draw(wanted=wanted, at_most=at_most)
        lots.rewind()
        flags = drawn.sieve()(lots.read(len(rows)))
    lots.close()

    assert drawn == draw(b"".join(rows), wanted=wanted, at_most=at_most)
    assert flags == [row in drawn for row in rows]


SPLIT = """
import resource, sys
from pathlib import Path
from core.datasets.splitting import dividing
idle = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
source, processes = Path(sys.argv[1]), int(sys.argv[2])
dividing.WORTHWHILE = 1
done = dividing.divide_file(
    source, training=source.with_suffix(f".train{processes}"),
    validation=source.with_suffix(f".validation{processes}"),
    ratio=0.2, seed=3, processes=processes,
)
assert not done.faults, done
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - idle)
"""


def split(source: Path, processes: int) -> int:
    """Kilobytes that it took."""
    command = [sys.executable, "-c", SPLIT, source, str(processes)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    assert not done.stderr
    return int(done.stdout)


def write_chats(path: Path, rows: int) -> Path:
    with path.open("wb") as file:
        for row in range(rows):
            file.write(line([], [(f"Question {row // 2}?", f"Answer {row}")]))
            if row % 1000 == 0:
                file.write(line([], [(f"And {row}?", "a"), ("So?", "{}")]))
    return path


def test_two_processes_split_as_one_does(tmp_path: Path) -> None:
    source = write_chats(tmp_path / "chats", 20_000)
    split(source, 1)
    split(source, 2)

    for side, count in (("train", 16_016), ("validation", 4_004)):
        one, two = (source.with_suffix(f".{side}{number}").read_bytes() for number in (1, 2))
        assert one == two
        assert one.count(b"\n") == count


@pytest.mark.slow
def test_memory_does_not_grow_with_the_rows(tmp_path: Path) -> None:
    small, large = (write_chats(tmp_path / f"{rows}", rows) for rows in (100_000, 1_500_000))

    assert split(large, 1) < split(small, 1) + 12_000
