"""Data sets: files of good answers, brought in as versions that never change."""

from core.datasets.chats import QuestionAndAnswer, question_and_answer
from core.datasets.faults import Fault
from core.datasets.language import is_beyond_english
from core.datasets.naming import name_from
from core.datasets.refusals import DatasetRefused, FileRefused, NameTaken, TooFewExamples
from core.datasets.tables import Arrival, Dataset, Example, Split, Version
from core.datasets.versions.bringing import bring_in, brought_by, earlier
from core.datasets.versions.contents import Contents
from core.datasets.versions.looking import (
    examples,
    find_dataset,
    findings,
    list_datasets,
    newest_version,
    training_lines,
)
from core.datasets.versions.reading import read_contents

__all__ = [
    "Arrival",
    "Contents",
    "Dataset",
    "DatasetRefused",
    "Example",
    "Fault",
    "FileRefused",
    "NameTaken",
    "QuestionAndAnswer",
    "Split",
    "TooFewExamples",
    "Version",
    "bring_in",
    "brought_by",
    "earlier",
    "examples",
    "find_dataset",
    "findings",
    "is_beyond_english",
    "list_datasets",
    "name_from",
    "newest_version",
    "question_and_answer",
    "read_contents",
    "training_lines",
]
