"""What the ratings and the held-out examples say of each model."""

from core.evaluation.canaries import AsCanary
from core.evaluation.dashboard.first_steps import FirstSteps
from core.evaluation.dashboard.overview import Held, Overview, Running, overview
from core.evaluation.dashboard.places import Place
from core.evaluation.dashboard.waiting import Ended, Undecided, Unrated, Voting
from core.evaluation.held_out import HeldOutScore, held_out_scores, score
from core.evaluation.summary import BaseSummary, Mean, ModelSummary, Share, Summary, summarise

__all__ = [
    "AsCanary",
    "BaseSummary",
    "Ended",
    "FirstSteps",
    "Held",
    "HeldOutScore",
    "Mean",
    "ModelSummary",
    "Overview",
    "Place",
    "Running",
    "Share",
    "Summary",
    "Undecided",
    "Unrated",
    "Voting",
    "held_out_scores",
    "overview",
    "score",
    "summarise",
]
