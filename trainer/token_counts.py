"""What is asked of the counting process, and what it answers."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel

from trainer.bases import Base


class Order(BaseModel):
    """Whose tokens are to be counted, and where its tokenizer lies."""

    base: Base
    bases_folder: Path


class Line(BaseModel):
    """What one line of a training file comes to in an epoch, or why nothing can be learnt of it."""

    line: int
    tokens: int = 0
    trained_tokens: int = 0  # without what the base's context cuts off
    answers: int = 0
    error: str | None = None


class Counted(BaseModel):
    """A whole file; `n_epochs` is what `auto` comes to."""

    context: int
    n_epochs: int | None
    data: list[Line]
