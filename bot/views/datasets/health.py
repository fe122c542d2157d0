"""How much a data set holds, and what a training on it would take and cost."""

from __future__ import annotations

from bot.locales import Words
from bot.views.blocks import escape
from core.datasets.tables import Version
from core.tuning.estimating import Estimate


def sizes(version: Version, say: Words) -> str:
    parts = [
        say.count(version.training_examples, "{n} training example", "{n} training examples"),
        say.count(version.validation_examples, "{n} for validation", "{n} for validation"),
    ]
    if version.held_out_examples:
        parts.append(
            say.count(
                version.held_out_examples,
                "{n} held out (kept for testing)",
                "{n} held out (kept for testing)",
            )
        )
    return " · ".join(parts)


def weight(version: Version, estimate: Estimate | None, say: Words) -> str:
    """Tokens, and what a training would take: each where it is known; "" where nothing is."""
    parts = []
    if tokens := (estimate.tokens if estimate else None) or version.tokens:
        parts.append(say.count(tokens, "{n} token", "{n} tokens"))
    if estimate:
        if estimate.epochs:
            parts.append(say.count(estimate.epochs, "{n} epoch", "{n} epochs"))
        if estimate.seconds is not None:
            parts.append(say("about {time}", time=say.duration(estimate.seconds)))
        parts.append(price(estimate, say))
    return " · ".join(parts)


def price(estimate: Estimate, say: Words) -> str:
    """What it would cost; what nobody knows is not free, and what is free is said to be."""
    if estimate.is_free:
        return say("free: trains on this machine")
    if estimate.cost is None:
        return say("no price known")
    return say(
        "about {cost} {currency}",
        cost=say.number(estimate.cost, 2),
        currency=escape(estimate.currency or ""),
    )


def still_missing(count: int, say: Words) -> str:
    """How far it is from being trained on."""
    return say.count(
        count,
        "{n} more training example is needed before a model can be trained.",
        "{n} more training examples are needed before a model can be trained.",
    )
