"""Questions, the answers of models to them, and where each answer was shown."""

from core.answers.asking import (
    answer_shown_at,
    ask,
    begin_answer,
    complete,
    delivered,
    fail,
)
from core.answers.remembering import transcript
from core.answers.stopping import asked_to_stop, stop_in_thread, stopped
from core.answers.tables import Answer, AnswerState, Delivery, Question

__all__ = [
    "Answer",
    "AnswerState",
    "Delivery",
    "Question",
    "answer_shown_at",
    "ask",
    "asked_to_stop",
    "begin_answer",
    "complete",
    "delivered",
    "fail",
    "stop_in_thread",
    "stopped",
    "transcript",
]
