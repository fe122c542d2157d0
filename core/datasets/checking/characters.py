"""Characters that nobody sees, and those that a wrong encoding has made of others."""

from __future__ import annotations

import re
from collections.abc import Iterable

from core.datasets.checking.row import Row
from core.datasets.faults import Fault

_CONTROL = "\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
_HIDDEN = "\u00ad\u200b\u2060\u202d\u202e\ufeff"
_WORTH_A_LOOK = re.compile(f"[{_CONTROL}{_HIDDEN}\ufffdÃÂâ縺繧繝､･\u201a]")
_INVISIBLE = re.compile(f"[{_CONTROL}{_HIDDEN}]")
# UTF-8 that was read as Windows-1252, UTF-8 as Shift_JIS, EUC-JP as Shift_JIS, Shift_JIS as
# Windows-1252; and what stands for a byte that meant nothing.
_MOJIBAKE = re.compile(
    "\ufffd"
    "|[ÃÂ][\u0080-\u00bf€\u201aƒ„…†‡\u02c6‰\u2039Œ\u2018\u2019“”•\u2013—\u02dc™\u203aœ]"
    "|â€[™œ“”\u02dc¦¢\u009d\u0080-\u00bf]"
    "|[縺繧繝][\u0080-\uffff][^縺繧繝]{0,2}[縺繧繝]"
    "|(?:[､･][\uff66-\uff9f]){3}"
    "|(?:\u201a[\u0080-\u00ffŒœŠšŸ]){2}"
)


class OddCharacters:
    """One finding a row; what is garbled is garbled, whatever it hides."""

    def __init__(self) -> None:
        self._findings: list[Fault] = []

    def see(self, row: Row) -> None:
        text = "\n".join([text for _, text in row.messages])
        if not _WORTH_A_LOOK.search(text):
            return
        if _MOJIBAKE.search(text):
            self._findings.append(Fault(row.number, "mojibake"))
        elif count := len(_INVISIBLE.findall(text)):
            self._findings.append(Fault(row.number, "invisible_character", {"count": count}))

    def findings(self) -> Iterable[Fault]:
        return self._findings
