"""Evaluation runs: contestants answer the same questions, people vote blind between them."""

from core.evaluation.runs.tables import (
    Change,
    Choice,
    Contestant,
    Promotion,
    Run,
    RunAnswer,
    RunState,
    Schedule,
    Showing,
    VoteEvent,
)

__all__ = [
    "Change",
    "Choice",
    "Contestant",
    "Promotion",
    "Run",
    "RunAnswer",
    "RunState",
    "Schedule",
    "Showing",
    "VoteEvent",
]
