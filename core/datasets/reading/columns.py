"""Which column of a table is the question, which the answer, which says the split."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from core.datasets.refusals import UnclearColumns, WrongColumns
from core.datasets.tables import Split

QUESTION, ANSWER, SPLIT = "question", "answer", "split"
NAMES_SHOWN = 8
NAME_LENGTH_SHOWN = 40

# fmt: off
ALIASES: dict[str, tuple[str, ...]] = {
    QUESTION: (
        "questions", "q", "prompt", "input", "instruction", "query", "user",
        "質問", "質問文", "質問内容", "問い", "問", "問題", "入力", "指示", "プロンプト",
    ),
    ANSWER: (
        "answers", "a", "completion", "output", "response", "reply", "assistant",
        "回答", "回答文", "回答内容", "解答", "答え", "答", "応答", "返答", "出力",
    ),
    SPLIT: ("分割",),
}
# fmt: on
SPLITS: dict[str, Split] = {
    "": Split.TRAIN,
    **dict.fromkeys(("train", "training", "学習", "訓練"), Split.TRAIN),
    **dict.fromkeys(("validation", "valid", "val", "dev", "検証"), Split.VALIDATION),
    **dict.fromkeys(
        ("heldout", "test", "testing", "eval", "evaluation", "テスト", "評価"), Split.HELD_OUT
    ),
}


class Columns(NamedTuple):
    """Where to look in a row; `split` is None where no column says it."""

    question: int
    answer: int
    split: int | None


class Named(NamedTuple):
    """The columns that a person named; what is None is looked for."""

    question: str | None = None
    answer: str | None = None


def plain(name: str) -> str:
    """A name without what people vary: case, width, spaces, hyphens, underscores."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return "".join(letter for letter in folded if letter.isalnum())


def split_of(text: str) -> Split | None:
    """The split that a cell names; an empty cell is for training, None is not understood."""
    return SPLITS.get(plain(text)) if text.strip() else Split.TRAIN


def columns_of(header: Sequence[str], named: Named, file_name: str) -> Columns:
    """Find the columns by their names.

    Raises:
        WrongColumns: when there is no question or no answer.
        UnclearColumns: when several could be it.
    """
    return Columns(
        _required(header, QUESTION, named.question, file_name),
        _required(header, ANSWER, named.answer, file_name),
        _position(header, SPLIT, None, file_name),
    )


def _required(header: Sequence[str], wanted: str, named: str | None, file_name: str) -> int:
    position = _position(header, wanted, named, file_name)
    if position is None:
        missing = named or wanted
        raise WrongColumns(file_name=file_name, missing=missing, found=_shown(header))
    return position


def _position(header: Sequence[str], wanted: str, named: str | None, file_name: str) -> int | None:
    if named is not None:
        exact = [index for index, name in enumerate(header) if name.strip() == named.strip()]
        return exact[0] if exact else None
    names = [plain(name) for name in header]
    if wanted in names:
        return names.index(wanted)
    candidates = [index for index, name in enumerate(names) if name in ALIASES[wanted]]
    if len(candidates) > 1:
        found = _shown([header[index] for index in candidates])
        raise UnclearColumns(file_name=file_name, wanted=wanted, found=found)
    return candidates[0] if candidates else None


def _shown(header: Sequence[str]) -> str:
    names = [" ".join(name.split())[:NAME_LENGTH_SHOWN] for name in header[:NAMES_SHOWN]]
    return ", ".join(names) + (" …" if header[NAMES_SHOWN:] else "")
