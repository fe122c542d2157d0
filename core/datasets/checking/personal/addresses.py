"""Where a person can be reached: mail, a postal code, a member of a Slack."""

from __future__ import annotations

import re

PREFECTURE = "北海道|東京都|(?:京都|大阪)府|神奈川県|和歌山県|鹿児島県|[一-龠]{2}県"

# An address is one whoever owns it: example.com and support@ too, for a form tells no owner.
_EMAIL = re.compile(
    r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9][A-Za-z0-9._%+-]*@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,24}"
    r"(?![A-Za-z0-9-]|\.[A-Za-z])"
)
_MEMBER = re.compile(r"<@[UW][A-Z0-9]{6,}(?:\|[^>]*)?>")
_POSTAL_CODE = re.compile(
    r"〒\s?\d{3}-?\d{4}(?!\d)"
    r"|(?:郵便番号|postal code|zip code)[^\d\n]{0,8}\d{3}-?\d{4}(?!\d)"
    rf"|(?<![\w-])\d{{3}}-\d{{4}}(?![\d-])[\s、,]{{0,3}}(?:{PREFECTURE})"
    rf"|(?<=[\s、。:(はがをの])\d{{3}}-\d{{4}}(?![\d-])[\s、,]{{0,3}}(?:{PREFECTURE})",
    re.IGNORECASE,
)


def has_email(text: str) -> bool:
    return "@" in text and _EMAIL.search(text) is not None


def has_slack_member(text: str) -> bool:
    return "<@" in text and _MEMBER.search(text) is not None


def has_postal_code(text: str) -> bool:
    """Whether a text (with plain digits) holds a Japanese postal code."""
    return _POSTAL_CODE.search(text) is not None
