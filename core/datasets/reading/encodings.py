"""Recognises how the text of a file is encoded, and refuses what is no text at all."""

from __future__ import annotations

import codecs
import re
from pathlib import Path
from typing import BinaryIO

from core.datasets.reading.signatures import HEAD, refuse_other_kinds
from core.datasets.refusals import BinaryFile, BrokenText, UnknownEncoding

CHUNK = 1 << 20
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins like UTF-16's, so it is asked for first
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
NO_TEXT = re.compile(rb"[\x00-\x08\x0e-\x19\x1c-\x1f]")
NOT_ASCII = re.compile(rb"[\x80-\xff]")
SEPARATORS = ",\t;{"
LINE_BREAK = re.compile(r"[\r\n]")
JIS_SHIFT = re.compile(rb"\x1b\$[@B]")  # from here on two bytes are a Japanese character
KANA = re.compile(r"[\u3041-\u30fe]")
FOREIGN_RUN = re.compile(r"[^\x00-\x7f]+")


def recognise(path: Path, file_name: str) -> str:
    """The codec that reads the file.

    Raises:
        FileRefused: one of its kinds, when the file is no text or in no known encoding.
    """
    with path.open("rb") as file:
        head = file.read(HEAD)
        refuse_other_kinds(head, file_name)
        for mark, encoding in MARKS:
            if head.startswith(mark):
                return encoding
        if b"\0" in head and (utf_16 := _utf_16_without_mark(head)):
            return utf_16
        if JIS_SHIFT.search(head):
            return "iso2022_jp"
        if len(NO_TEXT.findall(head)) * 20 > len(head):
            raise BinaryFile(file_name=file_name)
        sample = _from_first_foreign_byte(file)
    if _decoded(sample, "utf-8") is not None:
        return "utf-8"
    if b"\0" in head:
        raise BinaryFile(file_name=file_name)
    if _is_mostly_utf_8(sample):
        raise broken_text(path, file_name, "utf-8")
    return _legacy(sample, file_name)


def _utf_16_without_mark(head: bytes) -> str | None:
    """The UTF-16 in which the head has lines, and a separator in the first; None in neither.

    A zero byte alone proves nothing: it may be a fault of one cell of an ordinary text.
    """
    for encoding in ("utf-16-le", "utf-16-be"):
        text = _decoded(head, encoding)
        if text is None or NO_TEXT.search(text.encode("utf-8", "replace")):
            continue
        first, *others = LINE_BREAK.split(text, maxsplit=1)
        if others and any(separator in first for separator in SEPARATORS):
            return encoding
    return None


def broken_text(path: Path, file_name: str, encoding: str) -> BrokenText:
    """The refusal of a file whose encoding holds only up to some line."""
    with path.open("rb") as file:
        line = _first_broken_line(file, encoding) or 1
    return BrokenText(file_name=file_name, line=line, encoding=encoding)


def _first_broken_line(file: BinaryIO, encoding: str) -> int | None:
    decoder = codecs.getincrementaldecoder(encoding)()
    line = 1
    chunk = b"begin"
    while chunk:
        chunk = file.read(CHUNK)
        try:
            line += decoder.decode(chunk, final=not chunk).count("\n")
        except UnicodeDecodeError as error:
            readable = error.object[: error.start].decode(encoding, "ignore")
            return line + readable.count("\n")
    return None


def _from_first_foreign_byte(file: BinaryIO) -> bytes:
    """What tells encodings apart: a megabyte or two from the first byte that is not ASCII."""
    file.seek(0)
    while chunk := file.read(CHUNK):
        if not chunk.isascii() and (found := NOT_ASCII.search(chunk)):
            return chunk[found.start() :] + file.read(CHUNK)
    return b""


def _is_mostly_utf_8(sample: bytes) -> bool:
    text = sample.decode("utf-8", "replace")
    foreign = len(text) - len(text.encode("ascii", "ignore"))
    return foreign > 2 * text.count("\ufffd")


def _legacy(sample: bytes, file_name: str) -> str:
    """Tell Japanese and Western encodings apart by what the text looks like when decoded."""
    texts = {name: _decoded(sample, name) for name in ("cp932", "euc_jp", "cp1252")}
    kana = {name: len(KANA.findall(text)) for name, text in texts.items() if text}
    likeliest = max(kana, key=lambda name: kana[name], default=None)
    if likeliest and kana[likeliest]:
        return likeliest
    japanese = texts["cp932"]
    if japanese and _comes_in_runs(japanese):
        return "cp932"
    if texts["cp1252"] is not None:
        return "cp1252"
    raise UnknownEncoding(file_name=file_name)


def _comes_in_runs(text: str) -> bool:
    """Whether foreign letters stand together, as in Japanese, and not alone, as é does."""
    runs = FOREIGN_RUN.findall(text)
    return sum(map(len, runs)) >= 2 * len(runs)


def _decoded(sample: bytes, encoding: str) -> str | None:
    """The sample as text; it may end in the middle of a character."""
    try:
        return codecs.getincrementaldecoder(encoding)().decode(sample)
    except UnicodeDecodeError:
        return None
