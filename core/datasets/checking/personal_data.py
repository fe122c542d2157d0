"""Personal data: what would be learnt by heart, and said to anybody who asks.

Found are kinds that have a form: My Number, telephone numbers, postal codes, mail addresses, cards,
bank accounts, social security numbers, members of a Slack. A name or a street has none, and is not
looked for. What was found is never repeated: findings go to logs and channels.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from core.datasets.chats import INSTRUCTING
from core.datasets.checking.personal.addresses import has_email, has_postal_code, has_slack_member
from core.datasets.checking.personal.digits import has_numbers, plain
from core.datasets.checking.personal.identifiers import kinds_of_identifiers
from core.datasets.checking.personal.phones import has_phone
from core.datasets.checking.row import Row
from core.datasets.faults import Fault

WIDE_AT = "\uff20"


class PersonalData:
    """One finding a row and kind; what every row is told is looked at once."""

    def __init__(self) -> None:
        self._told: set[int] = set()
        self._findings: list[Fault] = []

    def see(self, row: Row) -> None:
        text = "\n".join(self._new_texts(row))
        self._findings.extend(
            Fault(row.number, "personal_data", kind=kind) for kind in kinds_of_personal_data(text)
        )

    def findings(self) -> Iterable[Fault]:
        return self._findings

    def _new_texts(self, row: Row) -> Iterator[str]:
        for role, text in row.messages:
            if role in INSTRUCTING:
                key = hash(text)
                if key in self._told:
                    continue
                self._told.add(key)
            yield text
        yield from row.worse


def kinds_of_personal_data(text: str) -> Iterator[str]:
    """Each kind that a text holds, once."""
    numbers = has_numbers(text)
    typed = plain(text) if numbers or WIDE_AT in text or "〒" in text else text
    if numbers:
        yield from kinds_of_identifiers(typed)
        if has_phone(typed):
            yield "phone"
    if (numbers or "〒" in text) and has_postal_code(typed):
        yield "postal_code"
    if has_email(typed):
        yield "email"
    if has_slack_member(text):
        yield "slack_member"
