"""The process that trains one job, seen from the server: start, watch, stop."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
from dataclasses import dataclass

import psutil

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

    def stop(self) -> None:
        """Ask it to save and leave between two steps."""
        self._signal(signal.SIGTERM)

    def kill(self) -> None:
        self._signal(signal.SIGKILL)

    def _signal(self, number: signal.Signals) -> None:
        if self._child is not None:
            self._child.send_signal(number)
            return
        with contextlib.suppress(OSError, ValueError, psutil.Error):
            noted = json.loads(self.folder.process_file.read_text())
            process = psutil.Process(noted["pid"])
            # A number that now belongs to somebody else's process is left alone.
            if process.create_time() == noted["started_at"]:
                process.send_signal(number)
