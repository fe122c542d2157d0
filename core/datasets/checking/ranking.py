"""Which findings matter most: the one place that says in which order people are told of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from core.datasets.faults import Fault

# What costs most when it stays comes first. A code that isn't listed is an error: a provider
# would refuse the row, so nothing matters more.
WORTH_A_LOOK = (
    "bad_rows_left_out",
    "secret",
    "personal_data",
    "contradiction",
    "leakage",
    "held_out_question",
    "erased_before",
    "not_for_this_model",
    "over_token_limit",
    "sheet_not_read",
    "not_counted",
    "refusal",
    "placeholder_answer",
    "unfilled_place",
    "mojibake",
    "system_message",
    "inconsistent_system_prompt",
    "near_duplicate",
    "duplicate",
    "mixed_language",
    "mixed_style",
    "one_sided",
    "invisible_character",
    "markup",
    "length_outlier",
    "few_examples",
    "further_sheet",
)
# Among personal data, what does the most harm comes first.
HARMFUL_KINDS = (
    "my_number",
    "card",
    "ssn",
    "iban",
    "phone",
    "email",
    "postal_code",
    "slack_member",
)
_HARM = {kind: place for place, kind in enumerate(HARMFUL_KINDS)}
_RANKS = {code: rank for rank, code in enumerate(WORTH_A_LOOK, start=1)}


class Findings(NamedTuple):
    """All that was found under one code, in the order of the rows; what to do is the same for all.

    Of personal data, what does the most harm comes before the order of the rows.
    """

    code: str
    faults: tuple[Fault, ...]

    @property
    def advice(self) -> str:
        return self.faults[0].advice


def rank(code: str) -> int:
    """The smaller, the more it matters."""
    return _RANKS.get(code, 0)


def by_importance(faults: Iterable[Fault]) -> list[Findings]:
    """The faults by code, what matters most first; among equals, what was found most often."""
    codes: dict[str, list[Fault]] = {}
    for fault in faults:
        codes.setdefault(fault.code, []).append(fault)
    groups = [Findings(code, tuple(sorted(found, key=_within))) for code, found in codes.items()]
    return sorted(groups, key=lambda group: (rank(group.code), -len(group.faults), group.code))


def _within(fault: Fault) -> tuple[int, int]:
    return _HARM.get(fault.kind, 0), fault.row
