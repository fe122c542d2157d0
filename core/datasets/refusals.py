"""Why a file is refused as a whole: one class a reason, each with a sentence fit to show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from core.datasets.faults import Fault
from core.errors import Detail, TogiError

ROWS_NAMED = 5
NAMES_SHOWN = 8
NAME_LENGTH_SHOWN = 40


class FileRefused(TogiError):
    """The file can't be read as a data set, whatever its rows say."""


class EmptyFile(FileRefused):
    template: ClassVar[str] = (
        "{file_name} has no rows. "
        "Check that it is the right file and that it was saved, then send it again."
    )


class PdfFile(FileRefused):
    template: ClassVar[str] = (
        "{file_name} is a PDF, and a PDF has no rows to read. Copy the questions and answers "
        "into a table with the columns “question” and “answer”, save it as CSV and send that."
    )


class DocumentFile(FileRefused):
    template: ClassVar[str] = (
        "{file_name} is a text document and has no rows to read. Copy the questions and answers "
        "into a table with the columns “question” and “answer”, save it as CSV and send that."
    )


class ImageFile(FileRefused):
    template: ClassVar[str] = (
        "{file_name} is a picture. Type the questions and answers into a table "
        "with the columns “question” and “answer”, save it as CSV and send that."
    )


class SpreadsheetFile(FileRefused):
    template: ClassVar[str] = (
        "{file_name} is a spreadsheet of a kind that Togi can't open. In your spreadsheet "
        "program, choose “Save as” or “Export”, pick “Excel (.xlsx)” or “CSV UTF-8”, "
        "and send that file."
    )


class WorkbookFile(FileRefused):
    template: ClassVar[str] = (
        "{file_name} is a spreadsheet, and JSONL is needed here. "
        "“togi dataset convert” writes it as JSONL."
    )


class DamagedWorkbook(FileRefused):
    template: ClassVar[str] = (
        "{file_name} is a spreadsheet that can't be opened: it is damaged or incomplete. "
        "Open it in your spreadsheet program, save it again and send that."
    )


class LockedWorkbook(FileRefused):
    template: ClassVar[str] = (
        "{file_name} is protected by a password. "
        "Remove the password in your spreadsheet program, save the file and send it again."
    )


class HugeWorkbook(FileRefused):
    template: ClassVar[str] = (
        "{file_name} is too large for a spreadsheet: unpacked it takes more than {limit} MB. "
        "Save it as CSV UTF-8, which may have any size, and send that. "
        "Where it looks small to you, delete empty rows and columns far from your table first."
    )


class PackedFile(FileRefused):
    template: ClassVar[str] = (
        "{file_name} is a compressed file. Unpack it and send the file inside: XLSX, CSV or JSONL."
    )


class BinaryFile(FileRefused):
    template: ClassVar[str] = (
        "{file_name} is neither text nor a spreadsheet. Send an XLSX or CSV file with the columns "
        "“question” and “answer”, or a JSONL file of chats."
    )


class BrokenText(FileRefused):
    template: ClassVar[str] = (
        "{file_name} has a damaged character in line {line}: it can't be read as {encoding}. "
        "Save the file again as CSV UTF-8 and send that."
    )


class UnknownEncoding(FileRefused):
    template: ClassVar[str] = (
        "{file_name} is saved in a text encoding that Togi doesn't know. "
        "Save the file again as CSV UTF-8 and send that."
    )


class HeaderRefused(FileRefused):
    """The columns can't be told apart; `header` holds all of them, for a person to choose from."""

    def __init__(self, header: Sequence[str], **details: Detail) -> None:
        self.header = tuple(header)
        super().__init__(**details)


class WrongColumns(HeaderRefused):
    template: ClassVar[str] = (
        "{file_name} has no column “{missing}”. Its first row says: {found}. "
        "Name the two columns “question” and “answer” in the first row, and send the file again."
    )

    def __init__(self, *, file_name: str, missing: str, header: Sequence[str]) -> None:
        super().__init__(header, file_name=file_name, missing=missing, found=_shown(header))


class UnclearColumns(HeaderRefused):
    """Several columns could be the one that is wanted; `candidates` names them."""

    def __init__(
        self, *, file_name: str, wanted: str, candidates: Sequence[str], header: Sequence[str]
    ) -> None:
        super().__init__(header, file_name=file_name, found=_shown(candidates))
        self.wanted = wanted
        self.candidates = tuple(candidates)


class NoSheetFits(HeaderRefused):
    template: ClassVar[str] = (
        "No sheet of {file_name} has the columns “question” and “answer”. Sheets looked at: "
        "{sheets}. The first row of “{sheet}” says: {found}. "
        "Name the two columns there, and send the file again."
    )

    def __init__(
        self, *, file_name: str, sheets: Sequence[str], sheet: str, header: Sequence[str]
    ) -> None:
        super().__init__(
            header,
            file_name=file_name,
            sheets=_shown(sheets),
            sheet=_shown([sheet]),
            found=_shown(header),
        )


def _shown(names: Sequence[str]) -> str:
    named = [" ".join(name.split())[:NAME_LENGTH_SHOWN] for name in names[:NAMES_SHOWN]]
    return ", ".join(named) + (" …" if names[NAMES_SHOWN:] else "")


class BrokenQuotes(FileRefused):
    template: ClassVar[str] = (
        "The quotation marks in row {row} of {file_name} (line {line}) don't match up, so it is "
        'unclear where the cells end. Write a quotation mark inside a cell twice (""), '
        "or let a spreadsheet program save the file as CSV again."
    )


class HugeCell(FileRefused):
    template: ClassVar[str] = (
        "A cell in row {row} of {file_name} is longer than {limit} characters. Usually a closing "
        "quotation mark is missing there; close it, or shorten the cell, and send the file again."
    )


class NotJsonLines(FileRefused):
    template: ClassVar[str] = (
        "{file_name} is not a JSONL file, in which each line is a JSON object of its own. "
        "Write one object per line, or send a CSV with the columns “question” and “answer”."
    )


class NotYetJsonLines(FileRefused):
    template: ClassVar[str] = (
        "{file_name} is a table, not chat JSONL. “togi dataset convert” turns it into chat JSONL; "
        "use that file here."
    )


class NotUtf8(FileRefused):
    template: ClassVar[str] = (
        "{file_name} is written in {encoding}, but providers only read JSONL in UTF-8. "
        "“togi dataset convert” writes a copy in UTF-8."
    )


class DatasetRefused(TogiError):
    """Rows that can't become examples; `faults` holds every one of them."""

    template: ClassVar[str] = (
        "{count} of the {rows} rows in {file_name} can't become examples (rows: {first}). Correct "
        "them and send the file again."
    )

    def __init__(
        self, *, file_name: str, rows: int, faults: Sequence[Fault] = (), count: int | None = None
    ) -> None:
        self.faults = tuple(faults)
        named = list(dict.fromkeys(fault.row for fault in faults))
        first = ", ".join(map(str, named[:ROWS_NAMED])) + (" …" if named[ROWS_NAMED:] else "")
        bad = len(named) if count is None else count
        super().__init__(file_name=file_name, rows=rows, count=bad, first=first)


class TooFewExamples(DatasetRefused):
    template: ClassVar[str] = (
        "{count} of the {rows} rows in {file_name} would be left to train on, and no provider "
        "trains on fewer than 10. Add more rows (50 or more work much better) and send the file "
        "again."
    )


class NameTaken(TogiError):
    template: ClassVar[str] = (
        "The name “{name}” is taken by a data set in another channel. "
        "Give yours a different name and send it again."
    )
