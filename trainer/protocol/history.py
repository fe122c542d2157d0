"""What a job has told and kept: its events and its checkpoints, newest first."""

from fastapi import APIRouter
from sqlmodel import col, select

from trainer.protocol.errors import no_such
from trainer.protocol.jobs import the_job
from trainer.protocol.pages import Limit, Page, Shown, page
from trainer.store import Checkpoint, Event, Store


def routes(store: Store) -> APIRouter:
    router = APIRouter(prefix="/fine_tuning/jobs")

    @router.get("/{job_id}/events")
    def list_events(job_id: str, after: str | None = None, limit: Limit = 20) -> Page:
        with store.begin() as session:
            the_job(session, job_id)
            query = select(Event).where(Event.job == job_id).order_by(col(Event.number).desc())
            if after is not None:
                last = session.exec(select(Event).where(Event.id == after, Event.job == job_id))
                if (event := last.first()) is None:
                    raise no_such("event", after)
                query = query.where(col(Event.number) < event.number)
            return page([_event(event) for event in session.exec(query.limit(limit + 1))], limit)

    @router.get("/{job_id}/checkpoints")
    def list_checkpoints(job_id: str, after: str | None = None, limit: Limit = 10) -> Page:
        with store.begin() as session:
            the_job(session, job_id)
            query = (
                select(Checkpoint)
                .where(Checkpoint.job == job_id)
                .order_by(col(Checkpoint.number).desc())
            )
            if after is not None:
                last = session.exec(select(Checkpoint).where(Checkpoint.id == after)).first()
                if last is None:
                    raise no_such("checkpoint", after)
                query = query.where(col(Checkpoint.number) < last.number)
            return page([_checkpoint(c) for c in session.exec(query.limit(limit + 1))], limit)

    return router


def _event(event: Event) -> Shown:
    return {
        "id": event.id,
        "object": "fine_tuning.job.event",
        "created_at": event.created_at,
        "level": event.level,
        "type": event.type,
        "message": event.message,
        "data": event.data,
    }


def _checkpoint(checkpoint: Checkpoint) -> Shown:
    return {
        "id": checkpoint.id,
        "object": "fine_tuning.job.checkpoint",
        "created_at": checkpoint.created_at,
        "fine_tuned_model_checkpoint": checkpoint.model,
        "fine_tuning_job_id": checkpoint.job,
        "step_number": checkpoint.step,
        "metrics": checkpoint.metrics,
    }
