"""Shows every example to every check, and gathers what they say."""

from __future__ import annotations

from array import array
from collections.abc import Callable

from core.datasets.chats import ASSISTANT
from core.datasets.checking.characters import OddCharacters
from core.datasets.checking.check import Check
from core.datasets.checking.declining import Declining
from core.datasets.checking.duplicates import Duplicates
from core.datasets.checking.leftovers import Leftovers
from core.datasets.checking.mixed_language import MixedLanguage
from core.datasets.checking.mixed_style import MixedStyle
from core.datasets.checking.one_sided import OneSided
from core.datasets.checking.outliers import LengthOutliers
from core.datasets.checking.personal_data import PersonalData
from core.datasets.checking.placeholders import PlaceholderAnswers
from core.datasets.checking.report import Report
from core.datasets.checking.row import Row
from core.datasets.checking.same_questions import SameQuestions
from core.datasets.checking.secret_keys import SecretKeys
from core.datasets.checking.system_prompts import SystemPrompts
from core.datasets.checking.token_limit import TokenLimit
from core.datasets.counting.lengths import Spread
from core.datasets.counting.tokens import TokenCounter
from core.datasets.similarity.clusters import Clusters

# What is asked of every file, in the order in which it is told.
CHECKS: tuple[Callable[[], Check], ...] = (
    SecretKeys,
    PersonalData,
    Duplicates,
    PlaceholderAnswers,
    Declining,
    MixedLanguage,
    MixedStyle,
    SystemPrompts,
    LengthOutliers,
    OddCharacters,
    Leftovers,
    OneSided,
)


class Inspection:
    """One pass over the examples of a file; without a counter, nobody counts tokens."""

    def __init__(self, counter: TokenCounter | None = None) -> None:
        self._tokens = TokenLimit(counter) if counter else None
        self._checks = [check() for check in CHECKS]
        self._same_questions = SameQuestions()
        self._lengths, self._answer_lengths = array("Q"), array("Q")

    def see(self, row: Row) -> None:
        self._lengths.append(sum(len(text) for _, text in row.messages))
        self._answer_lengths.append(
            sum(len(text) for role, text in row.messages if role == ASSISTANT)
        )
        for check in self._checks:
            check.see(row)
        self._same_questions.see(row)
        if self._tokens:
            self._tokens.see(row)

    def see_validation(self, row: Row) -> None:
        """A row of the file beside this one, which must not ask what is trained on."""
        self._same_questions.see_validation(row)

    def add_to(self, report: Report, ids: Clusters | None = None) -> None:
        """Say what was found; `ids` are the clusters of the questions, where they are known."""
        for check in self._checks:
            report.warnings.extend(check.findings())
        report.warnings.extend(self._same_questions.findings(ids))
        if self._tokens:
            self._tokens.add_to(report)
        report.characters = Spread.of(self._lengths)
        report.answer_characters = Spread.of(self._answer_lengths)
