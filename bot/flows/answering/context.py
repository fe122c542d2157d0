"""What a model is given to answer a question: the thread so far, files, the question."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.flows.house import House
from bot.slack.history import Said, thread_before
from bot.slack.plain import plain_text
from core.answers import Answer, Conversation, Question, exchanges
from core.answers.remembering import Exchange
from core.models import Model
from core.providers import Turn

USUAL_BUDGET = 8_000  # tokens, where a provider doesn't say what a model takes
LEAST_BUDGET = 256
SOMEBODY, SOME_APP = "A colleague", "An app"


@dataclass(frozen=True, slots=True)
class Asked:
    """An answer to be given, to which question, by which model."""

    answer: Answer
    question: Question
    model: Model


async def load(session: AsyncSession, answer_id: str) -> Asked:
    answer = await session.get_one(Answer, answer_id)
    question = await session.get_one(Question, answer.question_id)
    return Asked(answer, question, await session.get_one(Model, answer.model_id))


async def turns_for(house: House, asked: Asked, *, budget: int | None = None) -> list[Turn]:
    """The conversation as the provider takes it, ending with the question.

    `budget` is how many tokens it may take, where a provider refused what the usual one allows.
    """
    question = asked.question
    async with house.database.reading() as session:
        known = await exchanges(session, question, asked.model.id)
    others = await _said_by_others(house, question, known)
    conversation = Conversation(
        asked.answer.system_prompt, list(_in_order(known, others)), [], question.text
    )
    return conversation.turns(await budget_of(house, asked) if budget is None else budget)


async def budget_of(house: House, asked: Asked) -> int:
    """The tokens that a model takes, without those of its answer."""
    context = await house.chat.context_of(asked.model.base_name)
    if context is None:
        return USUAL_BUDGET
    return max(LEAST_BUDGET, context - asked.answer.max_tokens)


async def _said_by_others(
    house: House, question: Question, known: Iterable[Exchange]
) -> list[tuple[str, Turn]]:
    """What people and other apps said in the thread, with its time: none of what we know of."""
    if not question.joins_thread:
        return []
    found = await thread_before(house.slack, question.channel, question.thread, question.ts)
    ours = await house.people.own_id(house.slack, team=question.team) if found else ""
    asked_before = {exchange.question.ts for exchange in known}
    others = [
        said for said in found if _is_by_another(said, ours) and said["ts"] not in asked_before
    ]
    people = [said["user"] for said in others if "user" in said and "bot_id" not in said]
    names = await house.people.names(house.slack, team=question.team, users=people)
    return [(said["ts"], _told(said, names)) for said in others if plain_text(said.get("text", ""))]


def _is_by_another(said: Said, ours: str) -> bool:
    """Cards and other notes of ours are no part of a conversation.

    Where Slack doesn't tell who we are, no app is listened to.
    """
    return said.get("user") != ours if ours else "bot_id" not in said


def _told(said: Said, names: dict[str, str]) -> Turn:
    if "bot_id" in said:
        name = said.get("username") or said.get("bot_profile", {}).get("name") or SOME_APP
    else:
        name = names.get(said.get("user", "")) or SOMEBODY
    return {"role": "user", "content": f"{name}: {plain_text(said.get('text', ''))}"}


def _in_order(known: Iterable[Exchange], others: Iterable[tuple[str, Turn]]) -> Iterator[Turn]:
    """Both as they were said; our answers stand right below their questions."""
    ours: list[tuple[str, list[Turn]]] = [
        (
            question.ts,
            [
                {"role": "user", "content": question.text},
                {"role": "assistant", "content": answer},
            ],
        )
        for question, answer in known
    ]
    theirs: list[tuple[str, list[Turn]]] = [(ts, [turn]) for ts, turn in others]
    for _, turns in sorted([*ours, *theirs], key=lambda said: said[0]):
        yield from turns
