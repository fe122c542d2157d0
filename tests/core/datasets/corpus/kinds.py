"""What people send by mistake: files that hold no rows at all, each told by its first bytes."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile

from core.datasets.reading.unfit_headers import (
    NoQuestionColumn,
)
from core.datasets.refusals import (
    BinaryFile,
    DamagedWorkbook,
    DocumentFile,
    EmptyFile,
    ImageFile,
    PackedFile,
    PdfFile,
)
from tests.core.datasets.corpus.case import Case, refused, survived

OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)  # also an encrypted XLSX
HTML = b"<!DOCTYPE html>\n<html><body><table><tr><td>question</td></tr></table></body></html>\n"


def packed(*names: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return content.getvalue()


def archive() -> bytes:
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w") as tar:
        tar.addfile(tarfile.TarInfo("faq.csv"))
    return content.getvalue()


CASES: list[Case] = [
    refused("a PDF", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", PdfFile, file="faq.pdf"),
    refused("a PDF called CSV", b"%PDF-1.4\n", PdfFile),
    refused("a PDF after a newline", b"\n%PDF-1.4\n", PdfFile),
    refused("a PNG", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", ImageFile, file="faq.png"),
    refused("a JPEG", b"\xff\xd8\xff\xe0\0\x10JFIF\0", ImageFile, file="faq.jpg"),
    refused("a GIF", b"GIF89a\1\0\1\0", ImageFile, file="faq.gif"),
    refused("a WebP", b"RIFF\x24\0\0\0WEBPVP8 ", ImageFile, file="faq.webp"),
    refused("a bitmap", b"BM\x36\0\0\0\0\0\0\0\x36\0", ImageFile, file="faq.bmp"),
    refused("a TIFF", b"II*\0\x08\0\0\0", ImageFile, file="faq.tiff"),
    refused("a photo of a telephone", b"\0\0\0\x18ftypheic\0\0\0\0", ImageFile, file="faq.heic"),
    refused("a Word document", packed("[Content_Types].xml", "word/document.xml"), DocumentFile),
    refused("slides", packed("[Content_Types].xml", "ppt/presentation.xml"), DocumentFile),
    refused("a text of LibreOffice", packed("mimetype", "opendocument.text"), DocumentFile),
    refused("rich text", b"{\\rtf1\\ansi question}", DocumentFile, file="faq.rtf"),
    refused(
        "a table of LibreOffice",
        packed("mimetype", "opendocument.spreadsheet"),
        DamagedWorkbook,
        file="faq.ods",
    ),
    refused("a spreadsheet of 1997", OLD_OFFICE, DamagedWorkbook, file="faq.xls"),
    refused("a packed CSV", packed("faq.csv"), PackedFile, file="faq.zip"),
    refused("an empty archive", b"PK\x05\x06" + bytes(18), BinaryFile, file="faq.zip"),
    refused("a packed CSV, called CSV", gzip.compress(b"question,answer\na,b\n"), PackedFile),
    refused("bzip2", b"BZh91AY&SY", PackedFile, file="faq.bz2"),
    refused("xz", b"\xfd7zXZ\0\0\4", PackedFile, file="faq.xz"),
    refused("7z", b"7z\xbc\xaf\x27\x1c\0\4", PackedFile, file="faq.7z"),
    refused("RAR", b"Rar!\x1a\7\1\0", PackedFile, file="faq.rar"),
    refused("zstd", b"\x28\xb5\x2f\xfd\4\0\1\0", BinaryFile, file="faq.zst"),
    refused("tar", archive(), BinaryFile, file="faq.tar"),
    refused(
        "a film", b"\0\0\0\x20ftypisom\0\0\2\0isomiso2mp41" + bytes(64), BinaryFile, file="faq.mp4"
    ),
    refused("sound", b"ID3\4\0\0\0\0\0\x23TSSE\0\0\0\x0f", BinaryFile, file="faq.mp3"),
    refused("a database", b"SQLite format 3\0\x10\0\1\1\0\x40\x20\x20" + bytes(80), BinaryFile),
    refused("a program", b"\x7fELF\2\1\1" + bytes(64), BinaryFile, file="faq"),
    refused(
        "a program of Windows", b"MZ\x90\0\3\0\0\0\4\0\0\0\xff\xff\0\0" + bytes(64), BinaryFile
    ),
    refused("Parquet", b"PAR1\x15\4\x15\x10\x15\x14\x4c\x15\2\x15\0" + bytes(32), BinaryFile),
    refused(
        "a pickle", b"\x80\4\x95\x1a\0\0\0\0\0\0\0}\x94(\x8c\1q\x94", BinaryFile, file="faq.pkl"
    ),
    refused("noise", bytes(range(256)), BinaryFile),
    refused("a web page", HTML, NoQuestionColumn, file="faq.html"),
    refused("a web page called CSV", HTML, NoQuestionColumn),
    refused(
        "XML", b'<?xml version="1.0"?>\n<faq><question/></faq>\n', NoQuestionColumn, file="faq.xml"
    ),
    refused("YAML", b"- question: a\n  answer: b\n", NoQuestionColumn, file="faq.yaml"),
    refused(
        "Markdown",
        b"| question | answer |\n|---|---|\n| a | b |\n",
        NoQuestionColumn,
        file="faq.md",
    ),
    refused(
        "a letter", "拝啓 時下ますますご清栄のこと".encode(), NoQuestionColumn, file="letter.txt"
    ),
    refused("nothing", b"", EmptyFile),
    refused("nothing, called JSONL", b"", EmptyFile, file="faq.jsonl"),
    refused("one blank", b" ", EmptyFile),
    refused("only blanks", b" \t\r\n" * 1000, EmptyFile),
    refused("one letter", b"a", NoQuestionColumn),
    refused("one newline", b"\n", EmptyFile),
    refused("one zero", b"\0", EmptyFile),
    survived("one byte that is no text", b"\xff"),
    survived("one half of a mark", b"\xef\xbb"),
    survived("a brace", b"{"),
    survived("a bracket", b"["),
    survived("a quotation mark", b'"'),
    survived("an end of file of DOS", b"question,answer\r\na,b\r\n\x1a"),
]
