"""Opens a file as what it is: its content decides, its name only helps."""

from __future__ import annotations

from pathlib import Path, PurePath

from core.datasets.reading.columns import Named
from core.datasets.reading.drafts import Source
from core.datasets.reading.encodings import broken_text, recognise
from core.datasets.reading.lines import JSON_ENDINGS, Lines
from core.datasets.reading.sheets import open_sheet
from core.datasets.reading.signatures import HEAD, workbook_kind
from core.datasets.reading.workbooks import open_workbook
from core.datasets.refusals import NotJsonLines


def open_source(path: Path, file_name: str, named: Named | None = None) -> Source:
    """The rows of a file.

    Raises:
        FileRefused: one of its kinds, saying what the file is instead.
    """
    named = named or Named()
    if kind := workbook_kind(path):
        return open_workbook(path, file_name, kind, named)
    encoding = recognise(path, file_name)
    beginning = _beginning(path, file_name, encoding)
    is_json = PurePath(file_name).suffix.lower() in JSON_ENDINGS
    if beginning.startswith("[") and (is_json or beginning[1:].lstrip().startswith("{")):
        raise NotJsonLines(file_name=file_name)
    if is_json or beginning.startswith("{"):
        return Lines(path=path, file_name=file_name, encoding=encoding, named=named)
    return open_sheet(path, file_name, encoding, named)


def _beginning(path: Path, file_name: str, encoding: str) -> str:
    with path.open(encoding=encoding, newline="") as file:
        try:
            return file.read(HEAD).lstrip()
        except UnicodeDecodeError:
            raise broken_text(path, file_name, encoding) from None
