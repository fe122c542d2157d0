"""The result file of a job: a table of every step."""

from __future__ import annotations

import csv

from trainer.job_folder import EventLog, JobFolder

COLUMNS = {
    "step": "step",
    "train_loss": "train_loss",
    "train_accuracy": "train_mean_token_accuracy",
    "valid_loss": "full_valid_loss",
    "valid_mean_token_accuracy": "full_valid_mean_token_accuracy",
}


def write(folder: JobFolder, events: EventLog) -> None:
    """The metrics of every step, in the columns that OpenAI's result files have."""
    steps: dict[int, dict[str, object]] = {}
    for event, _ in events.read():
        if "data" in event:
            steps.setdefault(int(event["data"]["step"] or 0), {}).update(event["data"])
    draft = folder.result_file.with_suffix(".draft")
    with draft.open("w", newline="") as stream:
        table = csv.writer(stream)
        table.writerow(COLUMNS)
        for step in sorted(steps):
            table.writerow(steps[step].get(name, "") for name in COLUMNS.values())
    draft.replace(folder.result_file)
