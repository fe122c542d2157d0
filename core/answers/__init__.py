"""Questions, the answers of models to them, and where each answer was shown."""

from core.answers.asking import (
    answer_shown_at,
    ask,
    begin_answer,
    complete,
    delivered,
    fail,
    keep_words,
    of_people,
    once_more,
    to_be_given,
)
from core.answers.at_once import others_at_once
from core.answers.remembering import exchanges, files_before, is_conversation
from core.answers.stopping import asked_to_stop, stop_answer, stop_in_thread, stopped
from core.answers.tables import Answer, AnswerState, Delivery, Question
from core.answers.trimming import Conversation, Page

__all__ = [
    "Answer",
    "AnswerState",
    "Conversation",
    "Delivery",
    "Page",
    "Question",
    "answer_shown_at",
    "ask",
    "asked_to_stop",
    "begin_answer",
    "complete",
    "delivered",
    "exchanges",
    "fail",
    "files_before",
    "is_conversation",
    "keep_words",
    "of_people",
    "once_more",
    "others_at_once",
    "stop_answer",
    "stop_in_thread",
    "stopped",
    "to_be_given",
]
