"""The split: the same for a seed, equal questions together, the share as close as can be."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.datasets.splitting.dividing import divide_file
from core.datasets.splitting.lots import draw, lot
from core.datasets.splitting.near import divide_file_nearly


def chats(questions: list[str]) -> bytes:
    lines = [
        orjson.dumps(
            {
                "messages": [
                    {"role": "user", "content": question},
                    {"role": "assistant", "content": str(number)},
                ]
            }
        )
        for number, question in enumerate(questions)
    ]
    return b"\n".join(lines)


def sides(
    folder: Path, content: bytes, *, ratio: float = 0.2, seed: int = 0
) -> tuple[list[bytes], list[bytes]]:
    source, training, validation = (folder / name for name in ("all", "train", "validation"))
    source.write_bytes(content)
    divide_file(source, training=training, validation=validation, ratio=ratio, seed=seed)
    return training.read_bytes().splitlines(), validation.read_bytes().splitlines()


@given(
    questions=st.lists(st.text("abAB ", max_size=3), min_size=1, max_size=60),
    ratio=st.floats(0.01, 0.99),
    seed=st.integers(),
)
def test_sides_cover_the_file_and_share_no_question(
    questions: list[str], ratio: float, seed: int
) -> None:
    content = chats(questions)
    with TemporaryDirectory() as folder:
        training, validation = sides(Path(folder), content, ratio=ratio, seed=seed)
        again = sides(Path(folder), content, ratio=ratio, seed=seed)

    assert Counter(training + validation) == Counter(content.splitlines())
    assert (training, validation) == again
    asked = [
        {orjson.loads(line)["messages"][0]["content"].casefold() for line in side}
        for side in (training, validation)
    ]
    assert not asked[0] & asked[1]


@given(
    sizes=st.lists(st.integers(1, 7), min_size=1, max_size=8),
    wanted=st.integers(0, 30),
    at_most=st.integers(0, 30),
)
def test_the_share_is_as_close_as_the_groups_allow(
    sizes: list[int], wanted: int, at_most: int
) -> None:
    lots = b"".join(lot(str(group), 0) * size for group, size in enumerate(sizes))
    drawn = draw(lots, wanted=wanted, at_most=at_most)
    total = sum(size for group, size in enumerate(sizes) if lot(str(group), 0) in drawn)

    reachable = {
        sum(chosen) for many in range(len(sizes) + 1) for chosen in combinations(sizes, many)
    }
    wanted = min(wanted, at_most)
    best = min(abs(wanted - sum_) for sum_ in reachable if sum_ <= at_most)
    assert total <= at_most
    assert abs(wanted - total) == best


def test_another_seed_gives_another_split(tmp_path: Path) -> None:
    content = chats([f"Question {number}" for number in range(100)])

    assert len(sides(tmp_path, content)[1]) == 20
    assert sides(tmp_path, content, seed=1) != sides(tmp_path, content, seed=2)


def test_lines_stay_as_they_are_and_in_order(tmp_path: Path) -> None:
    content = b'{ "messages": [{"role": "user", "content": "\\u65e5"}], "id": %d }\r\n'
    lines = [content.replace(b"65e5", b"65%02x" % number) % number for number in range(40)]
    training, validation = sides(tmp_path, b"\r\n".join(lines))

    assert [line for line in map(bytes.strip, lines) if line in set(training)] == training
    assert len(validation) == 8


@pytest.mark.parametrize("bad", [b"oops", b"[]", b'{"messages":[]}'])
def test_lines_that_are_no_chats_refuse_the_file(tmp_path: Path, bad: bytes) -> None:
    source = tmp_path / "all"
    source.write_bytes(chats(["a", "b"]) + b"\n" + bad)
    outputs = (tmp_path / "train", tmp_path / "validation")
    division = divide_file(source, training=outputs[0], validation=outputs[1], ratio=0.2, seed=0)

    assert [fault.row for fault in division.faults] == [3]
    assert not any(output.exists() for output in outputs)


def near_sides(
    folder: Path, content: bytes, *, ratio: float = 0.2, seed: int = 0
) -> tuple[list[bytes], list[bytes]]:
    source, training, validation = (folder / name for name in ("all", "train", "validation"))
    source.write_bytes(content)
    divide_file_nearly(source, training=training, validation=validation, ratio=ratio, seed=seed)
    return training.read_bytes().splitlines(), validation.read_bytes().splitlines()


def test_questions_that_are_nearly_the_same_stay_on_one_side(tmp_path: Path) -> None:
    whose = ["本社", "工場", "倉庫", "研究所", "コールセンター"]
    what = ["交通費の精算", "会議室の予約", "プリンターの修理", "有給休暇の申請", "名刺の注文"]
    questions = [
        f"{one}では{other}をどうしますか。教えてください。" for one in whose for other in what
    ]
    copies = [question.replace("教えてください。", "教えて下さい") for question in questions]
    content = chats(questions + copies)
    training, validation = near_sides(tmp_path, content)

    assert Counter(training + validation) == Counter(content.splitlines())
    assert len(validation) == 10
    stems = [
        {orjson.loads(line)["messages"][0]["content"].partition("。")[0] for line in side}
        for side in (training, validation)
    ]
    assert not stems[0] & stems[1]


def test_a_series_of_numbered_questions_is_divided(tmp_path: Path) -> None:
    content = chats([f"How do I reset device {number}?" for number in range(500)])

    assert len(near_sides(tmp_path, content)[1]) == 100


def test_each_label_keeps_its_share(tmp_path: Path) -> None:
    lines = chats([f"Question {number}" for number in range(100)]).splitlines()
    labelled = [
        orjson.dumps({**orjson.loads(line), "label": "rare" if number < 10 else "usual"})
        for number, line in enumerate(lines)
    ]
    _, validation = near_sides(tmp_path, b"\n".join(labelled))

    assert Counter(orjson.loads(line)["label"] for line in validation) == {"rare": 2, "usual": 18}
