"""What stands where an answer was to be written: a dash, “N/A”, 要確認, the error of a sheet."""

from __future__ import annotations

from array import array
from collections.abc import Iterable

from core.datasets.chats import folded
from core.datasets.checking.row import Row
from core.datasets.faults import Fault

LONGEST = 24
A_LABEL = 16  # characters: where most answers are as short, “none” may be one of the labels
_AROUND = " \t\r\n\u3000.,;:!?()[]<>「」『』【】*_~。、・\"'"
# fmt: off
_NEVER_AN_ANSWER = frozenset((
    "", "n/a", "#n/a", "#ref", "#value", "#name", "#div/0", "#null", "#num", "nan", "null", "tbd",
    "tba", "todo", "to do", "fixme", "wip", "xxx", "xxxx", "lorem ipsum", "no answer", "see above",
    "to be determined", "to be defined",
    "要確認", "確認中", "要記入", "記入中", "作成中", "未記入", "未入力", "未回答", "未定",
    "未対応",
    "回答なし", "回答待ち", "準備中", "後で", "後日", "同上", "該当なし", "仮", "仮回答", "ダミー",
))
_SOMETIMES_A_LABEL = frozenset((
    "na", "none", "unknown", "test", "testing", "dummy", "empty", "blank", "nothing", "pending",
    "なし", "無し", "無", "不明", "テスト", "空欄", "空白", "特になし", "わからない", "分からない",
))
# fmt: on


class PlaceholderAnswers:
    """One finding a row."""

    def __init__(self) -> None:
        self._never, self._sometimes = array("Q"), array("Q")
        self._short = self._examples = 0

    def see(self, row: Row) -> None:
        self._examples += 1
        if not 0 < len(row.answer) <= LONGEST:
            return
        self._short += len(row.answer) <= A_LABEL
        said = folded(row.answer).strip(_AROUND).strip("-\u2010\u2013—―ー\u2212…")
        if said.strip(_AROUND) in _NEVER_AN_ANSWER:
            self._never.append(row.number)
        elif said in _SOMETIMES_A_LABEL:
            self._sometimes.append(row.number)

    def findings(self) -> Iterable[Fault]:
        are_labels = 2 * self._short > self._examples
        rows = [*self._never, *([] if are_labels else self._sometimes)]
        return (Fault(row, "placeholder_answer") for row in sorted(rows))
