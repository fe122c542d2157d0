"""Training at a provider: files, jobs, losses. Nothing here happens twice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

from core.providers.bases import BaseModel, read_base
from core.providers.checkpoints import Checkpoint, list_checkpoints
from core.providers.client import Client
from core.providers.counting import TokenCounts, read_counts
from core.providers.files import uploaded
from core.providers.profiles import Profile
from core.providers.refusals import plainly

if TYPE_CHECKING:
    from openai.types.fine_tuning import FineTuningJob
    from openai.types.fine_tuning.job_create_params import Method

PAGE, PAGES = 100, 100  # bounded: some servers never say that a list has ended
KEY = "togi_job"  # the metadata that says which of our jobs a provider's job is


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingRequest:
    key: str  # our own id of the job
    base_model: str
    training_file: str
    validation_file: str | None
    suffix: str
    epochs: int | Literal["auto"] = "auto"
    seed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoteJob:
    """A job as the provider tells it."""

    id: str
    status: str
    model: str | None
    failure: str | None
    trained_tokens: int | None
    estimated_finish_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LossReport:
    step: int
    total_steps: int | None
    train_loss: float | None
    validation_loss: float | None

    def joined(self, other: LossReport | None) -> LossReport:
        """Both reports of one step: training and validation loss may come one by one."""
        if other is None:
            return self
        return LossReport(
            step=self.step,
            total_steps=self.total_steps or other.total_steps,
            train_loss=other.train_loss if self.train_loss is None else self.train_loss,
            validation_loss=(
                other.validation_loss if self.validation_loss is None else self.validation_loss
            ),
        )


@dataclass(frozen=True, slots=True)
class Training:
    """The training side of a provider."""

    profile: Profile
    client: Client

    async def upload(self, name: str, lines: bytes) -> str:
        """The id of the file called `name`, uploaded unless the provider has it already."""
        client = await self.client.get()
        with plainly(self.profile.title):
            mark = b"\xef\xbb\xbf" if self.profile.byte_order_mark else b""
            return await uploaded(client, name, "fine-tune", mark + lines)

    async def start(self, request: TrainingRequest) -> str:
        """The id of the provider's job for this request, created unless it exists already.

        The SDK would repeat a create that timed out, and so pay twice: no retries here.
        """
        existing = await self._find(request)
        if existing:
            return existing
        client = await self.client.get()
        from openai import omit

        with plainly(self.profile.title, model=request.base_model):
            job = await client.with_options(max_retries=0).fine_tuning.jobs.create(
                model=request.base_model,
                training_file=request.training_file,
                validation_file=request.validation_file or omit,
                suffix=self._suffix(request.suffix),
                seed=request.seed,
                metadata={KEY: request.key} if self.profile.keeps_metadata else omit,
                method=self._method(request),
                hyperparameters={"n_epochs": request.epochs}
                if self.profile.hyperparameters_in == "hyperparameters"
                else omit,
                extra_body=self.profile.extra_body or None,
            )
        return job.id

    async def _find(self, request: TrainingRequest) -> str | None:
        """The job that an earlier try made: by its metadata, else by its own training file."""
        client = await self.client.get()
        with plainly(self.profile.title):
            jobs = await client.fine_tuning.jobs.list(limit=PAGE)
        for job in jobs.data:
            if (job.metadata or {}).get(KEY) == request.key:
                return job.id
            if not self.profile.keeps_metadata and job.training_file == request.training_file:
                return job.id
        return None

    def _suffix(self, text: str) -> str:
        text = text.replace(".", "-") if self.profile.suffix_without_dots else text
        return text[: self.profile.suffix_length]

    def _method(self, request: TrainingRequest) -> Method:
        if self.profile.hyperparameters_in != "method":
            return {"type": "supervised"}
        return {
            "type": "supervised",
            "supervised": {"hyperparameters": {"n_epochs": request.epochs}},
        }

    async def job(self, remote_id: str) -> RemoteJob:
        client = await self.client.get()
        with plainly(self.profile.title):
            return _job(await client.fine_tuning.jobs.retrieve(remote_id))

    async def cancel(self, remote_id: str) -> RemoteJob:
        client = await self.client.get()
        with plainly(self.profile.title):
            return _job(await client.fine_tuning.jobs.cancel(remote_id))

    async def losses(self, remote_id: str, after: int = 0) -> list[LossReport]:
        """What newer events say of the loss, oldest first; steps up to `after` are left out."""
        reports: dict[int, LossReport] = {}
        cursor: str | None = None
        client = await self.client.get()
        from openai import omit

        for _ in range(PAGES):
            with plainly(self.profile.title):
                page = await client.fine_tuning.jobs.list_events(
                    remote_id, limit=PAGE, after=cursor or omit
                )
            found = [report for event in page.data if (report := _loss(event.data))]
            for report in found:
                reports[report.step] = report.joined(reports.get(report.step))
            ids = [event.id for event in page.data]
            reached = any(report.step <= after for report in found)
            if reached or not page.has_more or not ids or ids[-1] == cursor:
                break
            cursor = ids[-1]
        return [reports[step] for step in sorted(reports) if step > after]

    async def checkpoints(self, remote_id: str) -> list[Checkpoint]:
        """What the provider kept of a training along the way, first step first."""
        client = await self.client.get()
        with plainly(self.profile.title):
            return await list_checkpoints(client, remote_id)

    async def bases(self) -> list[BaseModel]:
        """The models that the provider lists, tuned ones left out."""
        client = await self.client.get()
        with plainly(self.profile.title):
            models = await client.models.list()
        return [read_base(model) for model in models.data if not model.id.startswith("ft:")]

    async def base(self, name: str) -> BaseModel:
        """One base, asked for by itself: whether its weights are within reach is looked up now."""
        client = await self.client.get()
        with plainly(self.profile.title, model=name):
            return read_base(await client.models.retrieve(name))

    async def token_counts(self, base: BaseModel, lines: bytes) -> TokenCounts | None:
        """What the provider counts in a training file; None where it counts nothing beforehand."""
        if not base.counts_tokens:
            return None
        client = await self.client.get()
        from openai import NotFoundError

        with plainly(self.profile.title, model=base.name):
            try:
                answer = await client.with_options(max_retries=0).post(
                    "/togi/token_counts",
                    cast_to=object,
                    content=lines,
                    options={
                        "params": {"model": base.name},
                        "headers": {"Content-Type": "application/jsonl"},
                    },
                )
            except NotFoundError:  # a trainer older than this question
                return None
        return read_counts(answer)


def _job(job: FineTuningJob) -> RemoteJob:
    finish = job.estimated_finish
    return RemoteJob(
        id=job.id,
        status=job.status,
        model=job.fine_tuned_model,
        failure=job.error.message if job.error and job.error.message else None,
        trained_tokens=job.trained_tokens,
        estimated_finish_at=datetime.fromtimestamp(finish, UTC) if finish else None,
    )


def _loss(data: object) -> LossReport | None:
    """A report from an event's free-form data; None when the event says nothing of a loss."""
    if not isinstance(data, dict) or type(data.get("step")) is not int:
        return None
    train, valid = data.get("train_loss"), data.get("full_valid_loss", data.get("valid_loss"))
    total = data.get("total_steps")
    return LossReport(
        step=data["step"],
        total_steps=total if isinstance(total, int) else None,
        train_loss=float(train) if isinstance(train, int | float) else None,
        validation_loss=float(valid) if isinstance(valid, int | float) else None,
    )
