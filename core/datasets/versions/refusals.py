"""What versions of a data set are not good for, and how they say so."""

from __future__ import annotations

from typing import ClassVar

from core.errors import TogiError


class HeldOut(TogiError):
    template: ClassVar[str] = (
        "Held-out examples are kept for testing models, so they are never given to a provider."
    )


class NoSuchVersion(TogiError):
    template: ClassVar[str] = "“{dataset}” has no version {number}. You can choose from: {versions}"


class NoSuchRow(TogiError):
    template: ClassVar[str] = "Version {number} of “{dataset}” has no row {row}."


class NoSuchRowOfTable(NoSuchRow):
    template: ClassVar[str] = (
        "Version {number} of “{dataset}” has no row {row}. Row 1 is the first row of the file "
        "below the column names."
    )


class NoSuchLine(NoSuchRow):
    template: ClassVar[str] = (
        "Version {number} of “{dataset}” has no row {row}. Row 1 is the first line of the file."
    )


class NameInUse(TogiError):
    template: ClassVar[str] = "The name “{name}” is taken. Choose a different one."


class ErasedMeanwhile(TogiError):
    template: ClassVar[str] = (
        "While your file was read, one of its examples was erased on request. Send the file again: "
        "that example is left out then."
    )


class GoneMeanwhile(TogiError):
    template: ClassVar[str] = (
        "That is gone already. `/ft dataset list` shows the data sets that are left."
    )
