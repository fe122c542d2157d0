"""Divides a file of chats so that what asks nearly the same stays on one side."""

from __future__ import annotations

from pathlib import Path

from core.datasets.chats import everything_asked
from core.datasets.faults import Fault
from core.datasets.reading.signatures import HEAD, refuse_other_kinds
from core.datasets.refusals import EmptyFile
from core.datasets.replacing import replacing
from core.datasets.similarity.clusters import clusters
from core.datasets.splitting.assign import assign
from core.datasets.splitting.dividing import Division, chat_in, rows_in
from core.datasets.splitting.lots import lot
from core.datasets.tables import Split

SHORTEST_SHARE = 1  # rows: a side without any would be no side


def divide_file_nearly(
    source: Path, *, training: Path, validation: Path, ratio: float, seed: int
) -> Division:
    """Copy each line to one of two files; lines that ask nearly the same go to the same one.

    Where lines have a “label”, each label's share is kept. All questions are held in memory.

    Raises:
        FileRefused: when the file is empty, or of another kind.
        CannotWrite: when a destination can't be written.
    """
    with source.open("rb") as file:
        refuse_other_kinds(file.read(HEAD), source.name)
        asked: list[str] = []
        labels: list[str | None] = []
        faults: list[Fault] = []
        for number, line in rows_in(file):
            chat = chat_in(number, line)
            if isinstance(chat, Fault):
                faults.append(chat)
                continue
            asked.append(everything_asked(chat))
            label = chat.get("label")
            labels.append(label if isinstance(label, str) else None)
        if faults:
            return Division(0, 0, faults)
        if not asked:
            raise EmptyFile(file_name=source.name)
        splits = assign(
            clusters(asked).tolist(),
            [lot(question, seed) for question in asked],
            labels,
            shares={Split.VALIDATION: max(ratio, SHORTEST_SHARE / len(asked))},
        )
        with replacing(training, validation) as new:
            for split, (_, line) in zip(splits, rows_in(file), strict=True):
                to = new.files[split is Split.VALIDATION]
                to.write(line.rstrip(b"\r\n") + b"\n")
            new.keep()
    validating = splits.count(Split.VALIDATION)
    return Division(len(splits) - validating, validating, [])
