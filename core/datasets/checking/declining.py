"""Answers that decline to answer: a model learns to decline from them, faster than to answer.

An apology before a real answer declines nothing: what is left without the sentences that decline,
apologise or send elsewhere must be short.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from core.datasets.checking.row import Row
from core.datasets.faults import Fault

HIGH_SHARE = 0.1  # "over-refusal" is what OpenAI's guide calls the result of far more
LEAST_FOR_A_SHARE = 3
MOST_LETTERS_LEFT, MOST_CHARACTERS_LEFT = 90, 30  # beside it, in English and in Japanese
MOST_LETTERS_OF_BUT, MOST_CHARACTERS_OF_BUT = 30, 12  # and after its own “but”
LONGEST = 1500  # who declines doesn't write an essay
APOSTROPHE = "\u2019"

_ENGLISH = re.compile(
    r"\b(?:i|we)(?:'m| am|'re| are)?(?: (?:really|truly|very|so))?"
    r"(?: sorry,?(?: but)? (?:i|we)(?:'m| am)?)?(?: (?:simply|really|currently|also))?"
    r" (?:can't|cannot|can not|(?:am |are )?(?:unable|not able) to|won't(?: be able to)?"
    r"|don't feel comfortable|(?:must |have to )?decline to) (?:\w+ ){0,2}?"
    r"(?:help|assist|answer|respond|reply|comply|provide|share|discuss|fulfill?|engage|offer|support"
    r"|do (?:that|this)|give (?:you )?(?:that|this|any|legal|medical|an answer)|comment|advise"
    r"|process (?:that|this|your)|disclose)\b"
    r"|\bas an ai(?: language model| assistant)?,? (?:i|my)\b.*?"
    r"\b(?:can't|cannot|don't|unable|not able|not)\b"
    r"|\b(?:this|that|your) (?:question|request|topic)[\w ]{0,30} "
    r"(?:can't|cannot|can not) be (?:answered|fulfilled|processed)"
    r"|\bi (?:don't know|do not know|have no idea)(?: the answer)?(?:\.|$)|\bno comment\b"
)
_JAPANESE = re.compile(
    r"(?:お答え|回答|返答|対応|お手伝い|お伝え|案内|開示|コメント|提供|お力に|お役に立|ご説明|ご紹介)"
    r"(?:すること|する|して|を)?(?:は|が|も)?(?:差し上げる(?:こと)?(?:は|が)?)?"
    r"(?:(?:でき|出来)(?:ません|ない|かね|兼ね)|(?:いた|致)?し(?:かね|兼ね)"
    r"|てません|なれません|ることができません|(?:差し)?控え|ご遠慮)"
    r"|(?:^|[、はも])(?:分かり|わかり|判り)ません(?:$|。)|(?:分かり|わかり|判り)(?:かね|兼ね)ます"
    r"|ご要望には?(?:お応え|お答え|沿)(?:い|え)?(?:でき|いたしかね|しかね|かね)"
)
_SENTENCE = re.compile(r"[^.!?。！？\n]+[.!?。！？\n]*")  # noqa: RUF001 (the marks of Japanese)
_POLITENESS = re.compile(
    r"\bsorry\b|\bapologi[sz]e|\bunfortunately\b|\bthank|\bcontact\b|\breach out\b"
    r"|\banything else\b|\bfeel free\b|\bhope\b|\bunderstand"
    r"|申し訳|恐れ入り|恐縮|すみません|ごめん|残念ながら|あいにく|ご了承|ご理解|お問い?合わ?せ|ご相談|ご連絡"
    r"|お手数|よろしくお願い|ありがとう"
)
_YET = re.compile(r"\b(?:but|however|though|although)\b|(?:^が|ませんが|ますが|ですが|けれど)[、,]")
# Nearly every answer has none of these, and needs no second look.
_HINTS = (
    *("can't", "cannot", "can not", "unable", "not able", "won't", "decline", "comfortable"),
    *("don't know", "do not know", "no idea", "no comment", "as an ai"),
)
_HINTS_IN_JAPANESE = (
    *("きません", "来ません", "れません", "てません", "かりません", "かね", "兼ね", "控え"),
    *("遠慮", "できない", "出来ない"),
)


class Declining:
    """One finding a row, and one more where there are many."""

    def __init__(self) -> None:
        self._rows: list[int] = []
        self._examples = 0

    def see(self, row: Row) -> None:
        self._examples += 1
        if declines(row.answer):
            self._rows.append(row.number)

    def findings(self) -> Iterable[Fault]:
        for row in self._rows:
            yield Fault(row, "refusal")
        count = len(self._rows)
        if count >= LEAST_FOR_A_SHARE and count > HIGH_SHARE * self._examples:
            percent = round(100 * count / self._examples)
            details = {"count": count, "examples": self._examples, "percent": percent}
            yield Fault(self._rows[0], "refusal", {**details}, tuple(self._rows), kind="many")


def declines(answer: str) -> bool:
    """Whether an answer says no more than that there is none."""
    if len(answer) > LONGEST:
        return False
    said = answer.replace(APOSTROPHE, "'").lower()
    if not _may_decline(said):
        return False
    declined = False
    left = 0
    english = said.isascii()
    for sentence in _SENTENCE.findall(said):
        if found := _declining(sentence):
            declined = True
            but = _after_but(sentence[found.end() :])
            if len(but) > (MOST_LETTERS_OF_BUT if english else MOST_CHARACTERS_OF_BUT):
                return False
        elif not _POLITENESS.search(sentence):
            left += len(sentence)
    return declined and left <= (MOST_LETTERS_LEFT if english else MOST_CHARACTERS_LEFT)


def _after_but(rest: str) -> str:
    """What is said after all, unless it is a courtesy."""
    yet = _YET.search(rest)
    return rest[yet.end() :] if yet and not _POLITENESS.search(rest) else ""


def _may_decline(said: str) -> bool:
    hinted = any(hint in said for hint in _HINTS) or (
        not said.isascii() and any(hint in said for hint in _HINTS_IN_JAPANESE)
    )
    return hinted and _declining(said) is not None


def _declining(said: str) -> re.Match[str] | None:
    found = None if said.isascii() else _JAPANESE.search(said)
    return found or _ENGLISH.search(said)
