"""A question becomes an answer in its thread: placeholder, stream, final edit with buttons."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable, Coroutine
from contextlib import aclosing
from dataclasses import dataclass

from aiohttp import ClientError
from slack_sdk.errors import SlackClientError
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.flows.answering.context import Asked, load, turns_for
from bot.flows.durable import Flow
from bot.flows.house import House
from bot.locales import words_for
from bot.views import answers as views
from core.answers import AnswerState, complete, delivered, fail
from core.answers.asking import Spoken
from core.errors import TogiError
from core.providers import Sampling

PASSING_STATE_SECONDS = 2.0


class Speech:
    """An answer as it grows; shows itself now and then, at most every few seconds."""

    def __init__(self, house: House, asked: Asked, ts: str | None, locale: str) -> None:
        self._house, self._asked, self._ts = house, asked, ts
        self._say = words_for(locale)
        self._shown_at = time.monotonic()

    async def speak(self) -> Spoken:
        """Let the model speak to its end; times are measured here."""
        answer, model = self._asked.answer, self._asked.model
        sampling = Sampling(temperature=answer.temperature, max_tokens=answer.max_tokens)
        began = time.monotonic()
        text, first, prompt_tokens, completion_tokens = "", None, None, None
        turns = await turns_for(self._house, self._asked)
        stream = self._house.chat.stream(model.name, turns, sampling)
        async with aclosing(stream) as pieces:
            async for piece in pieces:
                if piece.text and first is None:
                    first = _milliseconds_since(began)
                text += piece.text
                prompt_tokens = piece.prompt_tokens or prompt_tokens
                completion_tokens = piece.completion_tokens or completion_tokens
                await self._show(text)
        return Spoken(
            text=text.strip(),
            prompt_tokens=prompt_tokens,
            completion_tokens=completion_tokens,
            first_token_ms=first,
            total_ms=_milliseconds_since(began),
        )

    async def _show(self, text: str) -> None:
        now = time.monotonic()
        if not self._ts or now - self._shown_at < self._house.settings.edit_seconds:
            return
        if not self._house.edits.take():
            return
        self._shown_at = now
        message = views.partial(text, self._asked.model, self._say)
        # A passing state that Slack does not take in time must not hold up or cost the answer.
        with contextlib.suppress(SlackClientError, ClientError, TimeoutError):
            async with asyncio.timeout(PASSING_STATE_SECONDS):
                await self._house.edit(self._asked.question.channel, self._ts, message)


def _milliseconds_since(began: float) -> int:
    return round((time.monotonic() - began) * 1000)


async def generate(house: House, answer_id: str, ts: str | None, locale: str) -> None:
    """Let the model answer and keep what it said; an answer that is kept is not asked for again."""
    async with house.database.reading() as session:
        asked = await load(session, answer_id)
    if asked.answer.state is AnswerState.COMPLETE:
        return
    spoken = await Speech(house, asked, ts, locale).speak()
    async with house.database.transaction() as session:
        await complete(session, answer_id, spoken)


async def keep_failure(house: House, answer_id: str, error: TogiError) -> None:
    async with house.database.transaction() as session:
        await fail(session, answer_id, str(error))


@dataclass(frozen=True, slots=True)
class Steps:
    """What showing an answer takes, each fit to be repeated."""

    house: House
    answer_id: str
    locale: str

    async def load(self) -> Asked:
        async with self.house.database.reading() as session:
            return await load(session, self.answer_id)

    async def generate(self, ts: str | None) -> None:
        await generate(self.house, self.answer_id, ts, self.locale)

    async def post_placeholder(self) -> str:
        asked = await self.load()
        message = views.placeholder(asked.model, words_for(self.locale))
        place = asked.question
        return await self.house.post(
            f"answer:{self.answer_id}", place.channel, place.thread, message
        )

    async def show(self, ts: str) -> None:
        asked = await self.load()
        message = views.complete(asked.answer, asked.model, words_for(self.locale))
        await self.house.edit(asked.question.channel, ts, message)

    async def whisper(self) -> list[str]:
        """The channel and ts of the private answer: a direct message where nothing else works."""
        asked = await self.load()
        message = views.complete(asked.answer, asked.model, words_for(self.locale))
        person, channel = asked.question.asked_by, asked.question.channel
        ts = await self.house.whisper(channel, person, message)
        if ts:
            return [channel, ts]
        channel = await self.house.direct(person)
        return [channel, await self.house.post(f"answer:{self.answer_id}", channel, None, message)]

    async def apologise(self, ts: str | None, error: TogiError) -> None:
        """Say in the answer's place why there is none."""
        await keep_failure(self.house, self.answer_id, error)
        question, say = (await self.load()).question, words_for(self.locale)
        message = views.failed(say.error(error), say)
        if ts:
            await self.house.edit(question.channel, ts, message)
        elif not await self.house.whisper(question.channel, question.asked_by, message):
            await self.house.tell(question.asked_by, message)

    def keep_delivery(
        self, channel: str, ts: str, shown_to: str | None
    ) -> Callable[[AsyncSession], Coroutine[object, object, None]]:
        async def keep(session: AsyncSession) -> None:
            await delivered(
                session, answer_id=self.answer_id, channel=channel, ts=ts, shown_to=shown_to
            )

        return keep


def answering(house: House) -> Flow[[str, str, str]]:
    """Declare the flow: an answer's id, the channel it belongs to, the asker's locale."""
    durable = house.durable

    @durable.flow("answer")
    async def answer(answer_id: str, channel: str, locale: str) -> None:
        steps = Steps(house, answer_id, locale)
        ts = await durable.step("post placeholder", steps.post_placeholder)
        try:
            await durable.step("generate", steps.generate, ts)
        except TogiError as error:
            await durable.patient_step("apologise", steps.apologise, ts, error)
            return
        await durable.transact("keep delivery", steps.keep_delivery(channel, ts, None))
        await durable.patient_step("show", steps.show, ts)

    return answer


def whispering(house: House) -> Flow[[str, str, str]]:
    """Declare the flow that answers one person alone: an answer's id, that person, their locale."""
    durable = house.durable

    @durable.flow("answer in private")
    async def answer_in_private(answer_id: str, person: str, locale: str) -> None:
        steps = Steps(house, answer_id, locale)
        try:
            await durable.step("generate", steps.generate, None)
        except TogiError as error:
            await durable.patient_step("apologise", steps.apologise, None, error)
            return
        channel, ts = await durable.patient_step("whisper", steps.whisper)
        await durable.transact("keep delivery", steps.keep_delivery(channel, ts, person))

    return answer_in_private
