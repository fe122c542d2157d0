"""One answer in the making: from token to token, and from tokens to text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import torch
from torch import Tensor
from transformers import PreTrainedTokenizerBase

from trainer.ask import Ask

HALF_A_CHARACTER = "\N{REPLACEMENT CHARACTER}"


@dataclass(eq=False)
class Answer:
    """Knows when it is over, and never shows a stop string or half a character."""

    ask: Ask
    tokenizer: PreTrainedTokenizerBase
    ends: frozenset[int]
    prompt_tokens: int
    tokens: list[int] = field(default_factory=list)
    finish: Literal["stop", "length"] | None = None
    _shown: int = 0
    _dice: torch.Generator = field(default_factory=torch.Generator)

    def __post_init__(self) -> None:
        if self.ask.seed is None:
            self._dice.seed()
        else:
            self._dice.manual_seed(self.ask.seed)

    def choose(self, logits: Tensor) -> int:
        if self.ask.temperature == 0:
            return int(logits.argmax())
        chances, tokens = torch.softmax(logits.float() / self.ask.temperature, -1).sort(
            descending=True
        )
        before = chances.cumsum(-1) - chances
        chances = chances.masked_fill(before >= self.ask.top_p, 0.0)
        return int(tokens[torch.multinomial(chances.cpu(), 1, generator=self._dice)])

    def take(self, token: int) -> str:
        """Add a token; returns the text that may now be shown."""
        if token in self.ends:
            self.finish = "stop"
        else:
            self.tokens.append(token)
            if len(self.tokens) >= self.ask.max_tokens:
                self.finish = "length"
        text = str(
            self.tokenizer.decode(
                self.tokens, skip_special_tokens=True, clean_up_tokenization_spaces=False
            )
        )
        stops = [place for word in self.ask.stop if (place := text.find(word)) >= 0]
        if stops:
            self.finish = "stop"
            text = text[: min(stops)]
        elif self.finish is None:
            text = text[: len(text) - self._held_back(text)]
        piece = text[self._shown :]
        self._shown += len(piece)
        return piece

    def _held_back(self, text: str) -> int:
        """Characters at the end that may yet turn out to be a stop string or half a character."""
        halves = len(text) - len(text.rstrip(HALF_A_CHARACTER))
        starts = (
            length
            for word in self.ask.stop
            for length in range(1, len(word))
            if text.endswith(word[:length])
        )
        return max(halves, max(starts, default=0))
