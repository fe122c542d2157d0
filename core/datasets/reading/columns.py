"""Which column of a table is the question, which the answer, which says the split and the rest.

A chat of several turns is a row with further pairs of columns: question2 and answer2, 質問3 and
回答3. They count without a gap; a row whose later pairs are empty is a shorter chat.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import count
from typing import NamedTuple

from core.datasets.reading.unfit_headers import (
    NoAnswerColumn,
    NoQuestionColumn,
    UnclearAnswerColumn,
    UnclearQuestionColumn,
    UnclearSplitColumn,
)
from core.datasets.refusals import WrongColumns
from core.datasets.tables import Split

QUESTION, ANSWER, SPLIT, LABEL, AUTHOR = "question", "answer", "split", "label", "author"
SYSTEM = "system_prompt"  # “system” alone rather says which of a company's systems is meant

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
    SYSTEM: ("systemprompt", "systemprompts", "システムプロンプト"),
    LABEL: (
        "labels", "category", "categories", "topic", "class", "tag", "tags",
        "ラベル", "分類", "カテゴリ", "カテゴリー", "種別", "区分", "タグ",
    ),
    AUTHOR: (
        "authors", "writer", "writtenby", "createdby", "answeredby", "annotator",
        "作成者", "回答者", "担当者", "執筆者", "記入者", "著者",
    ),
}
# fmt: on
# As sentences in Japanese call them: who renames a column so means it, whatever the others are.
OWN_NAMES = {QUESTION: "質問", ANSWER: "回答", SPLIT: "分割"}
MISSING = {QUESTION: NoQuestionColumn, ANSWER: NoAnswerColumn}
UNCLEAR = {
    QUESTION: UnclearQuestionColumn,
    ANSWER: UnclearAnswerColumn,
    SPLIT: UnclearSplitColumn,
}
SPLITS: dict[str, Split] = {
    "": Split.TRAIN,
    **dict.fromkeys(("train", "training", "学習", "訓練"), Split.TRAIN),
    **dict.fromkeys(("validation", "valid", "val", "dev", "検証"), Split.VALIDATION),
    **dict.fromkeys(
        ("heldout", "test", "testing", "eval", "evaluation", "テスト", "評価"), Split.HELD_OUT
    ),
}


class Columns(NamedTuple):
    """Where to look in a row; what is None stands in no column."""

    question: int
    answer: int
    split: int | None
    label: int | None = None
    author: int | None = None
    later: tuple[tuple[int, int], ...] = ()  # questions and answers of further turns
    system: int | None = None


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
        _only(header, SPLIT, None, file_name),
        next(iter(_candidates(header, LABEL)), None),
        next(iter(_candidates(header, AUTHOR)), None),
        tuple(_later_turns(header)),
        next(iter(_candidates(header, SYSTEM)), None),
    )


def _required(header: Sequence[str], wanted: str, named: str | None, file_name: str) -> int:
    position = _only(header, wanted, named, file_name)
    if position is None:
        refused = WrongColumns if named else MISSING[wanted]
        raise refused(file_name=file_name, missing=named or wanted, header=header)
    return position


def _only(header: Sequence[str], wanted: str, named: str | None, file_name: str) -> int | None:
    """The one column that it can be; of several, none is guessed."""
    if named is None:
        found = _candidates(header, wanted)
    else:
        found = [index for index, name in enumerate(header) if name.strip() == named.strip()]
    if len(found) > 1:
        candidates = [header[index] for index in found]
        raise UNCLEAR[wanted](
            file_name=file_name, wanted=wanted, candidates=candidates, header=header
        )
    return found[0] if found else None


def _candidates(header: Sequence[str], wanted: str, turn: int = 1) -> list[int]:
    """The columns of exactly that name; where there is none, those of a usual one."""
    names = [plain(name) for name in header]
    for number in ("", "1") if turn == 1 else (str(turn),):
        for stems in ((wanted,), (OWN_NAMES.get(wanted, wanted),), ALIASES[wanted]):
            usual = {stem + number for stem in stems}
            if found := [index for index, name in enumerate(names) if name in usual]:
                return found
    return []


def _later_turns(header: Sequence[str]) -> Iterator[tuple[int, int]]:
    for turn in count(2):
        pair = [next(iter(_candidates(header, what, turn)), None) for what in (QUESTION, ANSWER)]
        question, answer = pair
        if question is None or answer is None:
            return
        yield question, answer
