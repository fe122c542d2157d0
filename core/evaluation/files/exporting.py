"""Ratings and votes as files: CSV for spreadsheets, JSON lines for programs, Parquet for tables."""

from __future__ import annotations

import asyncio
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from sqlmodel.ext.asyncio.session import AsyncSession

from core.datasets.replacing import replacing
from core.evaluation.files.formulas import as_text
from core.evaluation.files.frames import Reach, frame
from core.evaluation.files.rating_rows import RatingRow, rating_rows
from core.evaluation.files.vote_rows import VoteRow, nameless, vote_rows

if TYPE_CHECKING:  # heavy
    from pandas import DataFrame


class Kind(StrEnum):
    RATINGS = "ratings"
    VOTES = "votes"


class Format(StrEnum):
    CSV = "csv"
    JSONL = "jsonl"
    PARQUET = "parquet"


class Exported(NamedTuple):
    """How many rows a file has; how many count in a verdict, and how many lack their words."""

    rows: int
    counted: int
    wordless: int


async def export(
    session: AsyncSession, path: Path, reach: Reach, *, kind: Kind, file_format: Format
) -> Exported:
    """Write what stands into a file, which is replaced as a whole."""
    if kind is Kind.RATINGS:
        ratings: list[RatingRow] = [
            row async for rows in rating_rows(session, reach) for row in rows
        ]
        counted, wordless = len(ratings), sum(row["answer"] is None for row in ratings)
        table = await asyncio.to_thread(frame, ratings, RatingRow)
    else:
        votes: list[VoteRow] = [row async for rows in vote_rows(session, reach) for row in rows]
        counted = sum(row["counted"] for row in votes)
        wordless = sum(row["question"] == nameless(row["run_id"], row["number"]) for row in votes)
        table = await asyncio.to_thread(frame, votes, VoteRow)
    await asyncio.to_thread(write, table, path, file_format)
    return Exported(len(table), counted, wordless)


def write(table: DataFrame, path: Path, file_format: Format) -> None:
    """Replace a file with a table.

    Raises:
        CannotWrite: when the disk is full, or the folder is nobody's to write in.
    """
    with replacing(path) as replacements:
        (file,) = replacements.files
        _write(table, file, file_format)
        replacements.keep()


def _write(table: DataFrame, file: BinaryIO, file_format: Format) -> None:
    match file_format:
        case Format.CSV:  # marked as UTF-8, which spreadsheet programs would not guess
            safe = table.map(as_text)
            file.write(safe.to_csv(index=False, lineterminator="\n").encode("utf-8-sig"))
        case Format.JSONL:
            table.to_json(file, orient="records", lines=True, force_ascii=False)
        case Format.PARQUET:
            table.to_parquet(file, engine="pyarrow", index=False)
