"""Why a file is refused as a whole: one class a reason, each with a sentence fit to show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from core.datasets.faults import Fault
from core.errors import TogiError

ROWS_NAMED = 5


class FileRefused(TogiError):
    """The file can't be read as a data set, whatever its rows say."""


class EmptyFile(FileRefused):
    template: ClassVar[str] = (
        "{file_name} holds no rows. "
        "Check that the right file was chosen and that it was saved, then send it again."
    )


class PdfFile(FileRefused):
    template: ClassVar[str] = (
        "{file_name} is a PDF, and a PDF has no rows to read. Copy the questions and answers "
        "into a table with the columns question and answer, save it as CSV and send that."
    )


class DocumentFile(FileRefused):
    template: ClassVar[str] = (
        "{file_name} is a text document, and has no rows to read. Copy the questions and answers "
        "into a table with the columns question and answer, save it as CSV and send that."
    )


class ImageFile(FileRefused):
    template: ClassVar[str] = (
        "{file_name} is a picture. Type the questions and answers into a table "
        "with the columns question and answer, save it as CSV and send that."
    )


class SpreadsheetFile(FileRefused):
    template: ClassVar[str] = (
        "{file_name} is a spreadsheet file, which Togi can't open. In the spreadsheet program "
        "choose “Save as” or “Download”, pick “CSV UTF-8”, and send that file."
    )


class PackedFile(FileRefused):
    template: ClassVar[str] = (
        "{file_name} is a packed file. Unpack it and send the CSV or JSONL file that is inside."
    )


class BinaryFile(FileRefused):
    template: ClassVar[str] = (
        "{file_name} is not a text file. Send a CSV file with the columns question and answer, "
        "or a JSONL file of chats."
    )


class BrokenText(FileRefused):
    template: ClassVar[str] = (
        "{file_name} has a damaged character in line {line}: it can't be read as {encoding}. "
        "Save the file again as CSV UTF-8 and send that."
    )


class UnknownEncoding(FileRefused):
    template: ClassVar[str] = (
        "The characters of {file_name} are in an encoding that Togi doesn't know. "
        "Save the file again as CSV UTF-8 and send that."
    )


class WrongColumns(FileRefused):
    template: ClassVar[str] = (
        "{file_name} has no column “{missing}”. Its first row reads: {found}. "
        "Name the two columns question and answer in the first row, and send the file again."
    )


class UnclearColumns(FileRefused):
    template: ClassVar[str] = (
        "In {file_name} several columns could be the {wanted}: {found}. "
        "Rename the right one to “{wanted}” and send the file again."
    )


class BrokenQuotes(FileRefused):
    template: ClassVar[str] = (
        "The quotation marks of {file_name} don't match up in row {row} (line {line}), so nobody "
        'can tell where its cells end. Write a quotation mark inside a cell twice (""), '
        "or let a spreadsheet program save the file as CSV again."
    )


class HugeCell(FileRefused):
    template: ClassVar[str] = (
        "A cell in row {row} of {file_name} is longer than {limit} characters. Usually a closing "
        "quotation mark is missing there; close it, or shorten the cell, and send the file again."
    )


class NotJsonLines(FileRefused):
    template: ClassVar[str] = (
        "{file_name} is no JSONL file: each line of one is a JSON object of its own. "
        "Write one object a line, or send a CSV file with the columns question and answer."
    )


class NotUtf8(FileRefused):
    template: ClassVar[str] = (
        "{file_name} is written in {encoding}, and providers read JSONL in UTF-8 alone. "
        "“togi dataset convert” writes it anew, in UTF-8."
    )


class DatasetRefused(TogiError):
    """Rows that can't become examples; `faults` holds every one of them."""

    template: ClassVar[str] = (
        "Nothing was stored: {count} of {rows} rows of {file_name} can't become examples "
        "(row {first}). Correct these rows and send the file again."
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
        "Nothing was stored: {file_name} leaves {count} of {rows} rows to train on, and no "
        "provider trains on fewer than 10. Add rows (50 or more work much better), "
        "and send the file again."
    )


class NameTaken(TogiError):
    template: ClassVar[str] = (
        "The name “{name}” belongs to a data set of another channel. "
        "Give yours another name and send it again."
    )
