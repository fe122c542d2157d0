"""Every table there is: migrations learn of a table by its being imported here."""

from __future__ import annotations

from sqlmodel import SQLModel

from bot.slack.posts import Post
from core.answers import Answer, Delivery, Question
from core.channels import ChannelSettings, Prompt, Serving
from core.datasets.adding.tables import Addition
from core.datasets.consulting.tables import Consultation, Decision
from core.datasets.tables import (
    Arrival,
    Dataset,
    ErasedQuestion,
    Erasure,
    Example,
    Finding,
    Version,
)
from core.evaluation.runs import (
    Conclusion,
    Contestant,
    Promotion,
    Run,
    RunAnswer,
    Schedule,
    Showing,
    VoteEvent,
)
from core.models import Model
from core.ratings import (
    Comment,
    EmojiMap,
    QuestionTotal,
    Rating,
    RatingEvent,
    RatingTotal,
    Reminder,
)
from core.tuning import Job, LossPoint

TABLES = (
    Arrival,
    Dataset,
    Version,
    Example,
    Finding,
    Erasure,
    ErasedQuestion,
    Addition,
    Consultation,
    Decision,
    Job,
    LossPoint,
    Model,
    Serving,
    Prompt,
    ChannelSettings,
    Question,
    Answer,
    Delivery,
    RatingEvent,
    Rating,
    RatingTotal,
    QuestionTotal,
    Comment,
    EmojiMap,
    Reminder,
    Run,
    Conclusion,
    Contestant,
    RunAnswer,
    Schedule,
    Showing,
    VoteEvent,
    Promotion,
    Post,
)
METADATA = SQLModel.metadata
