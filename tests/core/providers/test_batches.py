"""What is read from a batch's file: answers, and nothing of a line that tells of none."""

from __future__ import annotations

import pytest

from core.providers import PROFILES, Client
from core.providers.batches import KEY, Batches, Said, _said
from tests.fakes.provider import Provider

BODY = b'{"choices": [{"message": {"content": " Yes. "}}], "usage": {"prompt_tokens": 5}}'


def a_line(status: int, body: bytes) -> bytes:
    return b'{"custom_id": "a", "response": {"status_code": %d, "body": %s}}' % (status, body)


def test_an_answer_is_read_with_the_tokens_that_are_known() -> None:
    assert _said(a_line(200, BODY)) == Said(
        key="a", text="Yes.", prompt_tokens=5, completion_tokens=None
    )


def test_a_nul_that_a_model_said_is_left_out() -> None:
    said = _said(a_line(200, rb'{"choices": [{"message": {"content": "Ye\u0000s."}}]}'))
    assert said
    assert said.text == "Yes."


@pytest.mark.parametrize(
    "line",
    [
        a_line(500, BODY),
        a_line(200, b'{"choices": []}'),
        b'{"custom_id": "a", "response": null, "error": {"code": "batch_expired"}}',
        b"no json",
    ],
)
def test_a_line_without_an_answer_tells_none(line: bytes) -> None:
    assert _said(line) is None


def test_only_who_is_known_to_have_batches_is_sent_any() -> None:
    assert {name for name, one in PROFILES.items() if one.has_batches} == {"openai", "trainer"}


@pytest.fixture
def batches(client: Client) -> Batches:
    return Batches(PROFILES["generic"], client)


async def test_a_batch_is_found_however_many_others_began_after_it(
    batches: Batches, provider: Provider
) -> None:
    names = [f"run-{number}" for number in range(250)]
    provider.batches = [{"id": f"of {name}", "metadata": {KEY: name}} for name in names]

    assert await batches.find("run-249") == "of run-249"
    assert await batches.find("run-250") is None


async def test_a_list_that_never_ends_is_not_read_forever(
    batches: Batches, provider: Provider
) -> None:
    provider.endless = True

    assert await batches.find("run-0") is None
