"""Names of data sets: one word that people can type in a command."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePath

LONGEST_NAME = 40
TAKEN = "latest"  # in a command it means the newest one
COPIED = re.compile(
    r"\s*\(\d{1,2}\)$|^copy of\s+|[\s-]+(?:copy|コピー)$|のコピー$"
    r"|[\s_-]+(?:fixed|修正済み?|修正版)$",
    re.IGNORECASE,
)


def name_from(file_name: str) -> str:
    """A name out of a file's name: `Support FAQ (2).csv` becomes `support-faq`.

    What browsers and people add to a copy does not make it another thing.
    """
    stem = unicodedata.normalize("NFKC", PurePath(file_name).stem).strip()
    while (plain := COPIED.sub("", stem).strip()) and plain != stem:
        stem = plain
    return clean_name(stem)


def clean_name(text: str) -> str:
    """Letters and digits of any script, joined by hyphens."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    words = re.sub(r"[\W_]+", "-", folded).strip("-")[:LONGEST_NAME].strip("-")
    return "data" if words in {"", TAKEN} else words
