"""Prints the text of a PDF as JSON; runs as a process of its own, with limits to what it takes.

A PDF is a program of sorts, and a few kilobytes can ask for hours or for all memory. So this file
is run by its path and imports nothing of ours.

    python -I pdf_process.py FILE PAGES CHARACTERS      {"text": …, "is_whole": …}
"""

from __future__ import annotations

import logging
import resource
import sys

import orjson
from pypdf import PdfReader
from pypdf.errors import FileNotDecryptedError, PyPdfError

MEMORY = 1 << 30
SECONDS = 15
LOCKED, DAMAGED = 3, 4  # exit statuses; any other but 0 means that a limit was reached


def main(path: str, pages: str, characters: str) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    logging.disable()
    reader = PdfReader(path)
    if reader.is_encrypted and not reader.decrypt(""):
        sys.exit(LOCKED)
    found, room, read = [], int(characters), 0
    for page in reader.pages[: int(pages)]:
        text = page.extract_text().strip()
        read += 1
        found.append(text[:room])
        room -= len(text)
        if room < 0:
            break
    is_whole = room >= 0 and read == len(reader.pages)
    text = "\n\n".join(filter(None, found))
    sys.stdout.buffer.write(
        orjson.dumps({"text": text.encode("utf-8", "replace").decode(), "is_whole": is_whole})
    )


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except FileNotDecryptedError:
        sys.exit(LOCKED)
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        RecursionError,
    ):
        sys.exit(DAMAGED)  # the library meets what it did not expect in many ways
