"""What is read from a batch's file: answers, and nothing of a line that tells of none."""

from __future__ import annotations

import pytest

from core.providers import PROFILES
from core.providers.batches import Said, _said

BODY = b'{"choices": [{"message": {"content": " Yes. "}}], "usage": {"prompt_tokens": 5}}'


def a_line(status: int, body: bytes) -> bytes:
    return b'{"custom_id": "a", "response": {"status_code": %d, "body": %s}}' % (status, body)


def test_an_answer_is_read_with_the_tokens_that_are_known() -> None:
    assert _said(a_line(200, BODY)) == Said(
        key="a", text="Yes.", prompt_tokens=5, completion_tokens=None
    )


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
