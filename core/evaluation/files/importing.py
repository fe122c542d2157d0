"""Ratings that were given elsewhere come into the ledger, each once, however often they come."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from hashlib import blake2b
from typing import NamedTuple

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.answers import Answer, AnswerState, Question
from core.evaluation.files.rows_of_ratings import Cells, Placed
from core.models import list_models
from core.ratings import Given, Metric, Rating, RatingEvent, Source, bounds, record_together
from core.storage import utc_now

AT_ONCE = 200  # ratings a step, so that others who rate wait no longer than for these
LONGEST_NAME = 100
MEMBER = re.compile(r"[UW][0-9A-Z]+")  # how Slack calls people
OUTSIDE = "import:"
SENTENCES: dict[str, str] = {
    "unreadable": "The row is empty, has more cells than there are columns, or holds characters "
    "that are no text.",
    "unknown_answer": "I don't know this answer. Check that the question and the name of the model "
    "are written as in Slack, and that the model may answer in this channel.",
    "no_rater": "The rater is missing, or the name is longer than 100 characters.",
    "unknown_metric": "The metric must be one of these: {metrics}.",
    "out_of_scale": "The score must be a whole number: 0 or 1 for a thumb, 0 to 5 for all else.",
}
_Key = tuple[str, str, Metric]  # answer, rater


@dataclass(frozen=True, slots=True)
class Brought:
    """What became of the rows of a file; `refused` are the numbers of their lines, and why."""

    recorded: int = 0
    known: int = 0
    refused: Mapping[int, str] = field(default_factory=dict)


async def bring_in(
    session: AsyncSession, rows: Sequence[Placed], *, team: str, channel: str
) -> Brought:
    """Record ratings of answers that Togi gave.

    A row names its answer by `answer_id`, or by its question and model. What is known by its
    `cause` is left as it is; where a file has none, so is what says the same as what stands: the
    last file that says something else counts. Those who call this with many rows do so with a few
    at a time, in transactions of their own.
    """
    readable = [row for _, row in rows if row]
    known_answers = await _answers(session, readable, team, channel)
    given: list[_Brought] = []
    refused: dict[int, str] = {}
    for number, row in rows:
        try:
            given.append(_given(row, known_answers, team))
        except _Refused as reason:
            refused[number] = str(reason)
    there = await _there(session, readable, [one.given for one in given], team)
    new = list(_news(given, there, await _standing(session, given)))
    await record_together(session, new)
    return Brought(len(new), len(given) - len(new), refused)


class _Brought(NamedTuple):
    """A rating as a row gives it; without a cause or a time, its cause depends on what stands."""

    given: Given
    has_cause: bool
    has_time: bool

    @property
    def key(self) -> _Key:
        return self.given.answer.id, self.given.rater, self.given.metric


class _Standing(NamedTuple):
    value: int
    at: datetime
    cause: str


def _news(
    brought: Sequence[_Brought], there: Container[str], standing: Mapping[_Key, _Standing]
) -> Iterator[Given]:
    """What isn't in the ledger yet: each row is held against those before it, too."""
    stands = dict(standing)
    for one in brought:
        given, before = one.given, stands.get(one.key)
        if before and not (one.has_cause or one.has_time):
            given = replace(given, cause=f"{given.cause}:{_same(before.cause)}")
        says_nothing_new = before and before.value == given.value and not one.has_cause
        if given.cause in there or says_nothing_new:
            continue
        yield given
        if before is None or given.at >= before.at:
            stands[one.key] = _Standing(given.value or 0, given.at, given.cause)


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


def _given(row: Cells, answers: Mapping[tuple[str, str] | str, Answer], team: str) -> _Brought:
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
    cause, at = row.get("cause"), _moment(row.get("at", ""))
    said = cause or _same(answer.id, row["rater"], metric, score, at.isoformat() if at else "")
    given = Given(
        cause=f"import:{team}:{said}",
        answer=answer,
        rater=_outsider(row["rater"]),
        metric=metric,
        value=int(score),
        source=Source.IMPORT,
        at=at or utc_now(),
    )
    return _Brought(given, has_cause=bool(cause), has_time=at is not None)


def _outsider(name: str) -> str:
    """Who rated elsewhere is no member here, whatever a file calls them: members speak in Slack."""
    return f"{OUTSIDE}{name}" if MEMBER.fullmatch(name) else name


def _same(*parts: str) -> str:
    return blake2b("\0".join(parts).encode(), digest_size=16).hexdigest()


def _moment(text: str) -> datetime | None:
    """When it was said, where the file tells; never in the future."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return min(at if at.tzinfo else at.replace(tzinfo=UTC), utc_now())


async def _standing(session: AsyncSession, brought: Sequence[_Brought]) -> Mapping[_Key, _Standing]:
    """What stands of the same people, answers and metrics."""
    found = await session.exec(
        select(Rating, RatingEvent)
        .join(RatingEvent, col(RatingEvent.id) == Rating.event_id)
        .where(
            col(Rating.answer_id).in_({one.given.answer.id for one in brought}),
            col(Rating.rater).in_({one.given.rater for one in brought}),
        )
    )
    return {
        (one.answer_id, one.rater, one.metric): _Standing(one.value, event.at, event.cause)
        for one, event in found
    }


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
