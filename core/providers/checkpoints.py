"""The checkpoints that a service kept of a training; not every one keeps, or lists, any."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import BaseModel, ValidationError

if TYPE_CHECKING:
    from openai import AsyncOpenAI

PAGE, PAGES = 100, 10  # bounded: some servers never say that a list has ended
UNKNOWN_THERE = frozenset({404, 405, 501})


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """A training as it was after a step; `model` is the name under which it answers."""

    step: int
    model: str
    validation_loss: float | None  # on all validation rows


class _Metrics(BaseModel):
    full_valid_loss: float | None = None  # `valid_loss` is one batch's: no two would compare


class _Listed(BaseModel):
    id: str
    step_number: int
    fine_tuned_model_checkpoint: str
    metrics: _Metrics = _Metrics()


class _Page(BaseModel):
    data: list[_Listed]
    has_more: bool = False


async def list_checkpoints(client: AsyncOpenAI, remote_id: str) -> list[Checkpoint]:
    """First step first; none from a service that knows no such list, or answers something else."""
    import openai

    found: dict[int, Checkpoint] = {}
    cursor: str | None = None
    for _ in range(PAGES):
        try:
            # Read by ourselves: some services send a bare array, or a job, and the SDK trips.
            answer = await client.fine_tuning.jobs.checkpoints.with_raw_response.list(
                remote_id, limit=PAGE, after=cursor or openai.omit
            )
            page = _Page.model_validate_json(answer.content)
        except openai.APIStatusError as error:
            if error.status_code not in UNKNOWN_THERE:
                raise
            return []
        except ValidationError:
            return []
        found |= {one.step_number: _checkpoint(one) for one in page.data}
        if not page.has_more or not page.data or page.data[-1].id == cursor:
            break
        cursor = page.data[-1].id
    return [found[step] for step in sorted(found)]


def _checkpoint(listed: _Listed) -> Checkpoint:
    return Checkpoint(
        step=listed.step_number,
        model=listed.fine_tuned_model_checkpoint,
        validation_loss=listed.metrics.full_valid_loss,
    )
