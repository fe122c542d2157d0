"""Data sets: files of good answers, brought in as versions that never change."""

from core.datasets.chats import QuestionAndAnswer, question_and_answer
from core.datasets.faults import Fault
from core.datasets.language import is_beyond_english
from core.datasets.naming import name_from
from core.datasets.refusals import DatasetRefused, FileRefused, NameTaken, TooFewExamples
from core.datasets.tables import Arrival, Dataset, Example, Split, Version
from core.datasets.versions.bringing import bring_in, brought_by, read_contents
from core.datasets.versions.looking import (
    examples,
    find_dataset,
    list_datasets,
    newest_version,
    training_lines,
)

__all__ = [
    "Arrival",
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
    "examples",
    "find_dataset",
    "is_beyond_english",
    "list_datasets",
    "name_from",
    "newest_version",
    "question_and_answer",
    "read_contents",
    "training_lines",
]
