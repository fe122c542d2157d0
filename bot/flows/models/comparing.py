"""A tuned model and its base answer the same held-out questions; the counts go side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, TypedDict

from bot.flows.answering.context import load
from bot.flows.answering.giving import give_all
from bot.flows.durable import Flow
from bot.flows.house import House
from bot.locales import words_for
from bot.views.answers import answer as answer_views
from bot.views.models import held_out as views
from core.answers import Answer, AnswerState, Question, ask, begin_answer, delivered
from core.datasets import Split, examples, question_and_answer
from core.errors import TogiError
from core.evaluation import held_out_scores
from core.models import Model, register_base
from core.providers import Sampling
from core.tuning import Job

MOST_QUESTIONS = 30
AT_ONCE = 8  # as many as the trainer answers side by side
SHOWN = 2  # questions whose answers are shown side by side, to be rated
SHORTEST_ANSWER, LONGEST_ANSWER = 64, 512  # tokens


class ToCompare(TypedDict):
    """Which tuned model is compared, and who wants to see it where."""

    model: str
    channel: str
    thread: str | None
    cause: str
    person: str
    locale: str


class NothingHeldOut(TogiError):
    template: ClassVar[str] = (
        "This data set keeps no examples back to compare the models on. Send it again with "
        "more rows: one in five is then kept for validation."
    )


@dataclass(frozen=True, slots=True)
class Steps:
    """What a comparison takes, each fit to be repeated."""

    house: House

    async def prepare(self, place: ToCompare) -> list[list[str]]:
        """The answers to be given: for each question, an id per model, tuned first."""
        async with self.house.database.transaction() as session:
            tuned = await session.get_one(Model, place["model"])
            job = await session.get_one(Job, tuned.job_id)
            base = await register_base(
                session, team=tuned.team, provider=tuned.provider, name=tuned.base_name
            )
            rows = await examples(session, job.version_id, Split.HELD_OUT)
            rows = rows or await examples(session, job.version_id, Split.VALIDATION)
            if not rows:
                raise NothingHeldOut
            chats = [question_and_answer(row.line) for row in rows[:MOST_QUESTIONS]]
            longest = max((len(expected) for _, expected, _ in chats), default=0)
            sampling = Sampling(max_tokens=min(max(longest, SHORTEST_ANSWER), LONGEST_ANSWER))
            pairs = []
            for row, (text, expected, system) in zip(rows, chats, strict=False):
                question = Question(
                    team=tuned.team,
                    cause=f"held-out:{job.version_id}:{row.position}",
                    channel=place["channel"],
                    thread=f"held-out:{row.position}",
                    ts=f"held-out:{row.position}",
                    asked_by=place["person"],
                    text=text,
                    expected=expected,
                    system_prompt=system,
                    version_id=job.version_id,
                )
                kept = await ask(session, question)
                answers = [
                    await begin_answer(session, kept, model, sampling) for model in (tuned, base)
                ]
                pairs.append([answer.id for answer in answers])
            return pairs

    async def show_progress(self, place: ToCompare, done: int, total: int) -> str:
        message = views.asking(done, total, words_for(place["locale"]))
        key = f"compare:{place['model']}:{place['thread'] or place['cause']}"
        ts = await self.house.post(key, place["channel"], place["thread"], message)
        await self.house.edit(place["channel"], ts, message)
        return ts

    async def give(self, answer_ids: list[str]) -> None:
        await give_all(self.house, answer_ids)

    async def show_result(self, pair: list[str], place: ToCompare, ts: str) -> None:
        async with self.house.database.reading() as session:
            answers = [await session.get_one(Answer, answer_id) for answer_id in pair]
            models = [await session.get_one(Model, answer.model_id) for answer in answers]
            job = await session.get_one(Job, models[0].job_id)
            scores = await held_out_scores(session, job.version_id, [m.id for m in models])
        scored = [(model, scores.get(model.id)) for model in models]
        say = words_for(place["locale"])
        await self.house.edit(place["channel"], ts, views.comparison(scored, say))

    async def apologise(self, place: ToCompare, ts: str, error: TogiError) -> None:
        say = words_for(place["locale"])
        await self.house.edit(place["channel"], ts, answer_views.failed(say.error(error), say))

    async def show_pair(self, pair: list[str], place: ToCompare) -> None:
        """A question and its answers, each to be rated on its own."""
        for position, answer_id in enumerate(pair):
            async with self.house.database.reading() as session:
                asked = await load(session, answer_id)
            key, say = (
                f"compare:{place['thread'] or place['cause']}:{answer_id}",
                words_for(place["locale"]),
            )
            channel, thread = place["channel"], place["thread"]
            if position == 0:
                question = views.question(asked.question.text, say)
                await self.house.post(f"{key}:question", channel, thread, question)
            if asked.answer.state is not AnswerState.COMPLETE:
                continue
            for part, message in enumerate(answer_views.complete(asked.answer, asked.model, say)):
                post = f"{key}:{part}" if part else key
                ts = await self.house.post(post, channel, thread, message)
                async with self.house.database.transaction() as session:
                    await delivered(session, answer_id=answer_id, channel=channel, ts=ts, part=part)


def comparing(house: House) -> Flow[[ToCompare]]:
    """Declare the flow."""
    durable, steps = house.durable, Steps(house)

    @durable.flow("compare")
    async def compare(place: ToCompare) -> None:
        ts = await durable.step("begin", steps.show_progress, place, 0, 0)
        try:
            pairs = await durable.step("prepare", steps.prepare, place)
            todo = [answer_id for column in zip(*pairs, strict=True) for answer_id in column]
            for start in range(0, len(todo), AT_ONCE):
                await durable.step("generate", steps.give, todo[start : start + AT_ONCE])
                done = min(start + AT_ONCE, len(todo))
                await durable.step("progress", steps.show_progress, place, done, len(todo))
        except TogiError as error:
            await durable.patient_step("apologise", steps.apologise, place, ts, error)
            return
        await durable.patient_step("result", steps.show_result, pairs[0], place, ts)
        for pair in pairs[:SHOWN]:
            await durable.patient_step("show", steps.show_pair, pair, place)

    return compare
