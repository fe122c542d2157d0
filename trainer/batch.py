"""Answers that are written side by side: newcomers join and the finished leave between tokens."""

from __future__ import annotations

from dataclasses import dataclass, field

import torch
from torch import Tensor
from torch.nn.functional import pad
from transformers import DynamicCache
from transformers.cache_utils import DynamicLayer

from trainer.adapters import Adapters
from trainer.answer import Answer


@dataclass(frozen=True, slots=True)
class Seat:
    """An answer's place in the batch, and the adapter that speaks there."""

    answer: Answer
    adapter: str


@dataclass(frozen=True, slots=True)
class Said:
    answer: Answer
    text: str


@dataclass
class Batch:
    """Reading the weights is what costs: eight answers take twice the time of one."""

    adapters: Adapters
    seats: list[Seat] = field(default_factory=list)
    _cache: DynamicCache = field(default_factory=DynamicCache)
    _mask: Tensor = field(default_factory=lambda: torch.zeros(0, 0, dtype=torch.long))
    _last: list[int] = field(default_factory=list)

    def join(self, newcomers: list[tuple[Seat, list[int]]]) -> list[Said]:
        """Read the newcomers' prompts and say their first words."""
        length = max(len(prompt) for _, prompt in newcomers)
        device = self.adapters.base.device
        ids = torch.tensor([[0] * (length - len(p)) + p for _, p in newcomers], device=device)
        mask = torch.tensor(
            [[0] * (length - len(p)) + [1] * len(p) for _, p in newcomers], device=device
        )
        seats = [seat for seat, _ in newcomers]
        cache = DynamicCache()
        logits = self._forward(seats, ids, mask, (mask.cumsum(-1) - 1).clamp(min=0), cache)
        self._seat(seats, mask, cache)
        return self._say(seats, logits)

    def step(self) -> list[Said]:
        """Say the next token of every answer."""
        device = self.adapters.base.device
        positions = self._mask.sum(-1, keepdim=True)
        self._mask = pad(self._mask, (0, 1), value=1)
        ids = torch.tensor(self._last, device=device).unsqueeze(-1)
        self._last = []
        logits = self._forward(self.seats, ids, self._mask, positions, self._cache)
        return self._say(self.seats, logits)

    def leave(self, gone: list[Answer]) -> None:
        keep = [place for place, seat in enumerate(self.seats) if seat.answer not in gone]
        if len(keep) == len(self.seats):
            return
        self.seats = [self.seats[place] for place in keep]
        self._last = [self._last[place] for place in keep]
        if not keep:
            self._cache = DynamicCache()
            self._mask = self._mask[:0, :0]
            return
        rows = torch.tensor(keep, device=self._mask.device)
        mask = self._mask[rows]
        first = int(mask.argmax(-1).min())  # columns that are padding for all who stay
        self._mask = mask[:, first:]
        for layer in _layers(self._cache):
            keys, values = _memory(layer)
            layer.keys, layer.values = keys[rows, :, first:], values[rows, :, first:]

    @torch.inference_mode()
    def _forward(
        self, seats: list[Seat], ids: Tensor, mask: Tensor, positions: Tensor, cache: DynamicCache
    ) -> Tensor:
        logits = self.adapters.forward(
            [seat.adapter for seat in seats],
            input_ids=ids,
            attention_mask=mask,
            position_ids=positions,
            past_key_values=cache,
            use_cache=True,
            logits_to_keep=1,
        )
        return logits[:, -1]

    def _seat(self, seats: list[Seat], mask: Tensor, cache: DynamicCache) -> None:
        """Put the newcomers' memory under that of the others, both padded on the left."""
        if not self.seats:
            self.seats, self._mask, self._cache = seats, mask, cache
            return
        here, there = self._mask.shape[1], mask.shape[1]
        more_here, more_there = max(0, there - here), max(0, here - there)
        self._mask = torch.cat([pad(self._mask, (more_here, 0)), pad(mask, (more_there, 0))])
        for old, new in zip(_layers(self._cache), _layers(cache), strict=True):
            keys, values = _memory(old)
            new_keys, new_values = _memory(new)
            old.keys = _stack(keys, new_keys, more_here, more_there)
            old.values = _stack(values, new_values, more_here, more_there)
        self.seats = self.seats + seats

    def _say(self, seats: list[Seat], logits: Tensor) -> list[Said]:
        said = []
        for seat, row in zip(seats, logits, strict=True):
            token = seat.answer.choose(row)
            self._last.append(token)
            said.append(Said(seat.answer, seat.answer.take(token)))
        return said


def _layers(cache: DynamicCache) -> list[DynamicLayer]:
    """The bases on the allow-list remember by plain attention in every layer."""
    layers = [layer for layer in cache.layers if isinstance(layer, DynamicLayer)]
    if len(layers) < len(cache.layers):
        raise RuntimeError("this kind of model can't be batched")
    return layers


def _memory(layer: DynamicLayer) -> tuple[Tensor, Tensor]:
    if layer.keys is None or layer.values is None:
        raise RuntimeError("nothing has been read yet")
    return layer.keys, layer.values


def _stack(old: Tensor, new: Tensor, more_old: int, more_new: int) -> Tensor:
    return torch.cat([pad(old, (0, 0, more_old, 0)), pad(new, (0, 0, more_new, 0))])
