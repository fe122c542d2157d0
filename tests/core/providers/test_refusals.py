"""What a provider answers instead of doing it, and what a person reads of it."""

from __future__ import annotations

import socket

import pytest
from openai import AsyncOpenAI

from core.providers import PROFILES, Chat, Client, Passing, ProviderError, Sampling, Training
from core.providers.refusals import (
    ContextTooLong,
    KeyRefused,
    ModelGone,
    NotEligible,
    ProviderBusy,
    ProviderDown,
    RequestRefused,
)
from tests.fakes.provider import KEY, Provider, Trouble


def refused_with(message: object) -> dict[str, object]:
    return {"error": {"message": message, "type": "invalid_request_error", "code": None}}


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, RequestRefused),
        (401, KeyRefused),
        (403, NotEligible),
        (404, ModelGone),
        (409, RequestRefused),
        (418, RequestRefused),
        (422, RequestRefused),
        (429, ProviderBusy),
        (500, ProviderDown),
        (502, ProviderDown),
        (503, ProviderDown),
        (529, ProviderDown),
    ],
)
async def test_a_status_becomes_a_refusal(
    chat: Chat, provider: Provider, status: int, kind: type[ProviderError]
) -> None:
    provider.troubles.append(Trouble(at="POST /chat", status=status, body={}, times=9))

    refusal = await refusal_of(chat)

    assert type(refusal) is kind
    assert "{" not in str(refusal)


async def refusal_of(chat: Chat) -> ProviderError:
    with pytest.raises(ProviderError) as refusal:
        async for _ in chat.stream("small", [], Sampling()):
            pass
    return refusal.value


@pytest.mark.parametrize("status", [429, 500, 503])
async def test_what_passes_by_itself_is_known_as_such(
    chat: Chat, provider: Provider, status: int
) -> None:
    provider.troubles.append(Trouble(at="POST /chat", status=status, times=9))

    assert isinstance(await refusal_of(chat), Passing)


async def test_nobody_there_is_a_provider_that_is_down() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/v1"
    async with AsyncOpenAI(base_url=url, api_key=KEY, max_retries=0) as client:
        refusal = await refusal_of(Chat(PROFILES["generic"], Client(lambda: client)))

    assert type(refusal) is ProviderDown


async def test_a_connection_that_breaks_is_a_provider_that_is_down(
    chat: Chat, provider: Provider
) -> None:
    provider.troubles.append(Trouble(at="POST /chat", hang_up=True, times=9))

    assert type(await refusal_of(chat)) is ProviderDown


async def test_the_providers_own_words_reach_the_person(
    training: Training, provider: Provider
) -> None:
    words = "This organization can not create new fine-tuning jobs."
    provider.troubles.append(Trouble(at="GET /models", status=403, body=refused_with(words)))

    with pytest.raises(NotEligible, match=words):
        await training.bases()


@pytest.mark.parametrize("body", ["<html>oops</html>", {}, [], None, {"error": {}}, {"error": "x"}])
async def test_a_refusal_without_words_says_its_number(
    training: Training, provider: Provider, body: object
) -> None:
    provider.troubles.append(Trouble(at="GET /models", status=400, body=body))

    with pytest.raises(RequestRefused, match="HTTP 400"):
        await training.bases()


async def test_a_lecture_is_cut_short(training: Training, provider: Provider) -> None:
    body = refused_with("Because. " * 5000)
    provider.troubles.append(Trouble(at="GET /models", status=400, body=body))

    with pytest.raises(RequestRefused) as refusal:
        await training.bases()

    assert len(str(refusal.value)) < 600


@pytest.mark.parametrize("status", [400, 401, 403, 404, 429, 500])
async def test_the_key_is_in_no_refusal_even_where_the_provider_repeats_it(
    training: Training, provider: Provider, status: int
) -> None:
    body = refused_with(f"Incorrect key: {KEY}, see your account.")
    provider.troubles.append(Trouble(at="GET /models", status=status, body=body, times=9))

    with pytest.raises(ProviderError) as refusal:
        await training.bases()

    assert KEY not in str(refusal.value)
    assert KEY not in repr(refusal.value)
    assert KEY not in str(refusal.value.details)


@pytest.mark.parametrize(
    ("status", "code", "message"),
    [
        (400, "context_length_exceeded", "Too long."),
        (400, None, "This model's maximum context length is 2048 tokens."),
        (422, None, "Input validation error: too many tokens"),
    ],
)
async def test_a_conversation_that_is_too_long_is_told_from_other_refusals(
    chat: Chat, provider: Provider, status: int, code: str | None, message: str
) -> None:
    body = {"error": {"message": message, "type": "invalid_request_error", "code": code}}
    provider.troubles.append(Trouble(at="POST /chat", status=status, body=body))

    assert isinstance(await refusal_of(chat), ContextTooLong)
