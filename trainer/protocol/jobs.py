"""Fine-tuning jobs: asked for, looked at, stopped and resumed."""

import time
from typing import Annotated, Literal

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field, JsonValue
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from trainer import ids
from trainer.bases import Base, UnknownBase, find
from trainer.diary import tell
from trainer.hyperparameters import Wanted
from trainer.protocol.errors import invalid, no_such, no_such_model
from trainer.protocol.pages import Limit, Page, Shown, page
from trainer.store import OPEN, File, Job, Store

MOST_LABELS = 16
LARGEST_SEED = 2**31 - 1
Label = Annotated[str, Field(max_length=64)]
Value = Annotated[str, Field(max_length=512)]


class Supervised(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    hyperparameters: Wanted = Wanted()


class Method(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    type: Literal["supervised"]
    supervised: Supervised = Supervised()


class Create(BaseModel):
    """The body of a new job."""

    model_config = ConfigDict(extra="forbid", strict=True)

    model: str
    training_file: str
    validation_file: str | None = None
    hyperparameters: Wanted | None = None
    method: Method | None = None
    metadata: Annotated[dict[Label, Value], Field(max_length=MOST_LABELS)] | None = None
    suffix: Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[\w.-]+$")] | None = None
    seed: Annotated[int, Field(ge=0, le=LARGEST_SEED)] | None = None
    integrations: Annotated[list[JsonValue], Field(max_length=0)] | None = None

    @property
    def wanted(self) -> Wanted:
        if self.method is not None:
            return self.method.supervised.hyperparameters
        return self.hyperparameters or Wanted()


def shown(job: Job) -> Shown:
    method: Shown = {
        "type": "supervised",
        "supervised": {"hyperparameters": dict(job.hyperparameters)},
    }
    return {
        "id": job.id,
        "object": "fine_tuning.job",
        "created_at": job.created_at,
        "model": job.base,
        "status": job.status,
        "fine_tuned_model": job.model,
        "organization_id": "org-togi",
        "training_file": job.training_file,
        "validation_file": job.validation_file,
        "hyperparameters": dict(job.hyperparameters),
        "method": method,
        "seed": job.seed,
        "user_provided_suffix": job.suffix,
        "metadata": dict(job.labels) or None,
        "trained_tokens": job.trained_tokens,
        "result_files": [job.result_file] if job.result_file else [],
        "estimated_finish": job.estimated_finish if job.status == "running" else None,
        "finished_at": job.finished_at,
        "error": dict(job.error) if job.error else None,
        "integrations": [],
    }


def routes(store: Store, bases: tuple[Base, ...]) -> APIRouter:
    router = APIRouter(prefix="/fine_tuning/jobs")

    @router.post("")
    def create(body: Create) -> Shown:
        try:
            base = find(bases, body.model)
        except UnknownBase:
            raise no_such_model(body.model) from None
        with store.begin() as session:
            _usable_file(session, body.training_file, "training_file")
            if body.validation_file is not None:
                _usable_file(session, body.validation_file, "validation_file")
            job = Job(
                id=ids.new("ftjob-"),
                base=base.id,
                training_file=body.training_file,
                validation_file=body.validation_file,
                suffix=body.suffix,
                seed=body.seed if body.seed is not None else ids.seed(LARGEST_SEED),
                labels=body.metadata or {},
                hyperparameters=body.wanted.model_dump(),
            )
            session.add(job)
            tell(session, job, f"Created fine-tuning job: {job.id}")
            tell(session, job, f"Validating training file: {job.training_file}")
        return shown(job)

    @router.get("")
    def list_jobs(request: Request, after: str | None = None, limit: Limit = 20) -> Page:
        with store.begin() as session:
            query = _with_metadata(request).order_by(col(Job.number).desc())
            if after is not None:
                query = query.where(col(Job.number) < the_job(session, after).number)
            return page([shown(job) for job in session.exec(query.limit(limit + 1))], limit)

    @router.get("/{job_id}")
    def retrieve(job_id: str) -> Shown:
        with store.begin() as session:
            return shown(the_job(session, job_id))

    @router.post("/{job_id}/cancel")
    def cancel(job_id: str) -> Shown:
        return _change(store, job_id, "cancelled", set(OPEN))

    @router.post("/{job_id}/pause")
    def pause(job_id: str) -> Shown:
        return _change(store, job_id, "paused", {"queued", "running"})

    @router.post("/{job_id}/resume")
    def resume(job_id: str) -> Shown:
        return _change(store, job_id, "queued", {"paused"})

    return router


def the_job(session: Session, job_id: str) -> Job:
    job = session.exec(select(Job).where(Job.id == job_id)).first()
    if job is None:
        raise no_such("fine-tuning job", job_id)
    return job


def _usable_file(session: Session, file_id: str, param: str) -> None:
    file = session.exec(select(File).where(File.id == file_id)).first()
    if file is None:
        raise invalid(f"invalid {param}: {file_id}", param, "file_not_found")
    if file.purpose != "fine-tune":
        raise invalid(f"{param} must have the purpose 'fine-tune'", param, "invalid_file_purpose")


def _with_metadata(request: Request) -> SelectOfScalar[Job]:
    """`metadata[k]=v` for each label, `metadata=null` for jobs without any."""
    query = select(Job)
    for name, value in request.query_params.multi_items():
        if name == "metadata":
            query = query.where(col(Job.labels) == {})
        elif name.startswith("metadata[") and name.endswith("]"):
            label = col(Job.labels)[name[len("metadata[") : -1]]
            query = query.where(label.as_string() == value)
    return query


def _change(store: Store, job_id: str, status: str, allowed: set[str]) -> Shown:
    """Takes effect between two training steps, as soon as the supervisor sees it."""
    with store.begin() as session:
        job = the_job(session, job_id)
        if job.status not in allowed:
            raise invalid(
                f"Job {job_id} is {job.status} and can't become {status}.", None, "invalid_status"
            )
        job.status = status
        if job.is_over:
            job.finished_at = int(time.time())
        session.add(job)
        tell(session, job, f"The job was {'resumed' if status == 'queued' else status}")
    return shown(job)
