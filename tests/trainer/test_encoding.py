"""What of a chat is learnt, and what the model sees of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from transformers import PreTrainedTokenizerFast

from trainer.encoding import IGNORED, Encoded, encode, prompt
from trainer.examples import Example, Turn

CHAT = [
    Turn("system", "Answer.", learn=False),
    Turn("user", "One?", learn=False),
    Turn("assistant", "1", learn=False),
    Turn("user", "Two?", learn=False),
    Turn("assistant", "2 {}", learn=True),
]


@pytest.fixture(scope="session")
def tokenizer(tiny_base: Path) -> PreTrainedTokenizerFast:
    return PreTrainedTokenizerFast.from_pretrained(tiny_base)


def learnt(tokenizer: PreTrainedTokenizerFast, row: Encoded) -> str:
    return str(tokenizer.decode([token for token in row["labels"] if token != IGNORED]))


def test_only_the_answer_and_its_end_are_learnt(tokenizer: PreTrainedTokenizerFast) -> None:
    (row,) = encode(tokenizer, [Example(1, CHAT)], context=2048).rows

    assert learnt(tokenizer, row) == "2 {}<|end|>"
    assert tokenizer.decode(row["input_ids"]) == (
        "<|system|>Answer.<|end|><|user|>One?<|end|><|assistant|>1<|end|>"
        "<|user|>Two?<|end|><|assistant|>2 {}<|end|>"
    )


def test_a_question_is_read_as_it_was_trained(tokenizer: PreTrainedTokenizerFast) -> None:
    (row,) = encode(tokenizer, [Example(1, CHAT)], context=2048).rows
    asked = prompt(tokenizer, CHAT[:-1])

    assert row["input_ids"][: len(asked)] == asked


def test_each_weighted_answer_is_a_row_of_its_own(tokenizer: PreTrainedTokenizerFast) -> None:
    both = [Turn(turn.role, turn.content, learn=turn.role == "assistant") for turn in CHAT]
    rows = encode(tokenizer, [Example(1, both)], context=2048).rows

    assert [learnt(tokenizer, row) for row in rows] == ["1<|end|>", "2 {}<|end|>"]


def test_what_does_not_fit_is_reported_by_line(tokenizer: PreTrainedTokenizerFast) -> None:
    asked = len(prompt(tokenizer, CHAT[:-1]))
    cut = encode(tokenizer, [Example(7, CHAT)], context=asked + 2)
    dropped = encode(tokenizer, [Example(8, CHAT)], context=asked)

    assert (cut.cut, cut.dropped, len(cut.rows[0]["input_ids"])) == ([7], [], asked + 2)
    assert (dropped.cut, dropped.dropped, dropped.rows) == ([], [8], [])
