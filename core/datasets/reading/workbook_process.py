"""Prints a workbook as JSON lines; runs as a process of its own, with limits to its memory.

A few kilobytes can claim to be a sheet of a billion cells, and the library that reads workbooks
aborts the process that believes it. So this file is run by its path and imports nothing of ours.

    python -I workbook_process.py FILE          sheets: {"sheet": name, "rows": [the first few]}
    python -I workbook_process.py FILE SHEET    every row that holds anything: [cell, cell, ...]

A cell is what a person sees, as text; an error such as #REF! is an object, {"error": "#REF!"}.
"""

from __future__ import annotations

import resource
import sys
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import PurePosixPath
from typing import IO, BinaryIO
from xml.etree import ElementTree as ET

import orjson
from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

UNPACKED = 256 << 20  # as text; the library takes about twice as much
MEMORY = 1 << 30
SECONDS = 120
FIRST_ROWS = 10  # a header may stand below a title
# How a workbook with a password names the rest of itself; the library calls it unknown.
LOCK = "EncryptedPackage".encode("utf-16-le")
DIGITS = 15  # as many as a spreadsheet program shows

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # how Office wraps a workbook that is locked
LOCK = "EncryptedPackage".encode("utf-16-le")
LOCKED, HUGE = 3, 4  # exit statuses; any other but 0 means that the file is damaged

Value = str | float | bool | date | time | timedelta
Cell = str | dict[str, str]
Errors = dict[tuple[int, int], str]


def shown(value: Value) -> str:
    """A cell as a person sees it: 42 and not 42.0, a time without seconds that are none."""
    match value:
        case str():
            return value
        case bool():
            return "TRUE" if value else "FALSE"
        case datetime():
            return value.isoformat(" ", precision(value))
        case time():
            return value.isoformat(precision(value))
        case date():
            return value.isoformat()
        case timedelta():
            minutes, seconds = divmod(round(value.total_seconds()), 60)
            return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
        case _:
            return format(value, f".{DIGITS}G")


def precision(value: datetime | time) -> str:
    return "seconds" if value.second or value.microsecond else "minutes"


def rows(file: BinaryIO, workbook: CalamineWorkbook, sheet: str) -> Iterator[list[Cell]]:
    """The rows of a sheet that hold anything."""
    found = workbook.get_sheet_by_name(sheet)
    errors = error_cells(file, sheet)
    first = found.start[1] if found.start else 0
    for number, values in enumerate(found.iter_rows()):
        cells: list[Cell] = [shown(value) for value in values]
        for column in range(len(cells)) if errors else ():
            if error := errors.get((number, first + column)):
                cells[column] = {"error": error}
        if any(cell if isinstance(cell, dict) else cell.strip() for cell in cells):
            yield cells


def error_cells(file: BinaryIO, sheet: str) -> Errors:
    """Where formulas failed, and what is shown there; the library gives an empty text instead."""
    if not zipfile.is_zipfile(file):
        return {}
    with zipfile.ZipFile(file) as archive:
        part = part_of(archive, sheet)
        if part is None or not has_errors(archive, part):
            return {}
        with archive.open(part) as content:
            return dict(found_errors(content))


def part_of(archive: zipfile.ZipFile, sheet: str) -> str | None:
    """The file inside an XLSX that holds a sheet."""
    names = set(archive.namelist())
    if not names >= {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"}:
        return None
    book = ET.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314 (why we are alone here)
    for found in book.iterfind("{*}sheets/{*}sheet"):
        if found.get("name") == sheet:
            wanted = next((found.attrib[key] for key in found.attrib if key.endswith("}id")), None)
            break
    else:
        return None
    relations = ET.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314 (as above)
    for relation in relations:
        if relation.get("Id") == wanted:
            part = str(PurePosixPath("/xl", relation.get("Target", "")))[1:]
            return part if part in names else None
    return None


def has_errors(archive: zipfile.ZipFile, part: str) -> bool:
    """Whether any cell is of the type e; looking for it is much faster than parsing."""
    end = b""
    with archive.open(part) as content:
        while chunk := content.read(1 << 20):
            if b't="e"' in end + chunk or b"t='e'" in end + chunk:
                return True
            end = chunk[-4:]
    return False


def found_errors(content: IO[bytes]) -> Iterator[tuple[tuple[int, int], str]]:
    for _, element in ET.iterparse(content):  # noqa: S314 (as above)
        name = element.tag.rpartition("}")[2]
        if name == "c" and element.get("t") == "e":
            yield place(element.get("r", "A1")), element.findtext("{*}v") or "#ERROR!"
        elif name == "row":
            element.clear()


def place(reference: str) -> tuple[int, int]:
    """Row and column, from 0, of what a spreadsheet calls AB12."""
    letters = reference.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(reference[len(letters) :]) - 1, column - 1


def refuse_locked(file: BinaryIO) -> None:
    """The library tells a password only where the name of the file ends in .xlsx."""
    if file.read(len(OLE)) == OLE and LOCK in file.read():
        sys.exit(LOCKED)


def refuse_locked_ones(file: BinaryIO) -> None:
    if file.read(2) != b"PK" and LOCK in file.read():
        sys.exit(LOCKED)
    file.seek(0)


def refuse_giants(file: BinaryIO) -> None:
    if zipfile.is_zipfile(file):
        with zipfile.ZipFile(file) as archive:
            if sum(part.file_size for part in archive.infolist()) > UNPACKED:
                sys.exit(HUGE)
    file.seek(0)


def visible_sheets(workbook: CalamineWorkbook) -> Iterator[str]:
    for sheet in workbook.sheets_metadata:
        if (sheet.typ, sheet.visible) == (SheetTypeEnum.WorkSheet, SheetVisibleEnum.Visible):
            yield sheet.name


def main(path: str, *sheet: str) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    out = sys.stdout.buffer
    with open(path, "rb") as file:  # noqa: PTH123 (a plain script)
        refuse_locked(file)
        refuse_giants(file)
        refuse_locked_ones(file)
        workbook = CalamineWorkbook.from_filelike(file)
        for wanted in sheet:
            for row in rows(file, workbook, wanted):
                out.write(orjson.dumps(row) + b"\n")
        for name in () if sheet else visible_sheets(workbook):
            first = list(islice(rows(file, workbook, name), FIRST_ROWS))
            out.write(orjson.dumps({"sheet": name, "rows": first}) + b"\n")
            out.flush()


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except PasswordError:
        sys.exit(LOCKED)
    except MemoryError:
        sys.exit(HUGE)
