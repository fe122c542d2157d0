"""A base model that answers: who waits, who speaks, and who has been heard."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from pathlib import Path

import torch
from torch.nn import Module
from transformers import AutoModelForCausalLM, AutoTokenizer, PreTrainedModel

from trainer import precision
from trainer.adapters import Adapters
from trainer.answer import Answer
from trainer.ask import Ask, Failure, Finish, Piece
from trainer.bases import Base
from trainer.batch import Batch, Said, Seat
from trainer.encoding import Unspeakable, prompt

MOST_AT_ONCE = 8
NEWCOMERS_AT_ONCE = 4
Tell = Callable[[Piece | Finish | Failure], None]


class Speaker:
    def __init__(self, base: Base, folder: Path, tell: Tell) -> None:
        self.base = base
        self.tell = tell
        self.waiting: deque[Ask] = deque()
        self.tokenizer = AutoTokenizer.from_pretrained(folder)
        model: PreTrainedModel = AutoModelForCausalLM.from_pretrained(
            folder, dtype=precision.best(), use_safetensors=True, trust_remote_code=False
        )
        model.train(mode=False)
        if torch.cuda.is_available():
            Module.to(model, "cuda")
        self.adapters = Adapters(model)
        self.batch = Batch(self.adapters)
        ends = model.generation_config.eos_token_id
        self.ends = frozenset(
            {self.tokenizer.eos_token_id, *(ends if isinstance(ends, list) else [ends])}
        )

    @property
    def is_idle(self) -> bool:
        return not self.waiting and not self.batch.seats

    def hush(self, number: int) -> None:
        self.waiting = deque(ask for ask in self.waiting if ask.id != number)
        self.batch.leave([s.answer for s in self.batch.seats if s.answer.ask.id == number])

    def turn(self) -> None:
        """Let newcomers in, then say one token of every answer."""
        newcomers = self._newcomers()
        try:
            if newcomers:
                self._told(self.batch.join(newcomers))
            if self.batch.seats:
                self._told(self.batch.step())
        except (RuntimeError, MemoryError) as error:
            seats = {*self.batch.seats, *(seat for seat, _ in newcomers)}
            self._give_up([seat.answer for seat in seats if not seat.answer.finish], error)

    def _newcomers(self) -> list[tuple[Seat, list[int]]]:
        free = min(NEWCOMERS_AT_ONCE, MOST_AT_ONCE - len(self.batch.seats))
        seated: list[tuple[Seat, list[int]]] = []
        while self.waiting and len(seated) < free:
            ask = self.waiting.popleft()
            try:
                tokens = prompt(self.tokenizer, ask.turns)
                in_use = {seat.adapter for seat in self.batch.seats}
                in_use |= {seat.adapter for seat, _ in seated}
                name = self.adapters.name(ask.adapter, in_use)
            except Unspeakable as error:
                self._refuse(ask, "invalid_messages", str(error), "messages")
                continue
            except (OSError, ValueError) as error:
                self._refuse(ask, "model_not_found", f"The adapter is gone: {error}", "model", 404)
                continue
            if len(tokens) + ask.max_tokens > self.base.context:
                self._refuse(
                    ask,
                    "context_length_exceeded",
                    f"This model's maximum context length is {self.base.context} tokens. However,"
                    f" your messages resulted in {len(tokens)} tokens and {ask.max_tokens} were"
                    " asked for.",
                    "messages",
                )
                continue
            seated.append((Seat(Answer(ask, self.tokenizer, self.ends, len(tokens)), name), tokens))
        return seated

    def _told(self, said: list[Said]) -> None:
        for word in said:
            answer = word.answer
            if word.text:
                self.tell(Piece(id=answer.ask.id, text=word.text))
            if answer.finish:
                self.tell(
                    Finish(
                        id=answer.ask.id,
                        reason=answer.finish,
                        prompt_tokens=answer.prompt_tokens,
                        completion_tokens=len(answer.tokens),
                    )
                )
        self.batch.leave([word.answer for word in said if word.answer.finish])

    def _refuse(
        self, ask: Ask, code: str, message: str, param: str | None, status: int = 400
    ) -> None:
        self.tell(Failure(id=ask.id, status=status, code=code, message=message, param=param))

    def _give_up(self, answers: list[Answer], error: Exception) -> None:
        for answer in answers:
            message = f"The model could not answer: {error}"
            self._refuse(answer.ask, "inference_failed", message, None, 500)
        self.batch = Batch(self.adapters)
