"""What a provider says of the base models that it can train."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openai.types import Model

CONTEXT_WORDS = ("max_model_len", "context_length", "context_window")  # vLLM, hosted services


@dataclass(frozen=True, slots=True, kw_only=True)
class BaseModel:
    """A base model; None where the provider does not say."""

    name: str
    licence: str | None = None
    languages: tuple[str, ...] = ()
    download_bytes: int | None = None  # None: nothing has to be downloaded
    seconds_per_example: float | None = None
    context: int | None = None  # tokens of a question with its answer
    counts_tokens: bool = False  # whether it says beforehand what it would train on
    is_within_reach: bool = True  # whether its weights are there, or can be fetched right now

    @property
    def is_english_only(self) -> bool:
        return self.languages == ("en",)


def read_base(model: Model) -> BaseModel:
    """A base from a model list; Togi's own trainer says more than the protocol asks for."""
    more = (model.model_extra or {}).get("togi")
    context = read_context(model)
    if not isinstance(more, dict):
        return BaseModel(name=model.id, context=context)
    languages = more.get("languages")
    licence, size, pace = (
        more.get(key) for key in ("licence", "download_bytes", "seconds_per_example")
    )
    is_here = more.get("available") is not False or not more.get("needs_network")
    return BaseModel(
        name=model.id,
        licence=licence if isinstance(licence, str) else None,
        languages=tuple(languages) if isinstance(languages, list) else (),
        download_bytes=size if isinstance(size, int) and not is_here else None,
        seconds_per_example=pace if isinstance(pace, int | float) else None,
        context=context,
        counts_tokens=more.get("counts_tokens") is True,
        is_within_reach=is_here or more.get("reachable") is not False,
    )


def read_context(model: Model) -> int | None:
    """How many tokens a model takes: each service that tells it has its own word for that."""
    extra = model.model_extra or {}
    more = extra.get("togi")
    own = more.get("context") if isinstance(more, dict) else None
    told = (own, *(extra.get(word) for word in CONTEXT_WORDS))
    return next((value for value in told if isinstance(value, int) and value > 0), None)
