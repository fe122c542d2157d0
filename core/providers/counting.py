"""What Togi's own trainer says of a training file before it trains: the tokens of each line."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenCounts:
    """The tokens of a file in one epoch, as the provider counts them."""

    tokens: int
    trained_tokens: int  # without what the base's context cuts off
    epochs: int | None  # what the provider chooses where nobody else does


def read_counts(answer: object) -> TokenCounts | None:
    """The counts in an answer; None where it says something else, or refuses a line."""
    if not isinstance(answer, dict) or not isinstance(answer.get("data"), list):
        return None
    tokens, trained = 0, 0
    for line in answer["data"]:
        if not isinstance(line, dict) or line.get("error"):
            return None
        whole, kept = line.get("tokens"), line.get("trained_tokens")
        if not isinstance(whole, int) or not isinstance(kept, int):
            return None
        tokens, trained = tokens + whole, trained + kept
    epochs = answer.get("n_epochs")
    return TokenCounts(
        tokens=tokens, trained_tokens=trained, epochs=epochs if isinstance(epochs, int) else None
    )
