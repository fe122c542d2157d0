"""Which language a text is written in: by its script, and by small words where that is Latin.

Code, addresses and JSON are in no language. Where it isn't clear, nobody guesses.
"""

from __future__ import annotations

import re
from enum import IntEnum

import numpy as np

LOOKED_AT = 400  # characters from the beginning
MOSTLY, HARDLY = 0.35, 0.15  # of the letters, in a script that isn't Latin
LEAST_LETTERS = 4
LEAST_WORDS, LEAST_FOREIGN_WORDS, AHEAD_BY = 2, 3, 2


class Tongue(IntEnum):
    """What a text is written in; the scripts that one language has stand for it."""

    UNCLEAR = 0
    ENGLISH = 1
    JAPANESE = 2
    CHINESE = 3
    KOREAN = 4
    CYRILLIC = 5
    ARABIC = 6
    THAI = 7
    INDIC = 8
    GREEK = 9
    HEBREW = 10
    GERMAN = 11
    FRENCH = 12
    SPANISH = 13
    ITALIAN = 14
    PORTUGUESE = 15
    DUTCH = 16


_OTHER, _LATIN, _KANA, _HAN = 0, 1, 2, 3
_RANGES: tuple[tuple[int, int, int], ...] = (
    (_LATIN, 0x41, 0x5B),
    (_LATIN, 0x61, 0x7B),
    (_LATIN, 0xC0, 0x250),
    (_LATIN, 0xFF21, 0xFF5B),
    (_KANA, 0x3041, 0x30FB),
    (_HAN, 0x3400, 0xA000),
    (Tongue.KOREAN, 0xAC00, 0xD7A4),
    (Tongue.CYRILLIC, 0x400, 0x530),
    (Tongue.ARABIC, 0x600, 0x700),
    (Tongue.THAI, 0xE00, 0xE80),
    (Tongue.INDIC, 0x900, 0xE00),
    (Tongue.GREEK, 0x370, 0x400),
    (Tongue.HEBREW, 0x590, 0x600),
)
_SCRIPT_OF = np.zeros(1 << 16, np.uint8)
for _script, _first, _end in _RANGES:
    _SCRIPT_OF[_first:_end] = _script
_SCRIPTS = 11

_NO_PROSE = re.compile(r"```.*?(?:```|\Z)|`[^`\n]*`|https?://[!-~]+|[!-~]+@[!-~]+", re.DOTALL)
_WORD = re.compile(r"[a-zà-ÿœ']+")
_WORDS: dict[Tongue, str] = {
    Tongue.ENGLISH: "the of and to in is that it for you was with on as are be this have from or by"
    " not but what all were when your can there an which their if will how do about has would could"
    " should please my we me our they he she his her does did any than then so don't can't i i'm",
    Tongue.GERMAN: "der die das und ist nicht ein eine zu den mit sich auf für dem des im auch es"
    " werden aus er hat dass nach wird bei noch wie einem über einen zum kann wenn oder ich wir sie"
    " ihr bitte ihre ihren haben sind",
    Tongue.FRENCH: "le la les des est et un une du dans que pour qui sur pas au par plus avec ce ne"
    " vous nous je il elle sont être votre vos mais ou aux cette se",
    Tongue.SPANISH: "el la los las de que y en un una es por con para su al lo como más pero sus le"
    " esta este entre cuando muy sin sobre también hasta hay donde usted puede",
    Tongue.ITALIAN: "il di che e la per un non sono una del con si da come le dei nel alla più"
    " anche gli della ma è",
    Tongue.PORTUGUESE: "o os as de que e em um uma para com não por mais como mas foi ao ele das"
    " tem à seu sua ou ser quando há nos já está você",
    Tongue.DUTCH: "de het een van en dat op te zijn niet met voor aan er om ook als maar bij of uit"
    " nog naar dan wat kan worden je u",
}
_TONGUES_OF: dict[str, tuple[Tongue, ...]] = {
    word: tuple(tongue for tongue, words in _WORDS.items() if word in words.split())
    for words in _WORDS.values()
    for word in words.split()
}
_CHINESE_WORDS = frozenset("的是了我你们這这吗嗎您没沒么麼他她很也和在不有请")
_LEAST_CHINESE = 3


def tongue_of(text: str) -> Tongue:
    text = text[:LOOKED_AT]
    if text[:1] in ("{", "["):
        return Tongue.UNCLEAR
    if "`" in text or "://" in text or "@" in text:
        text = _NO_PROSE.sub(" ", text)
    if text.isascii():
        return _tongue_of_latin(text)
    codes = np.frombuffer(text.encode("utf-16-le", "replace"), np.uint16)
    counts = np.bincount(_SCRIPT_OF[codes], minlength=_SCRIPTS).tolist()
    latin, kana, han = counts[_LATIN], counts[_KANA], counts[_HAN]
    others = counts[_HAN + 1 :]
    letters = sum(counts[1:])
    if letters - latin <= HARDLY * letters:
        return _tongue_of_latin(text)
    if letters < LEAST_LETTERS or letters - latin < MOSTLY * letters:
        return Tongue.UNCLEAR
    if (most := max(others)) > kana + han:
        return Tongue(_HAN + 1 + others.index(most))
    if kana:
        return Tongue.JAPANESE
    is_chinese = len(_CHINESE_WORDS.intersection(text)) >= _LEAST_CHINESE
    return Tongue.CHINESE if is_chinese else Tongue.UNCLEAR


def _tongue_of_latin(text: str) -> Tongue:
    counts: dict[Tongue, int] = {}
    for word in _WORD.findall(text.lower()):
        for tongue in _TONGUES_OF.get(word, ()):
            counts[tongue] = counts.get(tongue, 0) + 1
    ranked = sorted(counts.items(), key=lambda item: -item[1])
    if not ranked:
        return Tongue.UNCLEAR
    best, count = ranked[0]
    second = ranked[1][1] if len(ranked) > 1 else 0
    least = LEAST_WORDS if best is Tongue.ENGLISH else LEAST_FOREIGN_WORDS
    return best if count >= least and count >= second + AHEAD_BY else Tongue.UNCLEAR
