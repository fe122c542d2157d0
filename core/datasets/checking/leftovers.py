"""What the page or the form that an answer comes from left in it: tags, entities, empty places."""

from __future__ import annotations

import re
from collections.abc import Iterable

from core.datasets.checking.row import Row
from core.datasets.faults import Fault

_CODE = re.compile(r"```.*?(?:```|\Z)|`[^`\n]*`", re.DOTALL)
_MARKUP = re.compile(
    r"</?(?:p|br|hr|div|span|a|b|i|u|em|strong|font|center|ul|ol|li|table|tbody|tr|td|th|img|h[1-6])"
    r"(?:\s[^<>]*)?/?>"
    r"|&(?:nbsp|amp|lt|gt|quot|apos|#\d{2,5}|#x[0-9a-f]{2,4});",
    re.IGNORECASE,
)
_UNFILLED = re.compile(
    r"\{\{[^{}\n]{1,40}\}\}|\$\{[\w.]{1,40}\}"
    r"|\[(?:your|insert|customer|company|recipient|user|first|last|full|agent)[ _-]?[\w ]{0,30}\]"
    r"(?!\()"
    r"|(?<![〇○●△×])[〇○●△×]{2,}+(?=様|さん|氏|殿|株式会社|部|課|円|日|時|月)"  # noqa: RUF001 (circles and crosses)
    "|(?<![XxＸｘ])[XxＸｘ]{2,}+(?=様|さん|円|月|年)"  # noqa: RUF001 (Japanese writes them wide)
    r"|【(?:ここに|要確認|要記入|要修正|会社名|氏名|お名前|日付|担当者名?)[^】\n]{0,20}】",
    re.IGNORECASE,
)
_SIGNS = ("{", "[", "〇", "○", "●", "△", "×", "XX", "xx", "ＸＸ", "ｘｘ", "【")  # noqa: RUF001 (as above)


class Leftovers:
    """One finding a row and kind; code may hold whatever it likes."""

    def __init__(self) -> None:
        self._findings: list[Fault] = []

    def see(self, row: Row) -> None:
        answer = row.answer
        if "`" in answer:
            answer = _CODE.sub("", answer)
        if ("<" in answer or "&" in answer) and _MARKUP.search(answer):
            self._findings.append(Fault(row.number, "markup"))
        if any(sign in answer for sign in _SIGNS) and _UNFILLED.search(answer):
            self._findings.append(Fault(row.number, "unfilled_place"))

    def findings(self) -> Iterable[Fault]:
        return self._findings
