"""What a model would take for the only way there is: one author, one label, one length, one phrase.

Shares are told with their numbers, and only where there are enough examples for a share to mean
anything. None is an error: a file may be meant that way.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator

import numpy as np

from core.datasets.checking.row import Row
from core.datasets.faults import Fault

ENOUGH = 20  # examples that say the thing at all
MOST_OF_ONE_AUTHOR = 0.4
MOST_OF_ONE_LABEL, LEAST_OF_A_LABEL = 0.8, 0.05
FAIR_PART = 4  # a label is rare when it also has less than a quarter of its fair share
MOST_OF_ONE_LENGTH, SAME_LENGTH = 0.8, 0.1  # of the answers; within a tenth of the median
PROSE = 40  # characters: shorter answers are labels, and alike for a reason
MOST_COURTEOUS = 0.5
MOST_OF_ONE_OPENING = 0.5
OPENING_WORDS, OPENING_CHARACTERS = 3, 8
MOST_LABELS, TIMES_EACH = 30, 5  # short answers that come again and again are labels too

_COURTESY = re.compile(
    r"thank|thanks|i'?m (?:so |very )?sorry|sorry|we apologi[sz]e|i apologi[sz]e|apologies|dear "
    r"|お世話になって|お問い?合わ?せ(?:いただき|頂き|くださり|ありがとう)|いつも|ありがとう|この度は|このたびは|恐れ入り|恐縮|申し訳"
    r"|大変申し訳|誠に|ご連絡(?:いただき|ありがとう)|ご質問(?:いただき|ありがとう)",
    re.IGNORECASE,
)


class OneSided:
    """Counts of what each example says of itself."""

    def __init__(self) -> None:
        self._authors: Counter[str] = Counter()
        self._labels: Counter[str] = Counter()
        self._short_answers: Counter[str] | None = Counter()
        self._openings: Counter[int] = Counter()
        self._lengths = array("Q")
        self._courteous = self._examples = 0

    def see(self, row: Row) -> None:
        self._examples += 1
        if row.author:
            self._authors[row.author] += 1
        if row.label:
            self._labels[row.label] += 1
        answer = row.answer
        if len(answer) <= PROSE:
            self._count_short(answer)
        elif answer[0] not in "{[<":
            self._lengths.append(len(answer))
            self._courteous += _COURTESY.match(answer) is not None
            self._openings[hash(_opening(answer))] += 1

    def findings(self) -> Iterable[Fault]:
        yield from self._of_authors()
        yield from self._of_labels()
        prose = len(self._lengths)
        if prose < ENOUGH:
            return
        lengths = np.asarray(self._lengths, dtype=np.float64)
        usual = float(np.median(lengths))
        alike = int(np.count_nonzero(np.abs(lengths - usual) <= SAME_LENGTH * usual))
        if alike > MOST_OF_ONE_LENGTH * prose:
            details = {**_share(alike, prose), "usual": round(usual)}
            yield Fault(0, "one_sided", details, kind="length")
        if self._courteous > MOST_COURTEOUS * prose:
            yield Fault(0, "one_sided", _share(self._courteous, prose), kind="politeness")
        elif (most := max(self._openings.values())) > MOST_OF_ONE_OPENING * prose:
            yield Fault(0, "one_sided", _share(most, prose), kind="opening")

    def _count_short(self, answer: str) -> None:
        if self._short_answers is not None:
            self._short_answers[answer] += 1
            if len(self._short_answers) > MOST_LABELS:
                self._short_answers = None

    def _answers_that_come_again(self) -> Counter[str]:
        answers = self._short_answers or Counter()
        return answers if answers and min(answers.values()) > 1 else Counter()

    def _of_authors(self) -> Iterator[Fault]:
        total = self._authors.total()
        if total >= ENOUGH and (most := max(self._authors.values())) > MOST_OF_ONE_AUTHOR * total:
            yield Fault(0, "one_sided", _share(most, total), kind="author")

    def _of_labels(self) -> Iterator[Fault]:
        labels = self._labels or self._answers_that_come_again()
        total = labels.total()
        are_labels = len(labels) > 1 and total >= max(ENOUGH, TIMES_EACH * len(labels))
        if not are_labels or 2 * total < self._examples:
            return
        most, least = max(labels.values()), min(labels.values())
        if most > MOST_OF_ONE_LABEL * total:
            yield Fault(0, "one_sided", _share(most, total), kind="label")
        elif least < min(LEAST_OF_A_LABEL, 1 / (FAIR_PART * len(labels))) * total:
            yield Fault(0, "one_sided", _share(least, total), kind="rare_label")


def _share(count: int, total: int) -> dict[str, str | int | float]:
    return {"count": count, "examples": total, "percent": round(100 * count / total)}


def _opening(answer: str) -> str:
    if answer[:OPENING_CHARACTERS].isascii():
        return " ".join(answer[: OPENING_WORDS * OPENING_CHARACTERS].split()[:OPENING_WORDS])
    return answer[:OPENING_CHARACTERS]
