"""Trains one job folder to its end: `python -m trainer.training FOLDER`.

Files in, files out, and a SIGTERM that is obeyed between two steps: whoever starts this again on
the same folder goes on from the last save, with the same result as a training never stopped.
"""

from __future__ import annotations

import argparse
import logging
import os
import sys
from pathlib import Path

from trainer import durable, journal, results
from trainer.job_folder import EventLog, JobFolder, Outcome
from trainer.refusal import Refused

log = logging.getLogger(__name__)


def run(folder: JobFolder) -> None:
    events = EventLog(folder.events_file)
    events.mend()
    try:
        from trainer import fitting

        tokens = fitting.fit(folder, events)
        if tokens is None:
            return
        results.write(folder, events)
        outcome = Outcome(
            status="succeeded", trained_tokens=tokens, code="", message="", param=None
        )
    except Refused as refused:
        outcome = _failed(refused.code, str(refused), refused.param)
    except MemoryError:
        outcome = _failed("out_of_memory", "This machine has too little memory for this training.")
    except Exception as error:
        # The supervisor can't see into this process: whatever it was, the job must end with it.
        log.exception("training failed")
        outcome = _failed("training_failed", f"The training failed: {error}")
    folder.end(outcome)


def _failed(code: str, message: str, param: str | None = None) -> Outcome:
    return Outcome(status="failed", trained_tokens=0, code=code, message=message, param=param)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m trainer.training", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--lock", type=int, help="descriptor of the job's lock, already taken")
    chosen = parser.parse_args(arguments)
    journal.start()
    folder = JobFolder(chosen.folder)
    lock = durable.lock(folder.lock_file) if chosen.lock is None else chosen.lock
    if lock is None:
        sys.stderr.write(f"{folder.root} is being trained by another process\n")
        return 1
    durable.sign(lock)
    if folder.outcome() is None:
        os.nice(10)
        run(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
