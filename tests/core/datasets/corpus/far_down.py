"""The same tables behind a hundred kilobytes of good rows: files are read a block at a time."""

from __future__ import annotations

from dataclasses import replace

from tests.core.datasets.corpus.case import Case
from tests.core.datasets.corpus.tables import HEAD, dialects, quotes, rows

LARGEST = 100_000
GOOD = [
    (f"これは{number}番目の質問ですか。", f"はい、{number}番目です。") for number in range(1, 1601)
]
FILLER = "".join(f"{question},{answer}\n" for question, answer in GOOD)


def moved(case: Case, encoding: str) -> Case | None:
    """The case after all the good rows, where that means the same."""
    try:
        rest = case.content.decode().removeprefix(HEAD)
        content = f"{HEAD}{FILLER}{rest}".encode(encoding)
    except UnicodeEncodeError:
        return None
    return replace(
        case,
        name=f"far down, {encoding}: {case.name}",
        content=content,
        pairs=None if case.pairs is None else [*GOOD, *case.pairs],
        faults=case.faults and tuple((row + len(GOOD), code) for row, code in case.faults),
        encoding=encoding,
    )


CASES = [
    behind
    for case in (*dialects(), *rows(), *quotes())
    if case.content.startswith(HEAD.encode()) and len(case.content) < LARGEST
    for encoding in ("utf-8", "utf-16", "cp932")
    if (behind := moved(case, encoding))
]
