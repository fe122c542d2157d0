"""A model speaks, to its end or until somebody stops it; times are measured here."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import aclosing, suppress
from dataclasses import dataclass, field

from bot.flows.answering.context import Reply, budget_of, turns_for
from bot.flows.house import House
from core.answers.asking import Spoken
from core.providers import ContextTooLong, Sampling, Turn


@dataclass(slots=True)
class Speech:
    """What has been said so far."""

    house: House
    asked: Reply
    heard: Callable[[str], None]
    began: float = field(default_factory=time.monotonic)
    text: str = ""
    was_stopped: bool = False
    first_token_ms: int | None = None
    prompt_tokens: int | None = None
    completion_tokens: int | None = None

    async def speak(self, stop: asyncio.Event | None = None) -> Spoken:
        """Let the model speak; a stop hangs up, so that the provider is free at once."""
        speaking = asyncio.create_task(self._listen())
        stopping = asyncio.create_task(stop.wait() if stop else asyncio.Event().wait())
        try:
            await asyncio.wait({speaking, stopping}, return_when=asyncio.FIRST_COMPLETED)
            self.was_stopped = not speaking.done()
            if speaking.done():
                speaking.result()
        finally:
            for task in (speaking, stopping):
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await asyncio.wait({task})
        return Spoken(
            text=self.text.strip(),
            prompt_tokens=self.prompt_tokens,
            completion_tokens=self.completion_tokens,
            first_token_ms=self.first_token_ms,
            total_ms=self._milliseconds(),
        )

    async def _listen(self) -> None:
        try:
            await self._hear(await turns_for(self.house, self.asked))
        except ContextTooLong:  # tokens are estimated, and not every provider says what it takes
            half = await budget_of(self.house, self.asked) // 2
            await self._hear(await turns_for(self.house, self.asked, budget=half))

    async def _hear(self, turns: list[Turn]) -> None:
        answer, model = self.asked.answer, self.asked.model
        sampling = Sampling(temperature=answer.temperature, max_tokens=answer.max_tokens)
        self.began = time.monotonic()
        async with aclosing(self.house.chat.stream(model.name, turns, sampling)) as pieces:
            async for piece in pieces:
                if piece.text:
                    if self.first_token_ms is None:
                        self.first_token_ms = self._milliseconds()
                    self.text += piece.text
                    self.heard(self.text)
                self.prompt_tokens = piece.prompt_tokens or self.prompt_tokens
                self.completion_tokens = piece.completion_tokens or self.completion_tokens

    def _milliseconds(self) -> int:
        return round((time.monotonic() - self.began) * 1000)
