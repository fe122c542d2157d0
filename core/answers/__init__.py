"""Questions, the answers of models to them, and where each answer was shown."""

from core.answers.asking import (
    answer_shown_at,
    ask,
    begin_answer,
    complete,
    delivered,
    fail,
    transcript,
)
from core.answers.tables import Answer, AnswerState, Delivery, Question

__all__ = [
    "Answer",
    "AnswerState",
    "Delivery",
    "Question",
    "answer_shown_at",
    "ask",
    "begin_answer",
    "complete",
    "delivered",
    "fail",
    "transcript",
]
