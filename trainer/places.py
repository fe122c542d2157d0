"""Where things lie in the data folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from trainer.job_folder import JobFolder


@dataclass(frozen=True, slots=True)
class Places:
    root: Path

    @property
    def bases(self) -> Path:
        return self.root / "bases"

    @property
    def files(self) -> Path:
        return self.root / "files"

    @property
    def key(self) -> Path:
        return self.root / "key"

    @property
    def lock(self) -> Path:
        return self.root / "lock"

    @property
    def store(self) -> Path:
        return self.root / "trainer.sqlite"

    def file(self, file_id: str) -> Path:
        return self.files / file_id

    def job(self, job_id: str) -> JobFolder:
        return JobFolder(self.root / "jobs" / job_id)

    def make(self) -> None:
        for folder in (self.root, self.bases, self.files, self.root / "jobs"):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
