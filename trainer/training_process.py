"""The process that trains one job, seen from the server: start, watch, stop."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
from dataclasses import dataclass

from trainer import child, durable
from trainer.job_folder import JobFolder


class AlreadyTraining(Exception):
    """Another process holds the job's lock."""


@dataclass
class TrainingProcess:
    """Alive as long as the job's lock is held, whoever started it: the kernel never lies."""

    folder: JobFolder
    _child: subprocess.Popen[bytes] | None = None

    @classmethod
    def start(cls, folder: JobFolder, threads: int) -> TrainingProcess:
        lock = durable.lock(folder.lock_file)
        if lock is None:
            raise AlreadyTraining(str(folder.root))
        os.truncate(lock, 0)  # whoever reads a number here reads that of the living
        try:
            with folder.log_file.open("ab") as log:
                process = subprocess.Popen(  # noqa: S603 - our own module on our own folder
                    child.command("trainer.training", str(folder.root), "--lock", str(lock)),
                    env=child.environment(threads),
                    pass_fds=[lock],
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    start_new_session=True,
                )
        finally:
            os.close(lock)
        return cls(folder, process)

    @property
    def is_alive(self) -> bool:
        if self._child is not None:
            self._child.poll()
        if not self.folder.lock_file.is_file():
            return False
        lock = durable.lock(self.folder.lock_file)
        if lock is not None:
            os.close(lock)
        return lock is None

    def stop(self) -> bool:
        """Ask it to save and leave between two steps; false while it is too young to hear."""
        return self._signal(signal.SIGTERM)

    def kill(self) -> bool:
        return self._signal(signal.SIGKILL)

    def _signal(self, number: signal.Signals) -> bool:
        if self._child is not None:
            self._child.send_signal(number)
            return True
        pid = self.folder.lock_file.read_text()
        # The lock is held and was signed by its holder: this is no reused number.
        if not pid or not self.is_alive:
            return False
        with contextlib.suppress(ProcessLookupError):
            os.kill(int(pid), number)
        return True
