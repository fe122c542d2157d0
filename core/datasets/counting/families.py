"""OpenAI's models by family: how each cuts text into tokens, and how much of an example it reads.

A family is matched by its whole name: nothing is concluded from how a name begins.
"""

from __future__ import annotations

import re
from typing import NamedTuple

O200K, CL100K = "o200k_base", "cl100k_base"
DATED = re.compile(r"-(?:\d{4}-\d{2}-\d{2}|\d{4})$")


class Family(NamedTuple):
    encoding: str
    limit: int  # tokens of an example; what is longer loses its end


FAMILIES: dict[str, Family] = {
    "gpt-4.1": Family(O200K, 65_536),
    "gpt-4.1-mini": Family(O200K, 65_536),
    "gpt-4.1-nano": Family(O200K, 65_536),
    "gpt-4o": Family(O200K, 65_536),
    "gpt-4o-mini": Family(O200K, 65_536),
    "gpt-4": Family(CL100K, 8_192),
    "gpt-3.5-turbo": Family(CL100K, 16_385),
}
USUAL = "gpt-4.1-mini"  # where nobody named a model


def untuned(model: str) -> str:
    """The base that a fine-tuned model's name tells of; any other name as it is."""
    return model.split(":")[1] if model.startswith("ft:") else model


def undated(model: str) -> str:
    """A model's name without the date of its snapshot."""
    return DATED.sub("", model)


def family_of(model: str) -> Family | None:
    return FAMILIES.get(undated(untuned(model)))
