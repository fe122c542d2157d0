"""The numbers of a text, however they are written: 1,000 and 千, five days and 5日."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

DIGITS = {kanji: value for value, kanji in enumerate("〇一二三四五六七八九")} | {"零": 0}
TENS = {"十": 10, "百": 100, "千": 1000}
MYRIADS = {"万": 10_000, "億": 100_000_000, "兆": 1_000_000_000_000}

# Kanji are numbers only before what is counted: 一部, 統一 and 第三者 say no number.
COUNTED = (
    "営業日|日|週間|週|[ヶケか箇カ]月|月|年|時間|時|分|秒|円|ドル|人|名|回|個|件|枚|台|割|歳|倍|点|通|冊|階|度"
    "|パーセント|%|本|章|条|項|号"
)
MOST_DIGITS = 30  # who has more writes no number, and looking on would take all day
KANJI_NUMBER = re.compile(
    f"(?<![\\d.])[〇零一二三四五六七八九十百千万億兆]{{1,{MOST_DIGITS}}}+(?=(?:{COUNTED}))"
)
IDIOMS = re.compile("十分(?![間前後以])|一時(?!間)|一度に|一人ひとり|万一|一日も早|第三者|一回り")
DIGITS_OF_ONE = rf"\d{{1,{MOST_DIGITS}}}"
MYRIAD = re.compile(
    rf"(?<!\d)({DIGITS_OF_ONE}(?:\.{DIGITS_OF_ONE})?)\.?([万億兆千百])(?:({DIGITS_OF_ONE})(?!\d))?"
)

WORDS = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
        ]
    )
} | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90, "hundred": 100}
ENGLISH_UNITS = (
    "business|working|calendar|seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?"
    "|percent|%|times?|people|persons?|users?|items?|copies|dollars?|euros?|yen|pounds?"
)
WORD_NUMBER = re.compile(rf"\b({'|'.join(WORDS)})\b(?=[\s-]+(?:{ENGLISH_UNITS})\b)")
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
MONTH_NAME = rf"({'|'.join(MONTHS)})(?:uary|ruary|ch|il|e|y|ust|tember|ober|ember|t)?"
MONTH = re.compile(rf"\b{MONTH_NAME}\b\.?(?=\s+\d{{1,4}}\b)|(?<=\d\s)\b{MONTH_NAME}\b")

UNITS = {
    "business_day": "営業日|(?:business|working)[\\s-]+days?",
    "day": "日|(?:calendar[\\s-]+)?days?",
    "week": "週間?|weeks?",
    "month": "[ヶケか箇カ]月|月|months?",
    "year": "年|years?|yrs?",
    "hour": "時間?|hours?|hrs?",
    "minute": "分|minutes?|mins?",
    "second": "秒|seconds?|secs?",
    "percent": "%|パーセント|percent",
    "tenth": "割",
    "yen": "円|yen|jpy",
    "dollar": "ドル|dollars?|usd",
    "euro": "ユーロ|euros?|eur",
}
UNIT = "|".join(f"(?P<{name}>{pattern})" for name, pattern in UNITS.items())
NUMBER = re.compile(
    rf"(?P<half>午前|午後)?(?P<value>\d+(?:\.\d+)?)[\s-]*(?:(?P<noon>[ap])\.?m\b\.?|{UNIT})?"
)
CLOCK = re.compile(r"(?<=\d):00(?!\d)")
SEPARATOR = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
NOON = 12


class Number(NamedTuple):
    value: Decimal
    unit: str  # empty where none is known


def numbers_of(plain: str) -> frozenset[Number]:
    """All numbers of a text that is folded and in digits."""
    return frozenset(_numbers(plain))


def contradict(some: frozenset[Number], others: frozenset[Number]) -> bool:
    """Whether each has a number that the other lacks, or one number counts other things."""
    values, other_values = ({number.value for number in numbers} for numbers in (some, others))
    if values - other_values and other_values - values:
        return True
    return any(
        own and its and not own & its
        for own, its in (
            (_units(some, value), _units(others, value)) for value in values & other_values
        )
    )


def _units(numbers: frozenset[Number], value: Decimal) -> set[str]:
    return {number.unit for number in numbers if number.value == value and number.unit}


def _numbers(text: str) -> Iterator[Number]:
    for found in NUMBER.finditer(text):
        value = Decimal(found["value"])
        unit = next((name for name in UNITS if found[name]), "")
        if found["noon"]:
            unit = "hour"
        if (found["half"] == "午後" or found["noon"] == "p") and value < NOON:
            value += NOON
        yield Number(value.normalize(), unit)


def in_digits(text: str) -> str:
    """A folded text (NFKC, no case) with all its numbers in digits."""
    if text.isascii():
        if any(word in text for word in WORDS):
            text = WORD_NUMBER.sub(lambda found: str(WORDS[found[1]]), text)
        text = MONTH.sub(lambda found: f" {MONTHS.index(found[1] or found[2]) + 1} ", text)
    else:
        text = KANJI_NUMBER.sub(lambda found: str(_value(found[0])), IDIOMS.sub("", text))
        text = MYRIAD.sub(_written_out, text)
    return CLOCK.sub("", SEPARATOR.sub("", text))


def _written_out(found: re.Match[str]) -> str:
    """2万5000 and 1.5億 as plain digits."""
    size = (MYRIADS | TENS)[found[2]]
    value = Decimal(found[1]) * size + int(found[3] or 0)
    return f"{value:f}".removesuffix(".0")


def _value(kanji: str) -> int:
    """What a number of kanji is worth: 二千五百, 三十, 二〇二四."""
    if not any(one in TENS or one in MYRIADS for one in kanji):
        return int("".join(str(DIGITS[one]) for one in kanji))
    total = section = digit = 0
    for one in kanji:
        if one in DIGITS:
            digit = DIGITS[one]
        elif one in TENS:
            section += (digit or 1) * TENS[one]
            digit = 0
        else:
            total += (section + digit or 1) * MYRIADS[one]
            section = digit = 0
    return total + section + digit
