"""Chat turns to token numbers: exactly what the model sees when it is asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypedDict

from jinja2 import TemplateError
from transformers import PreTrainedTokenizerBase

from trainer.examples import Example, Turn

IGNORED = -100


class Encoded(TypedDict):
    """A prompt and its answer; the labels of the prompt are ignored by the loss."""

    input_ids: list[int]
    attention_mask: list[int]
    labels: list[int]


@dataclass(frozen=True, slots=True)
class Encoding:
    rows: list[Encoded]
    cut: list[int]
    """Lines whose answers were longer than the model's context and lost their end."""
    dropped: list[int]
    """Lines of which no answer fits at all."""


class Unspeakable(Exception):
    """The model's chat template refuses these turns; the sentence says why."""


def prompt(tokenizer: PreTrainedTokenizerBase, turns: Sequence[Turn]) -> list[int]:
    """The tokens up to the place where the assistant begins to speak."""
    messages = [{"role": turn.role, "content": turn.content} for turn in turns]
    try:
        text = tokenizer.apply_chat_template(
            messages, tokenize=False, add_generation_prompt=True, enable_thinking=False
        )
    except (TemplateError, ValueError) as error:
        raise Unspeakable(str(error)) from error
    return list(tokenizer.encode(text, add_special_tokens=False))


def encode(
    tokenizer: PreTrainedTokenizerBase, examples: Sequence[Example], context: int
) -> Encoding:
    """One row for every assistant turn that is to be learnt."""
    encoding = Encoding([], [], [])
    for example in examples:
        for place, turn in enumerate(example.turns):
            if not turn.learn:
                continue
            try:
                asked = prompt(tokenizer, example.turns[:place])
            except Unspeakable as error:
                raise Unspeakable(f"Line {example.line}: {error}") from error
            answer = tokenizer.encode(turn.content, add_special_tokens=False)
            answer = [*answer, tokenizer.eos_token_id]
            room = context - len(asked)
            if room <= 0:
                encoding.dropped.append(example.line)
                continue
            if len(answer) > room:
                encoding.cut.append(example.line)
            encoding.rows.append(_row(asked, answer[:room]))
    return encoding


def _row(asked: list[int], answer: list[int]) -> Encoded:
    return {
        "input_ids": asked + answer,
        "attention_mask": [1] * (len(asked) + len(answer)),
        "labels": [IGNORED] * len(asked) + answer,
    }
