"""What providers ask for tokens: a dated table that an operator may edit. Unknown is not zero."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from core.datasets.counting.families import undated, untuned
from core.errors import TogiError

OURS = Path(__file__).with_name("prices.toml")
MILLION = 1_000_000
ROW = "[[price]]"


Amount = Annotated[float, Field(strict=True, ge=0, allow_inf_nan=False)]


class BrokenPrices(TogiError):
    template: ClassVar[str] = (
        "The price table {file} can't be read: {reason}. Correct it there, or remove the file: "
        "Togi then uses the prices that come with it."
    )


class Price(BaseModel):
    """What a provider asks for a million tokens of a model; None where nobody knows."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    provider: str = Field(min_length=1)
    model: str = Field(min_length=1)
    serves: Literal["base", "tuned"] | None = None  # whose answers it is for; None: of both
    training: Amount | None = None
    input: Amount | None = None
    cached: Amount | None = None
    output: Amount | None = None
    currency: str = Field(pattern=r"^[A-Z]{3}$")
    as_of: date
    source: str

    def of_training(self, tokens: int) -> float | None:
        return None if self.training is None else round(tokens * self.training / MILLION, 6)

    def of_answer(self, prompt_tokens: int, completion_tokens: int) -> float | None:
        """At the full price: what is given off for cached tokens or for batches is not in it."""
        if self.input is None or self.output is None:
            return None
        return (prompt_tokens * self.input + completion_tokens * self.output) / MILLION


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid")

    price: list[Price] = []


@dataclass(frozen=True, slots=True)
class Prices:
    """The rows of all tables; what comes first wins."""

    rows: tuple[Price, ...] = ()

    @classmethod
    def read(cls, own: Path | None = None) -> Prices:
        """The operator's own table, where there is one, before the one that comes with Togi.

        Raises:
            BrokenPrices: with the place and what to do.
        """
        tables = [own, OURS] if own and own.is_file() else [OURS]
        return cls(tuple(row for table in tables for row in _rows(table)))

    def find(self, provider: str, model: str, *, is_tuned: bool = True) -> Price | None:
        """The row of exactly this model, else of the family that its snapshot belongs to.

        Training, and answers of what was trained, may cost otherwise than answers of the base.
        """
        others = "base" if is_tuned else "tuned"
        base = untuned(model)
        for name in (base, undated(base)):
            for row in self.rows:
                if (row.provider, row.model) == (provider, name) and row.serves != others:
                    return row
        return None


def _rows(file: Path) -> Iterable[Price]:
    try:
        text = file.read_text(encoding="utf-8-sig")
        table = tomllib.loads(text)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BrokenPrices(file=str(file), reason=str(error)) from error
    try:
        return _Table.model_validate(table).price
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise BrokenPrices(
            file=str(file), reason=_reason(text, first["loc"], first["msg"])
        ) from error


def _reason(text: str, place: tuple[int | str, ...], message: str) -> str:
    """Which key of which row; a row is known by the line on which it begins."""
    begins = [n for n, line in enumerate(text.splitlines(), start=1) if line.strip() == ROW]
    match place:
        case ("price", int(row), *key) if row < len(begins):
            return f"{' '.join(map(str, key))}: {message} (in the row at line {begins[row]})"
        case _:
            return f"{' '.join(map(str, place))}: {message}"
