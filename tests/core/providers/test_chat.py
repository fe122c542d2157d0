"""A model that speaks piece by piece, over a line that may break."""

from __future__ import annotations

import pytest

from core.providers import Chat, Passing, Piece, Sampling
from tests.fakes.provider import Provider, spoken


async def heard(chat: Chat) -> list[Piece]:
    turns = [{"role": role, "content": role} for role in ("system", "user", "assistant")]
    sampling = Sampling(temperature=0.5, max_tokens=9)
    return [piece async for piece in chat.stream("ft:1", turns, sampling)]  # type: ignore[arg-type]  # roles by name


async def test_pieces_come_as_they_are_said_and_usage_at_the_end(
    chat: Chat, provider: Provider
) -> None:
    provider.chunks = [spoken("研"), spoken(""), spoken("ぎ"), spoken(usage=(11, 2))]

    assert await heard(chat) == [
        Piece("研"),
        Piece("ぎ"),
        Piece(prompt_tokens=11, completion_tokens=2),
    ]


async def test_usage_may_come_with_the_last_words(chat: Chat, provider: Provider) -> None:
    provider.chunks = [spoken("Yes.", usage=(3, 1))]

    assert await heard(chat) == [Piece("Yes."), Piece(prompt_tokens=3, completion_tokens=1)]


async def test_a_nul_that_a_model_said_is_left_out(chat: Chat, provider: Provider) -> None:
    provider.chunks = [spoken("Ye\0s."), spoken("\0")]

    assert "".join(piece.text for piece in await heard(chat)) == "Yes."


async def test_a_model_may_say_nothing(chat: Chat) -> None:
    assert await heard(chat) == []


async def test_the_question_is_asked_as_the_protocol_says(chat: Chat, provider: Provider) -> None:
    await heard(chat)

    assert provider.calls[0].body == {
        "model": "ft:1",
        "messages": [{"role": role, "content": role} for role in ("system", "user", "assistant")],
        "temperature": 0.5,
        "max_tokens": 9,
        "stream": True,
        "stream_options": {"include_usage": True},
    }


async def test_a_line_that_breaks_in_the_middle_is_worth_another_try(
    chat: Chat, provider: Provider
) -> None:
    provider.chunks = [spoken("Half an"), "hang up"]

    with pytest.raises(Passing):
        await heard(chat)


async def test_an_error_in_the_middle_of_a_stream_is_a_refusal(
    chat: Chat, provider: Provider
) -> None:
    provider.chunks = [spoken("Half an"), {"error": {"message": "Out of memory."}}]

    with pytest.raises(Passing):
        await heard(chat)


async def test_how_much_a_model_takes_is_asked_once(chat: Chat, provider: Provider) -> None:
    provider.contexts["small-base"] = 2048

    assert [await chat.context_of("small-base") for _ in range(3)] == [2048] * 3
    assert len(provider.calls_of("GET /models/small-base")) == 1


async def test_a_provider_may_not_know_how_much_a_model_takes(
    chat: Chat, provider: Provider
) -> None:
    assert await chat.context_of("other") is None
    assert await chat.context_of("other") is None
    assert len(provider.calls_of("GET /models/other")) == 1
