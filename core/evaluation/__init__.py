"""What the ratings and the held-out examples say of each model."""

from core.evaluation.held_out import HeldOutScore, held_out_scores, score
from core.evaluation.summary import BaseSummary, Mean, ModelSummary, Share, Summary, summarise

__all__ = [
    "BaseSummary",
    "HeldOutScore",
    "Mean",
    "ModelSummary",
    "Share",
    "Summary",
    "held_out_scores",
    "score",
    "summarise",
]
