"""Dates, times, money and lists written one way, so that two texts can be compared by them."""

from __future__ import annotations

import re

from core.datasets.chats import folded
from core.datasets.checking.facts.numbers import MONTHS, NOON

MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
YEAR = r"(?:,?\s+(?P<year>\d{4})\b)?"
DATES = (
    re.compile(r"(?<![\d/.-])(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?![\d-])"),
    re.compile(rf"\b{MONTH}\s+{DAY}\b{YEAR}"),
    re.compile(rf"\b(?:the\s+)?{DAY}\s+(?:of\s+)?{MONTH}\b{YEAR}"),
)
REIWA, REIWA_BEGINS = re.compile(r"令和(\d{1,2}|元)年"), 2018
CLOCK = re.compile(r"(?P<half>午前|午後)?(?<![\d:])(?P<hour>\d{1,2}):(?P<minute>\d{2})(?![\d:])"
                   r"(?:\s*(?P<noon>[ap])\.?m\b\.?)?")  # fmt: skip
SPOKEN = re.compile(r"(?P<half>午前|午後)?(?P<hour>\d{1,2})時(?:(?P<minute>\d{1,2})分|(?P<past>半))"
                    r"(?P<noon>)")  # fmt: skip
MONEY = re.compile(r"(?P<sign>[¥$€])\s?(?P<amount>\d[\d,]*(?:\.\d+)?)")
CURRENCIES = {"¥": "yen", "$": "dollars", "€": "euros"}
TENTHS = re.compile(r"(?<![\d.])(\d{1,2})割(?:引き?)?")
HALF_HOUR = re.compile(r"\bhalf an hour\b|半時間")
ITEM = re.compile(r"(?m)^\s*(?:\d{1,2}[.)\uff0e\uff09]|[\u2460-\u2473])\s*(?=\D)")
LABELLED = re.compile(r"<((?:https?://|mailto:)[^|<>\s]+)\|[^<>]*>")
LINK = re.compile(r"(?:https?://|www\.)\S+")
AFTER_LINK = ",;:!?'\"*]"
ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b")


def written_one_way(text: str) -> str:
    """The text, folded; numbers of list items, which count nothing, are left out."""
    plain = folded(LABELLED.sub(r" \1 ", ITEM.sub("", text)))
    plain = LINK.sub(lambda found: found[0].rstrip(AFTER_LINK), plain)
    for date in DATES:
        plain = date.sub(_date, plain)
    plain = REIWA.sub(_reiwa, plain)
    plain = SPOKEN.sub(_time, CLOCK.sub(_time, plain))
    plain = MONEY.sub(lambda found: f"{found['amount']} {CURRENCIES[found['sign']]} ", plain)
    plain = TENTHS.sub(lambda found: f"{int(found[1]) * 10}%", plain)
    return ORDINAL.sub("", HALF_HOUR.sub("30 minutes", plain))


def _date(found: re.Match[str]) -> str:
    month = found["month"] if found["month"].isdigit() else MONTHS.index(found["month"][:3]) + 1
    year = f"{found['year']} year " if found["year"] else ""
    return f" {year}{int(month)} month {int(found['day'])} day "


def _reiwa(found: re.Match[str]) -> str:
    year = 1 if found[1] == "元" else int(found[1])
    return f"{REIWA_BEGINS + year}年"


def _time(found: re.Match[str]) -> str:
    """On the clock of 24 hours; a full hour says no minutes."""
    hour, minute = int(found["hour"]), int(found["minute"] or 30)
    if (found["half"] == "午後" or found["noon"] == "p") and hour < NOON:
        hour += NOON
    if (found["half"] == "午前" or found["noon"] == "a") and hour == NOON:
        hour = 0
    return f" {hour} hours {minute} minutes " if minute else f" {hour} hours "
