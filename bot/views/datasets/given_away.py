"""What a data set would give away: personal data by kind, and rows that stand on no card."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from bot.locales import Words
from core.datasets.faults import Fault

SECRET, PERSONAL = "secret", "personal_data"


def rows_that_give_away(faults: Iterable[Fault]) -> set[int]:
    """The rows whose text must not be repeated where others read along."""
    return {fault.row for fault in faults if fault.code in {SECRET, PERSONAL}}


def rows_with_keys(faults: Iterable[Fault]) -> int:
    return len({fault.row for fault in faults if fault.code == SECRET})


def kinds_counted(faults: Iterable[Fault], say: Words) -> str:
    """“1 My Number, 2 phone numbers”, in the order of the faults."""
    counts = Counter(fault.kind for fault in faults)
    return say.several(_counted(kind, count, say) for kind, count in counts.items())


def _counted(kind: str, n: int, say: Words) -> str:
    match kind:
        case "my_number":
            return say.count(n, "{n} My Number", "{n} My Numbers")
        case "card":
            return say.count(n, "{n} payment card number", "{n} payment card numbers")
        case "ssn":
            return say.count(n, "{n} Social Security number", "{n} Social Security numbers")
        case "iban":
            return say.count(n, "{n} bank account number", "{n} bank account numbers")
        case "phone":
            return say.count(n, "{n} phone number", "{n} phone numbers")
        case "email":
            return say.count(n, "{n} email address", "{n} email addresses")
        case "postal_code":
            return say.count(n, "{n} postal code", "{n} postal codes")
        case "slack_member":
            return say.count(n, "{n} mention of a Slack member", "{n} mentions of Slack members")
        case _:
            return say.count(n, "{n} other", "{n} others")
