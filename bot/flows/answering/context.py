"""What a model is given to answer a question: the thread so far, files, the question."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.flows.answering.attached import Attached, read_attached, tell_what_was_left_out
from bot.flows.house import House
from bot.slack.history import Said, SaidFile, thread_before
from bot.slack.plain import plain_text
from core.answers import (
    Answer,
    Conversation,
    Question,
    answer_shown_at,
    exchanges,
    files_before,
)
from core.answers.files import MOST_FILES, OnlyBeginning
from core.answers.remembering import Exchange
from core.models import Model
from core.providers import Turn

USUAL_BUDGET = 8_000  # tokens, where a provider doesn't say what a model takes
LEAST_BUDGET = 256
SOMEBODY, SOME_APP = "A colleague", "An app"


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer to be given, to which question, by which model."""

    answer: Answer
    question: Question
    model: Model


class Heard(NamedTuple):
    """What somebody else said in the thread, and what they sent along."""

    ts: str
    turn: Turn | None  # None: only files
    files: list[SaidFile]


async def load(session: AsyncSession, answer_id: str) -> Reply:
    answer = await session.get_one(Answer, answer_id)
    question = await session.get_one(Question, answer.question_id)
    return Reply(answer, question, await session.get_one(Model, answer.model_id))


async def turns_for(house: House, asked: Reply, *, budget: int | None = None) -> list[Turn]:
    """The conversation as the provider takes it, ending with the question.

    `budget` is how many tokens it may take, where a provider refused what the usual one allows.

    Raises:
        SlackPassing: when a file that was sent along may be had a minute later.
    """
    question, earlier = asked.question, list[str]()
    async with house.database.reading() as session:
        known = await exchanges(session, question, asked.model.id)
        if question.ts != question.thread:
            earlier = await files_before(session, question)
            known = [*await _shared_above(session, question), *known]
    others = await _said_by_others(house, question, known)
    earlier += [file["id"] for said in reversed(others) for file in said.files]
    own, before = await _attached(house, question, earlier)
    conversation = Conversation(
        asked.answer.system_prompt,
        list(_in_order(known, others)),
        [*before.pages, *own.pages],
        question.text,
    )
    turns = conversation.turns(await budget_of(house, asked) if budget is None else budget)
    cut = [OnlyBeginning(name=page.name) for page in own.pages if not page.is_whole_in(turns)]
    notes = {str(note): note for note in [*own.notes, *cut]}
    await tell_what_was_left_out(house, question, list(notes.values()))
    return turns


async def _attached(
    house: House, question: Question, earlier: Sequence[str]
) -> tuple[Attached, Attached]:
    """The question's own files, and as many of the thread's as there is room for beside them."""
    own = await read_attached(house, question, question.files)
    others = [file for file in dict.fromkeys(earlier) if file not in question.files]
    read = await read_attached(house, question, others[: max(0, MOST_FILES - len(question.files))])
    return own, Attached([page for page in read.pages if page.text is not None])


async def _shared_above(session: AsyncSession, question: Question) -> list[Exchange]:
    """A private answer that was shared, when the question stands below it."""
    shown = await answer_shown_at(
        session, team=question.team, channel=question.channel, ts=question.thread
    )
    if shown is None:
        return []
    first = await session.get_one(Question, shown[0].question_id)
    return [Exchange(first, shown[0].text or "")] if first.thread != question.thread else []


async def budget_of(house: House, asked: Reply) -> int:
    """The tokens that a model takes, without those of its answer."""
    context = await house.chat.context_of(asked.model.base_name)
    if context is None:
        return USUAL_BUDGET
    return max(LEAST_BUDGET, context - asked.answer.max_tokens)


async def _said_by_others(
    house: House, question: Question, known: Iterable[Exchange]
) -> list[Heard]:
    """What people and other apps said in the thread: none of what we know of."""
    if not question.joins_thread:
        return []
    found = await thread_before(house.passing, question.channel, question.thread, question.ts)
    ours = await house.people.own_id(house.passing, team=question.team) if found else ""
    asked_before = {exchange.question.ts for exchange in known}
    others = [
        said for said in found if _is_by_another(said, ours) and said["ts"] not in asked_before
    ]
    people = [said["user"] for said in others if "user" in said and "bot_id" not in said]
    names = await house.people.names(house.passing, team=question.team, users=people)
    return [Heard(said["ts"], _told(said, names), said.get("files", [])) for said in others]


def _is_by_another(said: Said, ours: str) -> bool:
    """Cards and other notes of ours are no part of a conversation.

    Where Slack doesn't tell who we are, no app is listened to.
    """
    return said.get("user") != ours if ours else "bot_id" not in said


def _told(said: Said, names: dict[str, str]) -> Turn | None:
    text = plain_text(said.get("text", ""))
    if not text:
        return None
    if "bot_id" in said:
        name = said.get("username") or said.get("bot_profile", {}).get("name") or SOME_APP
    else:
        name = names.get(said.get("user", "")) or SOMEBODY
    return {"role": "user", "content": f"{name}: {text}"}


def _in_order(known: Iterable[Exchange], others: Iterable[Heard]) -> Iterator[Turn]:
    """Both as they were said; our answers stand right below their questions."""
    ours: list[tuple[str, list[Turn]]] = [
        (
            "" if question.private_to else question.ts,  # shared: the thread begins with it
            [
                {"role": "user", "content": question.text},
                {"role": "assistant", "content": answer},
            ],
        )
        for question, answer in known
    ]
    theirs: list[tuple[str, list[Turn]]] = [
        (heard.ts, [heard.turn]) for heard in others if heard.turn
    ]
    for _, turns in sorted([*ours, *theirs], key=lambda said: said[0]):
        yield from turns
