"""What people thought of an answer: one standing value per person, answer and metric."""

from core.ratings.ledger import Given, comment_on, record, record_all, withdraw_emoji
from core.ratings.metrics import HIGHEST, MEASURES, Metric, bounds, emoji_rating
from core.ratings.standing import standing_value, standing_values
from core.ratings.tables import Comment, Rating, RatingEvent, Source

__all__ = [
    "HIGHEST",
    "MEASURES",
    "Comment",
    "Given",
    "Metric",
    "Rating",
    "RatingEvent",
    "Source",
    "bounds",
    "comment_on",
    "emoji_rating",
    "record",
    "record_all",
    "standing_value",
    "standing_values",
    "withdraw_emoji",
]
