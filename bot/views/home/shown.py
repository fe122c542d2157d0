"""What the Home tab is drawn of, and the names that its sections share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.locales import Words
from bot.views.blocks import Element, button, clip, escape, plain
from bot.views.datasets.cards import to_train
from bot.views.home.verdict import LastVerdict
from bot.views.models.listed import LET_ANSWER, WHAT_SERVES
from bot.views.training.jobs import TRY
from core.datasets.tables import Kind
from core.datasets.versions.readiness import missing_examples
from core.evaluation import Held, Overview
from core.models import Model

GO, REFRESH = "go_there", "refresh_home"
SHOW_DATASETS = "show_datasets"
NAME_LENGTH, TITLE_LENGTH = 80, 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Where things stand, for whom, and what Slack knows of it."""

    overview: Overview
    may_operate: bool
    now: datetime
    direct: str = ""  # the channel of the reader's direct messages
    operators: Sequence[str] = ()  # people and groups by name; none: the owners and admins
    links: Mapping[str, str] = field(default_factory=dict)  # by ids of answers and consultations
    picture: str | None = None  # the id of the chart's file
    verdict: LastVerdict | None = None  # of the last comparison

    @property
    def answering(self) -> Model | None:
        """The model to ask from here: one that serves, else the newest."""
        serving = (place.model for place in self.overview.places if place.model)
        return next(serving, self.overview.newest_model)

    @property
    def asks_next(self) -> bool:
        """Whether the first steps offer to ask a question already."""
        steps = self.overview.steps
        return not steps.asked and (steps.trained or not self.may_operate)


def name(text: str) -> str:
    """A name that others gave, short and harmless."""
    return escape(clip(" ".join(text.split()), NAME_LENGTH)) or "-"


def place(channel: str, shown: Shown, say: Words) -> str:
    if not channel:
        return say("Everywhere else")
    return say("Your direct messages") if channel == shown.direct else f"<#{channel}>"


def ask_button(shown: Shown, say: Words, *, is_next: bool = False) -> Element:
    model = shown.answering
    value = model.id if model else WHAT_SERVES
    return button(say("Ask a question"), TRY, value, style="primary" if is_next else None)


def let_answer_button(model: Model, say: Words, *, is_next: bool = False) -> Element:
    title = clip(model.title, TITLE_LENGTH)
    words = say("Let {model} answer in a channel", model=title)
    return button(words, LET_ANSWER, model.id, style="primary" if is_next else None)


def link_button(text: str, url: str) -> Element:
    """A button that leads somewhere; Slack tells of its clicks all the same."""
    return {"type": "button", "text": plain(text), "action_id": GO, "url": url}


def trainable(held: Held) -> bool:
    return held.version.kind is Kind.CHAT and not missing_examples(held.version)


def train_value(held: Held) -> str:
    return to_train(held.dataset, held.version)
