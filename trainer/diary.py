"""The events of a job: ours, and those that its training process reports."""

from __future__ import annotations

import time
from typing import Literal

from pydantic import JsonValue
from sqlmodel import Session, select

from trainer import ids
from trainer.job_folder import Event as Reported
from trainer.job_folder import EventLog
from trainer.places import Places
from trainer.store import Checkpoint, Event, Job, Model, Store


def tell(
    session: Session, job: Job, message: str, level: Literal["info", "warn", "error"] = "info"
) -> None:
    session.add(
        Event(
            id=ids.new("ftevent-"),
            job=job.id,
            created_at=int(time.time()),
            level=level,
            type="message",
            message=message,
        )
    )


def write_down(store: Store, places: Places, job_id: str) -> None:
    """Take over what the training process reported since the last look, each event once."""
    with store.begin() as session:
        job = session.exec(select(Job).where(Job.id == job_id)).one()
        for reported, read_to in EventLog(places.job(job_id).events_file).read(job.read_to):
            _take_over(session, places, job, reported)
            job.read_to = read_to
        session.add(job)


def _take_over(session: Session, places: Places, job: Job, reported: Reported) -> None:
    event_id = f"ftevent-{job.id}-{reported['key']}"
    if session.exec(select(Event).where(Event.id == event_id)).first() is not None:
        return  # a resumed training repeats the steps since its last save
    measured: dict[str, JsonValue] = dict(reported.get("data", {}))
    if "estimated_finish" in measured:
        finish = measured["estimated_finish"]
        job.estimated_finish = finish if isinstance(finish, int) and not job.is_over else None
        job.deaths = 0
    session.add(
        Event(
            id=event_id,
            job=job.id,
            created_at=reported["created_at"],
            level=reported["level"],
            type=reported["type"],
            message=reported["message"],
            data=measured or None,
        )
    )
    if reported["key"].startswith("checkpoint-"):
        _add_checkpoint(session, places, job, reported["created_at"], measured)


def _add_checkpoint(
    session: Session, places: Places, job: Job, created_at: int, measured: dict[str, JsonValue]
) -> None:
    step = measured["step"]
    if not isinstance(step, int):
        raise TypeError(step)
    name = ids.model(job.base, job.suffix, job.id, step)
    folder = places.job(job.id).checkpoint(step)
    session.add(Model(id=name, base=job.base, job=job.id, folder=str(folder), step=step))
    session.add(
        Checkpoint(
            id=f"ftckpt_{job.id.removeprefix('ftjob-')}-{step}",
            job=job.id,
            created_at=created_at,
            model=name,
            step=step,
            metrics=measured,
        )
    )
