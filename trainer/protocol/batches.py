"""Batches: questions in a file, answered when there is time; asked for, looked at, cancelled.

One batch after the other, 24 hours each at most; a file holds up to 50,000 questions to one model.
"""

import time
from typing import Annotated, Literal, get_args

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import func
from sqlmodel import Session, col, select

from trainer import ids
from trainer.protocol.batch_lines import Endpoint
from trainer.protocol.errors import invalid, no_such
from trainer.protocol.pages import Limit, Page, Shown, page
from trainer.store import Batch, BatchLine, File, Store

Window = Literal["24h"]
WINDOW_SECONDS = 24 * 60 * 60
MOST_LABELS = 16
TIMED = ("in_progress", "finalizing", "completed", "failed", "expired", "cancelling", "cancelled")
Label = Annotated[str, Field(max_length=64)]
Value = Annotated[str, Field(max_length=512)]


class Create(BaseModel):
    """The body of a new batch."""

    model_config = ConfigDict(extra="forbid", strict=True)

    input_file_id: str
    endpoint: Endpoint
    completion_window: Window
    metadata: Annotated[dict[Label, Value], Field(max_length=MOST_LABELS)] | None = None


def shown(session: Session, batch: Batch) -> Shown:
    completed, failed = (
        (batch.completed, batch.failed)
        if batch.is_over
        else (_count(session, batch, is_answered=which) for which in (True, False))
    )
    return {
        "id": batch.id,
        "object": "batch",
        "endpoint": get_args(Endpoint)[0],
        "model": batch.model,
        "errors": {"object": "list", "data": [*batch.faults]} if batch.faults else None,
        "input_file_id": batch.input_file,
        "completion_window": get_args(Window)[0],
        "status": batch.status,
        "output_file_id": batch.output_file,
        "error_file_id": batch.error_file,
        "created_at": batch.created_at,
        "expires_at": batch.expires_at,
        **{f"{status}_at": batch.entered.get(status) for status in TIMED},
        "request_counts": {"total": batch.total, "completed": completed, "failed": failed},
        "metadata": dict(batch.labels) or None,
    }


def routes(store: Store) -> APIRouter:
    router = APIRouter(prefix="/batches")

    @router.post("")
    def create(body: Create) -> Shown:
        with store.begin() as session:
            file = session.exec(select(File).where(File.id == body.input_file_id)).first()
            if file is None:
                raise invalid(
                    f"invalid input_file_id: {body.input_file_id}",
                    "input_file_id",
                    "file_not_found",
                )
            if file.purpose != "batch":
                message = "input_file_id must have the purpose 'batch'"
                raise invalid(message, "input_file_id", "invalid_file_purpose")
            batch = Batch(
                id=ids.new("batch_"),
                input_file=file.id,
                labels=body.metadata or {},
                expires_at=int(time.time()) + WINDOW_SECONDS,
            )
            session.add(batch)
            session.flush()
            return shown(session, batch)

    @router.get("")
    def list_batches(after: str | None = None, limit: Limit = 20) -> Page:
        with store.begin() as session:
            query = select(Batch).order_by(col(Batch.number).desc())
            if after is not None:
                query = query.where(col(Batch.number) < the_batch(session, after).number)
            found = session.exec(query.limit(limit + 1)).all()
            return page([shown(session, batch) for batch in found], limit)

    @router.get("/{batch_id}")
    def retrieve(batch_id: str) -> Shown:
        with store.begin() as session:
            return shown(session, the_batch(session, batch_id))

    @router.post("/{batch_id}/cancel")
    def cancel(batch_id: str) -> Shown:
        """What is answered already can be read once the batch is cancelled."""
        with store.begin() as session:
            batch = the_batch(session, batch_id)
            if batch.is_over:
                message = f"Cannot cancel a batch with status '{batch.status}'."
                raise invalid(message, None, "invalid_status")
            if batch.status != "cancelling":
                batch.enter("cancelling")
            session.add(batch)
            return shown(session, batch)

    return router


def the_batch(session: Session, batch_id: str) -> Batch:
    batch = session.exec(select(Batch).where(Batch.id == batch_id)).first()
    if batch is None:
        raise no_such("batch", batch_id)
    return batch


def _count(session: Session, batch: Batch, *, is_answered: bool) -> int:
    which = (BatchLine.batch == batch.id, BatchLine.is_answered == is_answered)
    return session.exec(select(func.count()).select_from(BatchLine).where(*which)).one()
