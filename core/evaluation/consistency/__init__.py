"""Whether a model says the same when it is asked the same again: in facts, and in words."""

from core.evaluation.consistency.facts import Difference, Kind
from core.evaluation.consistency.over_questions import OverQuestions, over_questions
from core.evaluation.consistency.takes import Consistency, Disagreement, consistency

__all__ = [
    "Consistency",
    "Difference",
    "Disagreement",
    "Kind",
    "OverQuestions",
    "consistency",
    "over_questions",
]
