"""Evaluation runs: contestants answer the same questions, people vote blind between them."""

from core.evaluation.runs.tables import (
    Change,
    Choice,
    Conclusion,
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
    "Conclusion",
    "Contestant",
    "Promotion",
    "Run",
    "RunAnswer",
    "RunState",
    "Schedule",
    "Showing",
    "VoteEvent",
]
