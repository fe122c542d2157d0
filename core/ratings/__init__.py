"""What people thought of an answer: one standing value per person, answer and metric."""

from core.ratings.comments import comment_on, says_something, standing_comment, withdraw_comments
from core.ratings.emoji import EmojiRating, emoji_meanings, emoji_rating, let_emoji_say
from core.ratings.erasing import erase_all_said, erase_said
from core.ratings.ledger import (
    Given,
    record,
    record_all,
    record_changes,
    record_together,
)
from core.ratings.metrics import HIGHEST, MEASURES, Metric, bounds
from core.ratings.reactions import Reaction, emoji_added, emoji_removed
from core.ratings.reminding import may_be_reminded
from core.ratings.standing import standing_value, standing_values
from core.ratings.tables import (
    Comment,
    EmojiMap,
    QuestionTotal,
    Rating,
    RatingEvent,
    RatingTotal,
    Reason,
    Reminder,
    Source,
)
from core.ratings.totals import Sum, model_sums, question_sums

__all__ = [
    "HIGHEST",
    "MEASURES",
    "Comment",
    "EmojiMap",
    "EmojiRating",
    "Given",
    "Metric",
    "QuestionTotal",
    "Rating",
    "RatingEvent",
    "RatingTotal",
    "Reaction",
    "Reason",
    "Reminder",
    "Source",
    "Sum",
    "bounds",
    "comment_on",
    "emoji_added",
    "emoji_meanings",
    "emoji_rating",
    "emoji_removed",
    "erase_all_said",
    "erase_said",
    "let_emoji_say",
    "may_be_reminded",
    "model_sums",
    "question_sums",
    "record",
    "record_all",
    "record_changes",
    "record_together",
    "says_something",
    "standing_comment",
    "standing_value",
    "standing_values",
    "withdraw_comments",
]
