"""Texts that are looked at again later: on disk, so that memory does not grow with a file."""

from __future__ import annotations

import weakref
from array import array
from collections.abc import Iterator
from io import SEEK_END
from tempfile import TemporaryFile


class Texts:
    """A list of texts; of each, only where it ends is remembered."""

    def __init__(self) -> None:
        self._file = TemporaryFile(prefix="togi-")  # noqa: SIM115 (it lives as long as the list)
        self._ends = array("Q", [0])
        weakref.finalize(self, self._file.close)

    def __len__(self) -> int:
        return len(self._ends) - 1

    def append(self, text: str) -> None:
        self._file.seek(0, SEEK_END)
        self._ends.append(self._ends[-1] + self._file.write(text.encode("utf-8", "surrogatepass")))

    def __getitem__(self, at: int) -> str:
        start, end = self._ends[at], self._ends[at + 1]
        self._file.seek(start)
        return self._file.read(end - start).decode("utf-8", "surrogatepass")

    def __iter__(self) -> Iterator[str]:
        return map(self.__getitem__, range(len(self)))
