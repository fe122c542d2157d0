"""What a file is, as its first bytes betray it."""

from __future__ import annotations

import re
from io import SEEK_END
from pathlib import Path

from core.datasets.refusals import (
    DocumentFile,
    EmptyFile,
    FileRefused,
    ImageFile,
    PackedFile,
    PdfFile,
    SpreadsheetFile,
    WorkbookFile,
)

HEAD = 1 << 16  # enough to tell what kind of file it is

# What Office wrote until 2007, and still writes when there is a password.
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
WORD, SLIDES = (name.encode("utf-16-le") for name in ("WordDocument", "PowerPoint Document"))
FIRST_PART = rb"PK\x03\x04.{26}"  # of a ZIP; its name follows
WORKBOOKS: dict[str, re.Pattern[bytes]] = {
    "xlsx": re.compile(
        FIRST_PART + rb"(\[Content_Types\]\.xml|_rels/|docProps/|(?=xl/))((?!word/|ppt/).)*?xl/",
        re.DOTALL,
    ),
    "ods": re.compile(
        FIRST_PART + rb"mimetype((?!opendocument\.).)*opendocument\.spreadsheet", re.DOTALL
    ),
    "xls": re.compile(re.escape(OLE) + rb"(?!.*(" + WORD + rb"|" + SLIDES + rb"))", re.DOTALL),
}
SIGNATURES: tuple[tuple[re.Pattern[bytes], type[FileRefused]], ...] = (
    (re.compile(rb"\s*%PDF-"), PdfFile),
    (re.compile(rb"\x89PNG|\xff\xd8\xff|GIF8|RIFF....WEBP|BM....\0\0\0\0", re.DOTALL), ImageFile),
    (re.compile(rb"II\*\0|MM\0\*|....ftyp(heic|heix|mif1|avif)", re.DOTALL), ImageFile),
    (WORKBOOKS["xlsx"], WorkbookFile),
    (WORKBOOKS["ods"], WorkbookFile),
    (re.compile(rb"PK\x03\x04.*?Index/.*?\.iwa", re.DOTALL), SpreadsheetFile),  # Apple's
    (re.compile(rb"PK\x03\x04.*?(word/|ppt/|opendocument\.)", re.DOTALL), DocumentFile),
    (re.compile(rb"\{\\rtf"), DocumentFile),
    (WORKBOOKS["xls"], WorkbookFile),
    (re.compile(re.escape(OLE)), DocumentFile),
    (re.compile(rb"PK\x03\x04|\x1f\x8b|BZh[1-9]|\xfd7zXZ|7z\xbc\xaf|Rar!\x1a"), PackedFile),
)


def refuse_other_kinds(head: bytes, file_name: str) -> None:
    """Name what people send by mistake.

    Raises:
        FileRefused: when the first bytes are empty or those of another kind of file.
    """
    if not head.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0"):
        raise EmptyFile(file_name=file_name)
    for signature, refusal in SIGNATURES:
        if signature.match(head):
            raise refusal(file_name=file_name)


def workbook_kind(path: Path) -> str | None:
    """Which kind of workbook a file is, by the name of its ending; None where it is none."""
    with path.open("rb") as file:
        head = file.read(HEAD)
        if head.startswith((b"PK", OLE)) and file.seek(0, SEEK_END) > HEAD:
            file.seek(-HEAD, SEEK_END)
            head += file.read()  # the directory of a ZIP stands at its end
    return next((kind for kind, pattern in WORKBOOKS.items() if pattern.match(head)), None)
