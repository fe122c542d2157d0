"""Why a header is refused, with a sentence for each column: languages name them differently."""

from __future__ import annotations

from typing import ClassVar

from core.datasets.refusals import UnclearColumns, WrongColumns


class NoQuestionColumn(WrongColumns):
    template: ClassVar[str] = (
        "{file_name} has no column “question”. Its first row says: {found}. "
        "Name the two columns “question” and “answer” in the first row, and send the file again."
    )


class NoAnswerColumn(WrongColumns):
    template: ClassVar[str] = (
        "{file_name} has no column “answer”. Its first row says: {found}. "
        "Name the two columns “question” and “answer” in the first row, and send the file again."
    )


class UnclearQuestionColumn(UnclearColumns):
    template: ClassVar[str] = (
        "In {file_name}, several columns could be the “question” column: {found}. "
        "Rename the right one to “question” and send the file again."
    )


class UnclearAnswerColumn(UnclearColumns):
    template: ClassVar[str] = (
        "In {file_name}, several columns could be the “answer” column: {found}. "
        "Rename the right one to “answer” and send the file again."
    )


class UnclearSplitColumn(UnclearColumns):
    template: ClassVar[str] = (
        "In {file_name}, several columns could be the “split” column: {found}. "
        "Rename the right one to “split” and send the file again."
    )
