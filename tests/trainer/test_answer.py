"""Tokens become text that never shows a stop string or half a character."""

from __future__ import annotations

from pathlib import Path

import pytest
from transformers import PreTrainedTokenizerFast

from trainer.answer import Answer
from trainer.ask import Ask
from trainer.bases import SMOLLM2_135M


@pytest.fixture(scope="session")
def tokenizer(tiny_base: Path) -> PreTrainedTokenizerFast:
    return PreTrainedTokenizerFast.from_pretrained(tiny_base)


def answer(tokenizer: PreTrainedTokenizerFast, *stop: str, max_tokens: int = 100) -> Answer:
    ask = Ask(
        id=1,
        base=SMOLLM2_135M,
        bases_folder=Path(),
        adapter=None,
        turns=[],
        max_tokens=max_tokens,
        temperature=0,
        top_p=1,
        seed=None,
        stop=list(stop),
    )
    return Answer(ask, tokenizer, frozenset({tokenizer.eos_token_id}), 3)


def said(tokenizer: PreTrainedTokenizerFast, making: Answer, text: str) -> list[str]:
    tokens = [*tokenizer.encode(text, add_special_tokens=False), tokenizer.eos_token_id]
    pieces = []
    for token in tokens:
        pieces.append(making.take(token))
        if making.finish:
            break
    return pieces


@pytest.mark.parametrize("text", ["the invoice is wrong", "契約書は🙂です", 'JSON {"a": 1}'])
def test_the_pieces_are_the_whole(tokenizer: PreTrainedTokenizerFast, text: str) -> None:
    making = answer(tokenizer, "never")

    pieces = said(tokenizer, making, text)

    assert "".join(pieces) == text
    assert "\N{REPLACEMENT CHARACTER}" not in "".join(pieces)
    assert making.finish == "stop"


@pytest.mark.parametrize(("stop", "left"), [("wrong", "the invoice is "), ("ce i", "the invoi")])
def test_a_stop_string_over_several_tokens_is_never_shown(
    tokenizer: PreTrainedTokenizerFast, stop: str, left: str
) -> None:
    making = answer(tokenizer, stop)

    assert "".join(said(tokenizer, making, "the invoice is wrong")) == left
    assert making.finish == "stop"


def test_a_beginning_of_a_stop_string_is_shown_in_the_end(
    tokenizer: PreTrainedTokenizerFast,
) -> None:
    assert "".join(said(tokenizer, answer(tokenizer, "wrongly"), "is wrong")) == "is wrong"


def test_the_last_token_allowed_ends_the_answer(tokenizer: PreTrainedTokenizerFast) -> None:
    making = answer(tokenizer, max_tokens=2)

    said(tokenizer, making, "the invoice is wrong and the login fails")

    assert (making.finish, len(making.tokens)) == ("length", 2)
