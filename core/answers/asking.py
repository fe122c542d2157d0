"""From a question to an answer that is kept: each step can be taken again without harm."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import sqlalchemy as sa
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.answers.tables import Answer, AnswerState, Delivery, Question
from core.channels import ChannelSettings, Prompt
from core.models import Model
from core.providers import Sampling
from core.storage import keep_once, utc_now

Number = TypeVar("Number", int, float)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """What a model said, and what it took; times in milliseconds, None where nobody timed it."""

    text: str
    prompt_tokens: int | None
    completion_tokens: int | None
    first_token_ms: int | None
    total_ms: int | None


def of_people() -> sa.ColumnElement[bool]:
    """Questions that people asked.

    Those of a data set or a comparison say what is expected; a file without a word asks nothing.
    """
    return sa.and_(col(Question.expected).is_(None), col(Question.text) != "")


async def ask(session: AsyncSession, question: Question) -> Question:
    """Keep a question; one with the same cause is the same question."""
    return await keep_once(session, question, col(Question.cause) == question.cause)


async def begin_answer(
    session: AsyncSession,
    question: Question,
    model: Model,
    sampling: Sampling,
    settings: ChannelSettings | None = None,
    prompt: Prompt | None = None,
    *,
    is_canary: bool = False,
) -> Answer:
    """The answer of a model to a question, kept with its id before a word is generated."""
    answer = to_be_given(question, model, sampling, settings, prompt, is_canary=is_canary)
    same = sa.and_(col(Answer.question_id) == question.id, col(Answer.model_id) == model.id)
    return await keep_once(session, answer, same)


def to_be_given(
    question: Question,
    model: Model,
    sampling: Sampling,
    settings: ChannelSettings | None = None,
    prompt: Prompt | None = None,
    *,
    is_canary: bool = False,
) -> Answer:
    """An answer of which no word is generated yet.

    A question's own system prompt comes first, then the channel's, then the model's.
    """
    settings = settings or ChannelSettings(team=question.team, channel=question.channel)
    usual = prompt.text if prompt else model.system_prompt
    return Answer(
        team=question.team,
        question_id=question.id,
        model_id=model.id,
        system_prompt=question.system_prompt or usual,
        prompt_id=prompt.id if prompt and not question.system_prompt else None,
        is_canary=is_canary,
        asks_ratings=settings.asks_ratings,
        temperature=_set(settings.temperature, sampling.temperature),
        max_tokens=_set(settings.max_tokens, sampling.max_tokens),
    )


def _set(chosen: Number | None, usual: Number) -> Number:
    return usual if chosen is None else chosen


async def complete(session: AsyncSession, answer_id: str, spoken: Spoken) -> Answer:
    """Keep what the model said; an answer that is complete already stays as it is."""
    answer = await session.get_one(Answer, answer_id)
    if answer.state is AnswerState.COMPLETE:
        return answer
    answer.state = AnswerState.COMPLETE
    answer.text = spoken.text
    answer.failure = None
    answer.prompt_tokens = spoken.prompt_tokens
    answer.completion_tokens = spoken.completion_tokens
    answer.first_token_ms = spoken.first_token_ms
    answer.total_ms = spoken.total_ms
    answer.finished_at = utc_now()
    session.add(answer)
    return answer


async def keep_words(session: AsyncSession, answer_id: str, text: str) -> None:
    """Keep what was said before it broke off; of several tries, the one that came furthest."""
    answer = await session.get_one(Answer, answer_id)
    if answer.state is AnswerState.PENDING and len(text) > len(answer.text or ""):
        answer.text = text
        session.add(answer)


def once_more(question: Question, answer: Answer) -> Question:
    """The same question, to be asked again after an answer failed; however often, it is one."""
    same = question.model_dump(exclude={"id", "cause", "created_at"})
    return Question(**same, cause=f"again:{answer.id}")


async def fail(session: AsyncSession, answer_id: str, failure: str) -> Answer:
    """Keep why there is no answer, or no more of it; one that is complete stays as it is."""
    answer = await session.get_one(Answer, answer_id)
    if answer.state is AnswerState.COMPLETE:
        return answer
    answer.state = AnswerState.FAILED
    answer.failure = failure
    answer.finished_at = utc_now()
    session.add(answer)
    return answer


async def delivered(
    session: AsyncSession,
    *,
    answer_id: str,
    channel: str,
    ts: str,
    part: int = 0,
    shown_to: str | None = None,
) -> Delivery:
    """Keep where an answer, or a part of it, was shown; shown there once is enough."""
    delivery = Delivery(answer_id=answer_id, channel=channel, ts=ts, part=part, shown_to=shown_to)
    same = sa.and_(
        col(Delivery.answer_id) == answer_id,
        col(Delivery.channel) == channel,
        col(Delivery.ts) == ts,
        col(Delivery.part) == part,
    )
    return await keep_once(session, delivery, same)


async def answer_shown_at(
    session: AsyncSession, *, team: str, channel: str, ts: str
) -> tuple[Answer, Delivery] | None:
    """The answer that a message shows, None when the message is no answer of ours."""
    found = await session.exec(
        select(Answer, Delivery)
        .join(Delivery, col(Delivery.answer_id) == Answer.id)
        .where(Answer.team == team, Delivery.channel == channel, Delivery.ts == ts)
    )
    return found.first()
