"""Asking a model, piece by piece as it speaks."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypedDict

from core.providers.bases import read_context
from core.providers.client import Client
from core.providers.profiles import Profile
from core.providers.refusals import plainly

if TYPE_CHECKING:
    from openai.types.chat import ChatCompletionMessageParam

PATIENCE_SECONDS = 1.5  # somebody waits for an answer meanwhile


class Turn(TypedDict):
    role: Literal["system", "user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sampling:
    """How a model speaks: temperature 0 is greedy; at most `max_tokens` tokens."""

    temperature: float = 0.0
    max_tokens: int = 512


@dataclass(frozen=True, slots=True)
class Piece:
    """A bit of text, or the token counts that come with the last bit."""

    text: str = ""
    prompt_tokens: int | None = None
    completion_tokens: int | None = None


@dataclass(frozen=True, slots=True)
class Chat:
    """The chat side of a provider."""

    profile: Profile
    client: Client
    _contexts: dict[str, int | None] = field(default_factory=dict)

    async def context_of(self, model: str) -> int | None:
        """How many tokens a model takes with its answer; None where the provider doesn't say.

        Asked once; a provider that doesn't answer at all may do so the next time.
        """
        if model not in self._contexts:
            client = await self.client.get()
            from openai import APIStatusError, OpenAIError

            client = client.with_options(max_retries=0, timeout=PATIENCE_SECONDS)
            try:
                self._contexts[model] = read_context(await client.models.retrieve(model))
            except APIStatusError:
                self._contexts[model] = None
            except OpenAIError:
                return None
        return self._contexts[model]

    async def stream(
        self, model: str, turns: Sequence[Turn], sampling: Sampling
    ) -> AsyncGenerator[Piece, None]:
        """Yield what the model says, as it says it.

        Raises:
            ProviderError: `Passing` when another try may do; `ModelGone` when the model is no more.
        """
        messages: list[ChatCompletionMessageParam] = [_message(turn) for turn in turns]
        client = await self.client.get()
        with plainly(self.profile.title, model=model):
            stream = await client.chat.completions.create(
                model=model,
                messages=messages,
                temperature=sampling.temperature,
                max_tokens=sampling.max_tokens,
                stream=True,
                stream_options={"include_usage": True},
            )
            async with stream:
                async for chunk in stream:
                    if chunk.choices and chunk.choices[0].delta.content:
                        yield Piece(without_nul(chunk.choices[0].delta.content))
                    if chunk.usage:
                        yield Piece(
                            prompt_tokens=chunk.usage.prompt_tokens,
                            completion_tokens=chunk.usage.completion_tokens,
                        )


def without_nul(said: str) -> str:
    """A model can say U+0000, but PostgreSQL can't keep it."""
    return said.replace("\0", "")


def _message(turn: Turn) -> ChatCompletionMessageParam:
    match turn["role"]:
        case "system":
            return {"role": "system", "content": turn["content"]}
        case "user":
            return {"role": "user", "content": turn["content"]}
        case "assistant":
            return {"role": "assistant", "content": turn["content"]}
