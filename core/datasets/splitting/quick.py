"""The quick way to the lots of a file: whole blocks of lines at once, as bytes.

Nearly every file of chats was written by a program, one line like the other but for the texts: in
such a block the questions are found by what stands around them. A block that looks different is
parsed line by line; both ways draw the same lots. What stands inside of the answers is not looked
at here: a split changes no line, and a check tells what is wrong with it.
"""

from __future__ import annotations

import re
import unicodedata

import orjson

from core.datasets.chats import folded
from core.datasets.splitting.lots import lots

NEWLINE, ESCAPE = b"\n", b"\\"
CHAT = b'{"messages":['
QUESTION = b'{"role":"user","content":"'
BETWEEN = b'"},{"role":"assistant","content":"'
END = b'"}]}\n'
MARK, BRACE, NEXT_MESSAGE = b'"', b"{", b'"},{'
BEFORE_BRACE = BETWEEN.index(BRACE)
# The letters of ASCII in the width of Japanese ones, U+FF01 to U+FF5E.
WIDE = re.compile(rb"\xef(?:\xbc[\x81-\xbf]|\xbd[\x80-\x9e])")
NARROW = {chr(code + 0xFEE0).encode(): bytes([code]) for code in range(0x21, 0x7F)}
WIDE_SPACE = "\u3000".encode()
# ASCII, and the letters of Chinese and Japanese, in UTF-8: beyond A to Z, none of them has a case.
CASELESS = bytes([*range(0x80), *range(0x80, 0xC0), *range(0xE3, 0xEA)])


def quick_lots(lines: list[bytes], seed: int) -> bytes | None:
    """The lots of lines, one after the other; None where one looks unlike the first."""
    questions = _questions(lines)
    if questions is None:
        return None
    try:
        return lots(folded_at_once(questions), seed)
    except (UnicodeDecodeError, orjson.JSONDecodeError):
        return None


def _questions(lines: list[bytes]) -> bytes | None:
    """What stands between quotation marks in each line as its only question, a line for each."""
    start = lines[0].find(QUESTION) + len(QUESTION) if lines else 0
    begin = lines[0][:start] if lines else b""
    if not (begin.startswith(CHAT) and begin.endswith(QUESTION)):
        return None
    questions = []
    for line in lines:
        end = line.rfind(BRACE) - BEFORE_BRACE  # few answers hold a brace
        if end < start or not line.startswith(BETWEEN, end):
            end = line.find(BETWEEN, start)
            if end < 0 or line.find(NEXT_MESSAGE, end + len(BETWEEN)) >= 0:
                return None
        if not (line.startswith(begin) and line.endswith(END)):
            return None
        questions.append(line[start:end])
    text = NEWLINE.join(questions)
    bare = text.replace(ESCAPE * 2, b"").replace(ESCAPE + MARK, b"") if ESCAPE in text else text
    return None if MARK in bare else text  # where a question ends, an answer must begin


def folded_at_once(questions: bytes) -> list[bytes]:
    """What `chats.folded` makes of each line, given as JSON writes it between quotation marks."""
    if ESCAPE not in questions and (narrow := _narrow(questions)) is not None:
        return narrow.lower().split(NEWLINE)
    return [_folded(question) for question in questions.split(NEWLINE)]


def _folded(question: bytes) -> bytes:
    if ESCAPE not in question and (narrow := _narrow(question)) is not None:
        return narrow.lower()
    text: str = orjson.loads(b'"%b"' % question)
    return folded(text).encode()


def _narrow(text: bytes) -> bytes | None:
    """The text without differences of width, where A to Z are all that can differ in case."""
    if text.isascii():
        return text
    if b"\xef" in text:
        text = WIDE.sub(_narrow_letter, text)
    if text.translate(None, CASELESS):
        return None
    if unicodedata.is_normalized("NFKC", text.decode()):
        return text
    text = text.replace(WIDE_SPACE, b" ")
    return text if unicodedata.is_normalized("NFKC", text.decode()) else None


def _narrow_letter(wide: re.Match[bytes]) -> bytes:
    return NARROW[wide[0]]
