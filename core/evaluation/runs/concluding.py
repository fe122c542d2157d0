"""When a run is over, and what its votes say."""

from __future__ import annotations

from core.evaluation.runs.ballots import Ballots


def is_over(state: Ballots) -> bool:
    """Whether no further vote can change anything."""
    return all(state.is_settled(pair) for pair in state.pairs)
