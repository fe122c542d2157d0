"""Asking a trainer what a file comes to: an answer, or nothing, but never a guess."""

from __future__ import annotations

import pytest

from core.providers import BaseModel, TokenCounts, Training
from core.providers.refusals import ProviderDown
from tests.fakes.provider import Provider, Trouble

COUNT = "POST /togi/token_counts"
LINES = b'{"messages": []}\n'
TOLD = [
    {"line": 1, "tokens": 9, "trained_tokens": 7},
    {"line": 2, "tokens": 1, "trained_tokens": 1},
]
COUNTING = BaseModel(name="small-base", counts_tokens=True)


async def test_the_lines_are_added_up(training: Training, provider: Provider) -> None:
    answer = {"context": 2048, "n_epochs": 4, "data": TOLD}
    provider.troubles.append(Trouble(at=COUNT, status=200, body=answer))

    counts = await training.token_counts(COUNTING, LINES)

    assert counts == TokenCounts(tokens=10, trained_tokens=8, epochs=4)
    assert provider.calls_of(COUNT)[0].query == {"model": "small-base"}


@pytest.mark.parametrize(
    "answer",
    [
        *({}, [], "?", {"data": 7}, {"data": [7]}, {"data": [{"tokens": "9"}]}),
        {"data": [*TOLD, {"line": 3, "tokens": 0, "trained_tokens": 0, "error": "no chat"}]},
    ],
)
async def test_an_answer_that_is_no_count_of_every_line_is_none(
    training: Training, provider: Provider, answer: object
) -> None:
    provider.troubles.append(Trouble(at=COUNT, status=200, body=answer))

    assert await training.token_counts(COUNTING, LINES) is None


async def test_a_trainer_that_does_not_know_the_question_counts_nothing(
    training: Training, provider: Provider
) -> None:
    assert await training.token_counts(COUNTING, LINES) is None
    assert len(provider.calls_of(COUNT)) == 1


async def test_a_provider_that_never_said_so_is_not_asked(
    training: Training, provider: Provider
) -> None:
    assert await training.token_counts(BaseModel(name="small-base"), LINES) is None
    assert provider.calls == []


async def test_a_trainer_that_breaks_down_is_not_asked_again_and_again(
    training: Training, provider: Provider
) -> None:
    provider.troubles.append(Trouble(at=COUNT, times=9))

    with pytest.raises(ProviderDown):
        await training.token_counts(COUNTING, LINES)

    assert len(provider.calls_of(COUNT)) == 1
