"""What numbers of a small crowd can and can't say: arrays in, values out, nothing of Togi."""

from core.evaluation.shares import Interval
from core.evaluation.statistics.agreement import Agreement, Judged, Level, Undefined, agreement
from core.evaluation.statistics.differences import (
    MARGIN,
    Difference,
    difference,
    difference_of,
    per_question,
)
from core.evaluation.statistics.means import Estimate, mean_of
from core.evaluation.statistics.ratings import Ratings
from core.evaluation.statistics.summaries import OfMetric, SummaryOfRatings, summarise_ratings

__all__ = [
    "MARGIN",
    "Agreement",
    "Difference",
    "Estimate",
    "Interval",
    "Judged",
    "Level",
    "OfMetric",
    "Ratings",
    "SummaryOfRatings",
    "Undefined",
    "agreement",
    "difference",
    "difference_of",
    "mean_of",
    "per_question",
    "summarise_ratings",
]
