"""Replaces a file at once: readers see the old one or the whole new one, never a part."""

from __future__ import annotations

import fcntl
import os
import secrets
import signal
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, ClassVar

from core.errors import TogiError

BUFFER = 1 << 20
PARTIAL = ".togi-{}.partial"


class CannotWrite(TogiError):
    template: ClassVar[str] = (
        "{path} couldn't be written: {reason}. What was there before is unchanged. "
        "Free up space or choose another place, and try again."
    )


class NotAFile(TogiError):
    template: ClassVar[str] = "{path} isn't an ordinary file. Name a file that may be replaced."


class Replacement:
    """A new file beside the old one, in whose place it comes only when it is kept."""

    def __init__(self, path: Path) -> None:
        self.path = path.resolve()
        if self.path.exists() and not self.path.is_file():
            raise NotAFile(path=str(path))
        with refusing(self.path):
            _clear_away(self.path.parent)
            self.beside, descriptor = _held_file(self.path.parent)
        self.file: BinaryIO = os.fdopen(descriptor, "wb", buffering=BUFFER)

    def settle(self) -> None:
        """Bring all of it to the disk, with the permissions of what it replaces."""
        if self.path.exists():
            os.fchmod(self.file.fileno(), self.path.stat().st_mode & 0o777)
        self.file.flush()
        os.fsync(self.file.fileno())

    def take_place(self) -> None:
        self.beside.replace(self.path)
        folder = os.open(self.path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)  # the name, too, must outlive a power cut
        finally:
            os.close(folder)

    def clean_up(self) -> None:
        self.beside.unlink(missing_ok=True)
        with suppress(OSError):  # on a full disk the buffer can't be emptied, and needn't be
            self.file.close()


class Replacements:
    """Files that are replaced together: all are on the disk before the first takes its place."""

    def __init__(self, replacements: list[Replacement]) -> None:
        self._replacements = replacements
        self.files = [replacement.file for replacement in replacements]

    def keep(self) -> None:
        for replacement in self._replacements:
            replacement.settle()
        for replacement in self._replacements:
            replacement.take_place()


@contextmanager
def replacing(*paths: Path) -> Iterator[Replacements]:
    """New files for old; without `keep()`, or after any failure, the old ones are untouched.

    Raises:
        CannotWrite: when the disk is full, or the folder is nobody's to write in.
        NotAFile: when a path is a folder, a device or the like.
    """
    with ExitStack() as stack:
        replacements = []
        for path in paths:
            with _undisturbed():  # a file that is there is one that will be cleaned up
                replacements.append(Replacement(path))
                stack.callback(replacements[-1].clean_up)
        with refusing(*paths):
            yield Replacements(replacements)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Whoever asks this thread to end is heard a moment later."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _held_file(folder: Path) -> tuple[Path, int]:
    """A new file, locked for as long as it is open: so others see that somebody writes it."""
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC
    while True:
        beside = folder / PARTIAL.format(secrets.token_hex(8))
        descriptor = os.open(beside, flags, 0o666)  # less what the umask takes away
        with suppress(OSError):  # where nothing can be locked, nothing is cleared away either
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        if os.fstat(descriptor).st_nlink:
            return beside, descriptor
        os.close(descriptor)  # another process took it for a leftover before it was locked


def _clear_away(folder: Path) -> None:
    """Remove what processes left that were killed: nobody holds it any more."""
    for left in folder.glob(PARTIAL.format("*")):
        with suppress(OSError), left.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            left.unlink()


@contextmanager
def refusing(*paths: Path) -> Iterator[None]:
    """Say in a sentence why a disk took no more."""
    try:
        yield
    except OSError as error:
        named = ", ".join(map(str, paths))
        raise CannotWrite(path=named, reason=error.strerror or str(error)) from error
