"""Ratings that were given elsewhere come into the ledger, each once, however often they come."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import blake2b

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.answers import Answer, AnswerState, Question
from core.evaluation.rows_of_ratings import Cells
from core.models import list_models
from core.ratings import Given, Metric, RatingEvent, Source, bounds, record_together
from core.storage import utc_now

AT_ONCE = 200  # ratings a step, so that others who rate wait no longer than for these
LONGEST_NAME = 100
SENTENCES: dict[str, str] = {
    "unreadable": "The row is empty, has more cells than there are columns, or holds characters "
    "that are no text.",
    "unknown_answer": "No model that answers here gave such an answer: neither its id is known, "
    "nor its question and model.",
    "no_rater": "The rater is missing, or the name is longer than 100 characters.",
    "unknown_metric": "The metric must be one of these: {metrics}.",
    "out_of_scale": "The score must be a whole number: 0 or 1 for a thumb, 0 to 5 for all else.",
}


@dataclass(frozen=True, slots=True)
class Brought:
    """What became of the rows of a file; `refused` are their numbers, counted from 1, and why."""

    recorded: int = 0
    known: int = 0
    refused: Mapping[int, str] = field(default_factory=dict)


async def bring_in(
    session: AsyncSession, rows: Sequence[Cells], *, team: str, channel: str, numbered: int = 1
) -> Brought:
    """Record ratings of answers that Togi gave; `numbered` is the first row's number.

    A row names its answer by `answer_id`, or by its question and model. What is known by its
    `cause` is left as it is; where a file has none, the same rating of the same person is the
    same. Those who call this with many rows do so with a few at a time, in transactions of their
    own.
    """
    readable = [row for row in rows if row]
    known_answers = await _answers(session, readable, team, channel)
    given: dict[int, Given] = {}
    refused: dict[int, str] = {}
    for number, row in enumerate(rows, start=numbered):
        try:
            given[number] = _given(row, known_answers, team)
        except _Refused as reason:
            refused[number] = str(reason)
    there = await _there(session, readable, given.values(), team)
    new = {one.cause: one for one in given.values() if one.cause not in there}
    await record_together(session, list(new.values()))
    return Brought(len(new), len(given) - len(new), refused)


class _Refused(ValueError):
    """The code of why a row is left out: each has a sentence."""


async def _answers(
    session: AsyncSession, rows: Sequence[Cells], team: str, channel: str
) -> Mapping[tuple[str, str] | str, Answer]:
    """By its id, and by the text of its question and any name of its model; the newest counts."""
    models = {one.id: one for one in await list_models(session, team=team, channel=channel)}
    ids = [row["answer_id"] for row in rows if row.get("answer_id")]
    texts = [row["question"] for row in rows if not row.get("answer_id")]
    found = await session.exec(
        select(Answer, Question.text)
        .join(Question, col(Answer.question_id) == Question.id)
        .where(
            Answer.team == team,
            Answer.state == AnswerState.COMPLETE,
            col(Answer.id).in_(ids) | col(Question.text).in_(texts),
        )
        .order_by(col(Answer.created_at))
    )
    answers: dict[tuple[str, str] | str, Answer] = {}
    for answer, text in found:
        if model := models.get(answer.model_id):
            answers[answer.id] = answer
            answers |= {(text, name): answer for name in (model.id, model.title, model.name)}
    return answers


def _given(row: Cells, answers: Mapping[tuple[str, str] | str, Answer], team: str) -> Given:
    if not row:
        raise _Refused("unreadable")
    answer = answers.get(row.get("answer_id") or (row["question"], row["model"]))
    if answer is None:
        raise _Refused("unknown_answer")
    if not row["rater"] or len(row["rater"]) > LONGEST_NAME:
        raise _Refused("no_rater")
    if row["metric"] not in set(Metric):
        raise _Refused("unknown_metric")
    metric = Metric(row["metric"])
    score = row["score"].removesuffix(".0")
    if score not in map(str, bounds(metric)):
        raise _Refused("out_of_scale")
    said = row.get("cause") or _same(answer.id, row["rater"], metric, score)
    return Given(
        cause=f"import:{team}:{said}",
        answer=answer,
        rater=row["rater"],
        metric=metric,
        value=int(score),
        source=Source.IMPORT,
        at=_moment(row.get("at", "")),
    )


def _same(*parts: str) -> str:
    return blake2b("\0".join(parts).encode(), digest_size=16).hexdigest()


def _moment(text: str) -> datetime:
    """When it was said; now, where the file doesn't tell, and never in the future."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return utc_now()
    return min(at if at.tzinfo else at.replace(tzinfo=UTC), utc_now())


async def _there(
    session: AsyncSession, rows: Sequence[Cells], given: Iterable[Given], team: str
) -> set[str]:
    """The causes that the ledger has: they came before, or were given here and exported."""
    came = await session.exec(
        select(RatingEvent.cause).where(
            col(RatingEvent.cause).in_([one.cause for one in given]), RatingEvent.team == team
        )
    )
    there = set(came)
    numbers = {row.get("cause", ""): row.get("cause", "").rpartition(":")[2] for row in rows}
    ids = [int(one) for one in numbers.values() if one.isdecimal() and len(one) < 19]  # noqa: PLR2004 (what the database can hold)
    own = await session.exec(
        select(RatingEvent).where(col(RatingEvent.id).in_(ids), RatingEvent.team == team)
    )
    return there | {f"import:{team}:{event.answer_id}:{event.id}" for event in own}
