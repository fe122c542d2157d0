"""Numbers that a state or a bank gives to one person; each is told by its own arithmetic."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.datasets.checking.personal.digits import digits_of

LETTERS_BEFORE = 24  # where the word stands that says what a number is

# Not a part of a longer number, of a decimal, of an amount.
_ALONE = "(?<![A-Za-z0-9_])(?<![0-9][-., ])(?<![\u00a5$€£#])"
_NO_AMOUNT = r"(?![A-Za-z0-9_]|[-.,]\d|\s?(?:円|個|件|人|%|yen|JPY|USD|EUR))"
_TWELVE = re.compile(
    rf"{_ALONE}(?:\d{{12}}{_NO_AMOUNT}|\d{{4}}([- ])\d{{4}}\1\d{{4}}(?!\1\d){_NO_AMOUNT})"
)
_CARD = re.compile(rf"{_ALONE}\d(?:[- ]?\d){{13,18}}(?![A-Za-z0-9_]|[-.,]\d)")
_SSN = re.compile(
    r"(?<![A-Za-z0-9])(?<!\d[-.])(?!000|666|9)\d{3}([- ])(?!00)\d\d\1(?!0000)\d{4}(?!\w|-\d)",
    re.ASCII,
)
_IBAN = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2}\d\d(?: ?[A-Z0-9]){11,30}(?![A-Za-z0-9])")
_MOMENT = re.compile(r"20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])[0-5]\d")
_SAYS_MY_NUMBER = re.compile(r"マイナンバー|個人番号|my number", re.IGNORECASE)
_SAYS_SOCIAL_SECURITY = re.compile(r"social security|\bssn\b", re.IGNORECASE)
_SAYS_OTHER = re.compile(
    "注文|受注|発注|伝票|追跡|送り状|荷物|商品|製品|管理番号|問い?合わ?せ"
    "|order|invoice|tracking|parcel|shipment|serial|ticket|sku|upc|gtin|barcode|case",
    re.IGNORECASE,
)
# The length of a card's number, and the digits that it begins with.
_CARDS = re.compile(
    r"4\d{15}(?:\d{3})?"  # Visa
    r"|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}"  # Mastercard
    r"|3[47]\d{13}"  # American Express
    r"|35(?:2[89]|[3-8]\d)\d{12}"  # JCB
    r"|3(?:0[0-5]|[68]\d)\d{11}"  # Diners Club
    r"|6(?:011|5\d\d|4[4-9]\d)\d{12}|62\d{14,17}"  # Discover, UnionPay
)


def kinds_of_identifiers(text: str) -> Iterator[str]:
    """The kinds that a text (with plain digits) holds."""
    if any(map(_is_my_number, _TWELVE.finditer(text))):
        yield "my_number"
    if any(_is_card(digits_of(found[0])) for found in _CARD.finditer(text)):
        yield "card"
    if any(map(_is_social_security_number, _SSN.finditer(text))):
        yield "ssn"
    if any(is_iban(found[0].replace(" ", "")) for found in _IBAN.finditer(text)):
        yield "iban"


def my_number_check_digit(eleven: str) -> int:
    """The twelfth digit by the ordinance on My Number: weights 2 to 7 and 2 to 6 from the right."""
    weighted = sum(
        int(digit) * (place + 1 if place <= 6 else place - 5)  # noqa: PLR2004 (the ordinance's own)
        for place, digit in enumerate(reversed(eleven), start=1)
    )
    rest = weighted % 11
    return 0 if rest <= 1 else 11 - rest


def passes_luhn(digits: str) -> bool:
    doubled = sum(sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2])
    return (doubled + sum(map(int, digits[-1::-2]))) % 10 == 0


def is_iban(account: str) -> bool:
    """Whether an account number passes the arithmetic of ISO 7064 (97-10)."""
    moved = account[4:] + account[:4]
    return int("".join(str(int(letter, 36)) for letter in moved)) % 97 == 1


def _is_my_number(found: re.Match[str]) -> bool:
    digits = digits_of(found[0])
    if len(set(digits)) == 1 or int(digits[-1]) != my_number_check_digit(digits[:-1]):
        return False
    before = _before(found)
    if _SAYS_MY_NUMBER.search(before):
        return True
    return not (_SAYS_OTHER.search(before) or _MOMENT.fullmatch(found[0]))


def _is_card(digits: str) -> bool:
    return _CARDS.fullmatch(digits) is not None and passes_luhn(digits)


def _is_social_security_number(found: re.Match[str]) -> bool:
    return found[1] == "-" or _SAYS_SOCIAL_SECURITY.search(_before(found)) is not None


def _before(found: re.Match[str]) -> str:
    return found.string[max(0, found.start() - LETTERS_BEFORE) : found.start()]
