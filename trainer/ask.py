"""What is said between the server and the inference process: one JSON object a line."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, Field, TypeAdapter

from trainer.bases import Base
from trainer.examples import Turn


class Ask(BaseModel):
    """A question to a base or to one of its adapters."""

    kind: Literal["ask"] = "ask"
    id: int
    base: Base
    bases_folder: Path
    adapter: Path | None
    turns: list[Turn]
    max_tokens: int
    temperature: float
    top_p: float
    seed: int | None
    stop: list[str]


class Hush(BaseModel):
    """Nobody listens to this answer any more."""

    kind: Literal["hush"] = "hush"
    id: int


class Piece(BaseModel):
    """The next words of an answer."""

    kind: Literal["piece"] = "piece"
    id: int
    text: str


class Finish(BaseModel):
    kind: Literal["finish"] = "finish"
    id: int
    reason: Literal["stop", "length"]
    prompt_tokens: int
    completion_tokens: int


class Failure(BaseModel):
    """There will be no (further) answer, and why."""

    kind: Literal["failure"] = "failure"
    id: int
    status: int
    code: str
    message: str
    param: str | None = None


Question = Annotated[Ask | Hush, Field(discriminator="kind")]
Reply = Annotated[Piece | Finish | Failure, Field(discriminator="kind")]
QUESTION: TypeAdapter[Ask | Hush] = TypeAdapter(Question)
REPLY: TypeAdapter[Piece | Finish | Failure] = TypeAdapter(Reply)
