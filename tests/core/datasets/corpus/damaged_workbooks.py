"""Workbooks that are damaged, locked, or made to hurt whoever opens them."""

from __future__ import annotations

import io
import struct
import zipfile

from core.datasets.refusals import (
    DamagedWorkbook,
    EmptyFile,
    HugeWorkbook,
    LockedWorkbook,
    PackedFile,
)
from tests.core.datasets.corpus.case import Case, refused
from tests.core.datasets.corpus.workbooks import FILE, HEADER, book, first

END, FREE = 0xFFFFFFFE, 0xFFFFFFFF  # how the container of old Office counts


def damaged() -> list[Case]:
    whole = book([HEADER, ["a", "b"]])
    parts = {name: content for name, content in unpacked(whole).items() if "sheet1" not in name}
    return [
        refused("workbook: cut in half", whole[: len(whole) // 2], DamagedWorkbook, file=FILE),
        refused("workbook: without its end", whole[:-30], DamagedWorkbook, file=FILE),
        refused("workbook: a byte is flipped", flipped(whole), DamagedWorkbook, file=FILE),
        refused("workbook: its sheet is missing", packed(parts), DamagedWorkbook, file=FILE),
        refused(
            "workbook: its sheet is no XML",
            packed({**unpacked(whole), "xl/worksheets/sheet1.xml": b"oops"}),
            DamagedWorkbook,
            file=FILE,
        ),
        refused(
            "workbook: a billion laughs",
            packed({**unpacked(whole), "xl/workbook.xml": laughs()}),
            EmptyFile,
            file=FILE,
        ),
        refused("workbook: one part claims 4 GB", claiming(whole), HugeWorkbook, file=FILE),
        refused(
            "workbook: a cell in the last corner",
            book(
                [HEADER, ["a", "b"]],
                then=lambda made: first(made).write(1_048_575, 16_383, "x"),
            ),
            HugeWorkbook,
            file=FILE,
        ),
        refused("workbook: behind a password", locked(), LockedWorkbook, file=FILE),
        refused(
            "workbook: inside an archive", packed({"faq.xlsx": whole}), PackedFile, file="faq.zip"
        ),
    ]


def unpacked(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()


def flipped(content: bytes) -> bytes:
    """In the packed data of the sheet itself."""
    at = content.index(b"xl/worksheets/sheet1.xml") + 80
    return content[:at] + bytes([content[at] ^ 0xFF]) + content[at + 1 :]


def claiming(content: bytes) -> bytes:
    """The directory of the archive says that its first part is as large as may be."""
    at = content.index(b"PK\1\2") + 24
    return content[:at] + struct.pack("<I", 0xFFFFFFF0) + content[at + 4 :]


def laughs() -> bytes:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<!DOCTYPE w [<!ENTITY l0 "ha">{entities}]><workbook>&l9;</workbook>'.encode()


def locked() -> bytes:
    """What Office writes where there is a password: another container, and the workbook in it."""
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<9I", 0, 1, 1, 0, 4096, END, 0, END, 0)
    header += struct.pack("<109I", 0, *[FREE] * 108)
    table = struct.pack("<128I", 0xFFFFFFFD, END, *[FREE] * 126)
    names = (
        ("Root Entry", 5, 1),
        ("EncryptedPackage", 2, FREE),
        ("EncryptionInfo", 2, FREE),
        ("", 0, FREE),
    )
    return header + table + b"".join(entry(*name) for name in names)


def entry(name: str, kind: int, child: int) -> bytes:
    text = f"{name}\0".encode("utf-16-le") if name else b""
    sides = (FREE, 2 if name == "EncryptedPackage" else FREE, child)
    head = text.ljust(64, b"\0") + struct.pack("<HBB3I", len(text), kind, 1, *sides)
    return head + bytes(36) + struct.pack("<IQ", END, 0)


CASES = damaged()
