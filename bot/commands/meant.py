"""What a line after `/ft` means: one class a command."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Menu:
    pass


@dataclass(frozen=True, slots=True)
class Help:
    pass


@dataclass(frozen=True, slots=True)
class AddDataset:
    example: str | None = None


@dataclass(frozen=True, slots=True)
class ListDatasets:
    pass


@dataclass(frozen=True, slots=True)
class ShowDataset:
    name: str
    version: int | None = None


@dataclass(frozen=True, slots=True)
class DiffVersions:
    name: str
    old: int
    new: int


@dataclass(frozen=True, slots=True)
class ExportDataset:
    name: str
    version: int | None = None


@dataclass(frozen=True, slots=True)
class RenameDataset:
    name: str
    new_name: str


@dataclass(frozen=True, slots=True)
class DeleteDataset:
    name: str
    version: int | None = None


@dataclass(frozen=True, slots=True)
class EraseRow:
    name: str
    row: int
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Train:
    dataset: str
    base: str | None = None
    epochs: int | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class DrawCurve(Train):
    """Train on a quarter, half and all of the rows."""


@dataclass(frozen=True, slots=True)
class Status:
    job: str | None = None


@dataclass(frozen=True, slots=True)
class ListJobs:
    pass


@dataclass(frozen=True, slots=True)
class Cancel:
    job: str


@dataclass(frozen=True, slots=True)
class ListModels:
    pass


@dataclass(frozen=True, slots=True)
class Use:
    model: str
    channel: str | None = None


@dataclass(frozen=True, slots=True)
class SetChannel:
    pass


@dataclass(frozen=True, slots=True)
class Ask:
    question: str


@dataclass(frozen=True, slots=True)
class HowToRate:
    pass


@dataclass(frozen=True, slots=True)
class Summarise:
    model: str | None = None


@dataclass(frozen=True, slots=True)
class SeeSaid:
    pass


@dataclass(frozen=True, slots=True)
class ExportLedger:
    kind: str  # ratings or votes
    file_format: str = "csv"
    named: bool = False


@dataclass(frozen=True, slots=True)
class ImportRatings:
    pass


@dataclass(frozen=True, slots=True)
class StartEvaluation:
    challenger: str | None = None


@dataclass(frozen=True, slots=True)
class ShowEvaluation:
    pass


@dataclass(frozen=True, slots=True)
class RollBack:
    pass


LedgerCommand = SeeSaid | ExportLedger | ImportRatings
EvaluationCommand = StartEvaluation | ShowEvaluation
VersionCommand = (
    ListDatasets
    | ShowDataset
    | DiffVersions
    | ExportDataset
    | RenameDataset
    | DeleteDataset
    | EraseRow
)
Command = (
    Menu
    | Help
    | AddDataset
    | VersionCommand
    | Train
    | Status
    | ListJobs
    | Cancel
    | ListModels
    | Use
    | SetChannel
    | Ask
    | HowToRate
    | Summarise
    | LedgerCommand
    | EvaluationCommand
    | RollBack
)
