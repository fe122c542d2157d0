"""From what somebody wants compared to the answers that have to be given for it."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple, TypeVar

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.answers import Answer, Question, of_people, to_be_given
from core.channels import ChannelSettings, Prompt
from core.datasets import Split, examples, question_and_answer
from core.evaluation.runs.refusals import NothingToAsk, SameContestant
from core.evaluation.runs.tables import Contestant, Run, RunAnswer
from core.models import Model
from core.providers import Sampling
from core.storage import keep_once, utc_now

_T = TypeVar("_T")
LIVE = timedelta(days=30)  # live questions are not older


class Entrant(NamedTuple):
    """A model, and the system prompt that it gets instead of each question's own."""

    model: Model
    system_prompt: str | None = None


class Posed(NamedTuple):
    """A question as it is put to every contestant."""

    text: str
    system_prompt: str | None
    expected: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What somebody wants: the first entrant is in use, the second may replace it.

    `questions` at most are asked, each `takes` times; without a version, they are drawn from what
    people asked in the channel.
    """

    run: Run
    entrants: Sequence[Entrant]
    questions: int
    takes: int = 1
    sampling: Sampling
    settings: ChannelSettings | None = None  # as the channel is answered: so it will serve
    prompt: Prompt | None = None
    since: datetime | None = None  # live questions are younger; None: of the last month


async def begin(session: AsyncSession, plan: Plan) -> Run:
    """Write the run down with every answer it needs, before a word is generated.

    Raises:
        SameContestant: when two entrants can't differ.
        NothingToAsk: when there is no question.
    """
    if len({(one.model.id, one.system_prompt) for one in plan.entrants}) < len(plan.entrants):
        raise SameContestant
    run = await keep_once(session, plan.run, col(Run.cause) == plan.run.cause)
    if run.id != plan.run.id:
        return run
    posed = await _from_version(session, plan) if run.version_id else await _live(session, plan)
    if not posed:
        raise NothingToAsk
    contestants = []
    for number, entrant in enumerate(plan.entrants):
        contestant = Contestant(
            run_id=run.id,
            number=number,
            model_id=entrant.model.id,
            system_prompt=entrant.system_prompt,
        )
        session.add(contestant)
        contestants.append((contestant, entrant))
    places = [
        (_Place(contestant, number, take), entrant, one)
        for number, one in enumerate(posed)
        for contestant, entrant in contestants
        for take in range(plan.takes)
    ]
    # Table by table: there may be more than a thousand, and whoever sent the form waits.
    for rows in zip(*(_put(plan, *place) for place in places), strict=True):
        await session.flush()  # what they point to
        session.add_all(rows)
    return run


class _Place(NamedTuple):
    contestant: Contestant
    number: int
    take: int


def _put(
    plan: Plan, place: _Place, entrant: Entrant, posed: Posed
) -> tuple[Question, Answer, RunAnswer]:
    """One question to one contestant; each has a question of its own, as prompts may differ."""
    run, key = plan.run, f"{plan.run.id}:{place.number}:{place.contestant.number}:{place.take}"
    question = Question(
        team=run.team,
        cause=f"run:{key}",
        channel=run.channel,
        thread=f"run:{key}",
        ts=f"run:{key}",
        asked_by=run.started_by,
        text=posed.text,
        expected=posed.expected or "",  # "": nobody knows, and it is no question of a conversation
        system_prompt=posed.system_prompt
        if entrant.system_prompt is None
        else entrant.system_prompt,
    )
    answer = to_be_given(question, entrant.model, plan.sampling, plan.settings, plan.prompt)
    entry = RunAnswer(
        run_id=run.id,
        number=place.number,
        contestant_id=place.contestant.id,
        take=place.take,
        answer_id=answer.id,
    )
    return question, answer, entry


async def _from_version(session: AsyncSession, plan: Plan) -> list[Posed]:
    """What a version keeps out of training: the fixed evaluation set, else the validation rows."""
    version = plan.run.version_id or ""
    rows = await examples(session, version, Split.HELD_OUT)
    rows = rows or await examples(session, version, Split.VALIDATION)
    chats = [question_and_answer(row.line) for row in _drawn(rows, plan)]
    return [Posed(text, system, expected) for text, expected, system in chats]


async def _live(session: AsyncSession, plan: Plan) -> list[Posed]:
    """What people asked in the channel, each question once, without what they asked in private."""
    asked = await session.exec(
        select(Question.text)
        .where(
            Question.team == plan.run.team,
            Question.channel == plan.run.channel,
            col(Question.private_to).is_(None),
            of_people(),
            col(Question.joins_thread).is_(False),
            Question.ts == Question.thread,  # what is asked later in a thread leans on it
            col(Question.created_at) > (plan.since or utc_now() - LIVE),
        )
        .order_by(col(Question.created_at))
    )
    return [Posed(text, None) for text in _drawn(list(dict.fromkeys(asked)), plan)]


def _drawn(all_of_them: list[_T], plan: Plan) -> list[_T]:
    """As many as are wanted, the same ones whenever this run is asked."""
    if len(all_of_them) <= plan.questions:
        return all_of_them
    drawn = random.Random(plan.run.id).sample(range(len(all_of_them)), plan.questions)  # noqa: S311 (a sample, no secret)
    return [all_of_them[at] for at in sorted(drawn)]
