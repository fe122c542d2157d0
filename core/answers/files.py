"""The words of a file that somebody asks about, as many as a model may be given."""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, TypedDict

import orjson

from core.answers.trimming import Page
from core.datasets.reading.encodings import recognise
from core.datasets.reading.signatures import HEAD, workbook_kind
from core.datasets.reading.workbooks import rows_of_sheets
from core.datasets.refusals import BrokenText, EmptyFile, FileRefused, ImageFile, LockedWorkbook
from core.errors import TogiError

MOST_FILES, MEGABYTES, CHARACTERS, PDF_PAGES = 5, 10, 20_000, 50
PATIENCE_SECONDS = 20.0
PDF = b"%PDF-"
# Not imported: it would bring its library, which only that process needs.
PDF_PROCESS, PDF_LOCKED = Path(__file__).with_name("pdf_process.py"), 3


class LeftOut(TogiError):
    """What of somebody's files the model was not given, and why."""


class TooManyFiles(LeftOut):
    template: ClassVar[str] = "I didn't read {name}: I can take in {limit} files at a time."


class TooLarge(LeftOut):
    template: ClassVar[str] = "I didn't read {name}: it's larger than {limit} MB."


class NotText(LeftOut):
    template: ClassVar[str] = (
        "I can't read {name}. I can read text, source code, CSV, Excel and PDF files."
    )


class Picture(LeftOut):
    template: ClassVar[str] = (
        "I didn't look at {name}: I can read text, CSV, Excel and PDF files, but I can't see "
        "pictures."
    )


class Locked(LeftOut):
    template: ClassVar[str] = (
        "I couldn't read {name}: it's locked with a password. Send a copy without one."
    )


class Broken(LeftOut):
    template: ClassVar[str] = "I couldn't read {name}: it's damaged, or far too complicated."


class NoWords(LeftOut):
    template: ClassVar[str] = (
        "I found no text in {name}. If its pages are pictures, send a version with text."
    )


class OnlyBeginning(LeftOut):
    template: ClassVar[str] = "I only read the beginning of {name}; the rest was too long."


class Printed(TypedDict):
    """What the other process says of a PDF."""

    text: str
    is_whole: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """A page as far as it was read, and whether that is all of it."""

    page: Page
    is_whole: bool


def read_file(path: Path, name: str) -> Reading:
    """The words of a file; blocks, so it is called in a thread.

    Raises:
        LeftOut: one of its kinds, when there is nothing to be read.
    """
    with path.open("rb") as file:
        head = file.read(HEAD)
    if head.lstrip().startswith(PDF):
        text, is_whole = _pdf(path, name)
    elif workbook_kind(path):
        text, is_whole = _workbook(path, name)
    else:
        text, is_whole = _text(path, name)
    if not text.strip():
        raise NoWords(name=name)
    return Reading(Page(name, text.strip("\n")), is_whole)


def _text(path: Path, name: str) -> tuple[str, bool]:
    encoding = "utf-8"
    try:
        encoding = recognise(path, name)
    except EmptyFile as error:
        raise NoWords(name=name) from error
    except BrokenText:
        pass  # mostly UTF-8: a broken letter or two can be lived with
    except ImageFile as error:
        raise Picture(name=name) from error
    except FileRefused as error:
        raise NotText(name=name) from error
    with path.open(encoding=encoding, errors="replace") as file:
        text = file.read(CHARACTERS + 1)
    return text[:CHARACTERS], len(text) <= CHARACTERS


def _workbook(path: Path, name: str) -> tuple[str, bool]:
    """The sheets below each other, their cells separated by tabs."""
    lines: list[str] = []
    length, last = 0, None
    try:
        with closing(rows_of_sheets(path, name)) as rows:
            for sheet, cells in rows:
                if sheet != last:
                    lines.append(f"[{sheet}]")
                    last = sheet
                lines.append("\t".join(cells))
                length += len(lines[-1]) + 1
                if length > CHARACTERS:
                    return "\n".join(lines)[:CHARACTERS], False
    except LockedWorkbook as error:
        raise Locked(name=name) from error
    except FileRefused as error:
        raise Broken(name=name) from error
    return "\n".join(lines), True


def _pdf(path: Path, name: str) -> tuple[str, bool]:
    limits = [str(PDF_PAGES), str(CHARACTERS)]
    command = [sys.executable, "-I", str(PDF_PROCESS), str(path), *limits]
    try:
        done = subprocess.run(  # noqa: S603 (ourselves, and a path)
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Broken(name=name) from error
    if done.returncode == PDF_LOCKED:
        raise Locked(name=name)
    if done.returncode:
        raise Broken(name=name)
    printed: Printed = orjson.loads(done.stdout)
    return printed["text"], printed["is_whole"]
