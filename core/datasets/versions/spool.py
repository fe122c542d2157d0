"""Lines on disk while a file is on its way in: memory stays small whatever they hold."""

from __future__ import annotations

from collections.abc import Iterator
from tempfile import TemporaryFile


class Spool:
    """Canonical lines in the order of the file; gone with the process, or when it is closed."""

    def __init__(self) -> None:
        self._file = TemporaryFile(prefix="togi-")  # noqa: SIM115 (whoever has it closes it)

    def add(self, line: bytes) -> None:
        self._file.write(line + b"\n")

    def lines(self) -> Iterator[bytes]:
        """All lines from the start; one reader at a time."""
        self._file.seek(0)
        return (line[:-1] for line in self._file)

    def close(self) -> None:
        self._file.close()
