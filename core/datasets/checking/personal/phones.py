"""Telephone numbers of people, as they are written in Japan, in North America, abroad.

A number is one by its shape (area code, groups, how many digits) unless the word before it says
that it is something else; or by the word before it. Numbers that are there for everybody are none:
110, 119, 0120, 0800, 0570, 1-800.
"""

from __future__ import annotations

import re

from core.datasets.checking.personal.digits import digits_of

LETTERS_BEFORE = 20  # where the word stands that says what a number is
LETTERS_AFTER = 8
LEAST_DIGITS_ABROAD = 9

_ALONE = r"(?<![A-Za-z0-9_])(?<!\d[-.,])(?<![$#\u00a5+])"
_END = r"(?![A-Za-z0-9_]|[-.,:/]\d)"
_JAPANESE = re.compile(
    rf"{_ALONE}(?:"
    r"\(?0[5-9]0\)?[-. ]?\d{4}[-. ]?\d{4}"  # mobile, or over the internet
    r"|0[346]([-. ])\d{4}\1\d{4}"  # Tokyo, Osaka
    r"|0[1-9]\d([-. ])\d{3}\2\d{4}|0[1-9]\d\d([-. ])\d\d\3\d{4}|0[1-9]\d{3}([-. ])\d\4\d{4}"
    r"|\(0[1-9]\d{0,3}\) ?\d{1,4}[- ]\d{4}|0[1-9]\d{0,3} ?\(\d{1,4}\) ?\d{4}"
    rf"){_END}"
)
_AMERICAN = re.compile(
    rf"{_ALONE}(?:1[-. ])?(?:\([2-9]\d\d\) ?[2-9]\d\d[-. ]|[2-9]\d\d([-.])[2-9]\d\d\1)\d{{4}}{_END}"
)
_ABROAD = re.compile(rf"(?<![A-Za-z0-9_.])\+[1-9](?:[-. ()]{{0,2}}\d){{7,14}}{_END}")
_UNSHAPED = re.compile(
    rf"{_ALONE}(?:\(?0\d(?:[-. ()]{{0,2}}\d){{8,9}}|\d{{3}}[-. ]\d{{3}}[-. ]\d{{4}}){_END}"
)
_SAYS_PHONE = re.compile(
    r"電話|携帯|連絡先|ファックス|FAX|\bTEL\b|℡|☎|📞|phone|mobile|\bcell\b|\bcall\b|\bdial\b",
    re.IGNORECASE,
)
_SAYS_OTHER = re.compile(
    r"(?:注文|受注|発注|伝票|追跡|送り状|商品|製品|型番|管理|会員|顧客|口座|予約|受付|整理|シリアル"
    r"|請求書|order|invoice|tracking|ticket|serial|part|item|model|booking|reference|\bref\b|case"
    r"|\bid\b|\bsku\b|account|version)[^\d\n]{0,12}$",
    re.IGNORECASE,
)
_PUBLIC = re.compile(r"0120|0800|0570|0990|0180|0170|1?8(?:00|33|44|55|66|77|88)|1?900")
_BLANK = re.compile(r"\d*(\d)\1{6}")  # 090-0000-0000: nobody's


def has_phone(text: str) -> bool:
    """Whether a text (with plain digits) holds a number that rings at somebody's."""
    return (
        any(map(_is_no_other_number, _JAPANESE.finditer(text)))
        or any(map(_is_no_other_number, _AMERICAN.finditer(text)))
        or any(map(_is_dialled_abroad, _ABROAD.finditer(text)))
        or any(map(_is_said_to_be_one, _UNSHAPED.finditer(text)))
    )


def _is_no_other_number(found: re.Match[str]) -> bool:
    before = _before(found)
    if _is_nobodys(digits_of(found[0])):
        return False
    return _SAYS_PHONE.search(before) is not None or not _SAYS_OTHER.search(before)


def _is_dialled_abroad(found: re.Match[str]) -> bool:
    digits = digits_of(found[0])
    if digits.startswith("81"):
        digits = "0" + digits[2:].removeprefix("0")
    return len(digits) >= LEAST_DIGITS_ABROAD and not _is_nobodys(digits)


def _is_said_to_be_one(found: re.Match[str]) -> bool:
    around = _before(found) + found.string[found.end() : found.end() + LETTERS_AFTER]
    return not _is_nobodys(digits_of(found[0])) and bool(_SAYS_PHONE.search(around))


def _is_nobodys(digits: str) -> bool:
    return _PUBLIC.match(digits) is not None or _BLANK.fullmatch(digits) is not None


def _before(found: re.Match[str]) -> str:
    return found.string[max(0, found.start() - LETTERS_BEFORE) : found.start()]
