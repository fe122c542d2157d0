"""That a model will stop answering, and what can take its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.locales import Words
from bot.views.blocks import Message, actions, button, escape, message, section
from bot.views.channels.settings import OPEN_SETTINGS
from bot.views.evaluation.form import START
from core.models import Model

MOST_NAMED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """A model that answers in a channel until its provider ends it."""

    model: Model
    provider: str
    channel: str
    ends_on: date
    days_left: int
    others: Sequence[Model]  # that go on answering, the newest first


def notice(ending: Ending, say: Words) -> Message:
    left = say.count(ending.days_left, "{n} day from now", "{n} days from now")
    told = say(
        "*{model}* stops answering here on {date}, {left}: {provider} ends it then.",
        model=escape(ending.model.title),
        date=say.day(ending.ends_on),
        left=left if ending.days_left else say("today"),
        provider=escape(ending.provider),
    )
    names = [f"*{escape(one.title)}*" for one in ending.others[:MOST_NAMED]]
    what = (
        say(
            "These could take its place: {names}. Compare one with it while it still answers; "
            "its answers are kept.",
            names=say.several(names),
        )
        if names
        else say(
            "No other model could take its place yet. Train one on the same data set with another "
            "base model or another provider: `/ft train`."
        )
    )
    buttons = [button(say("Choose another model"), OPEN_SETTINGS, ending.channel)]
    if ending.others:
        compare = button(say("Let people choose"), START, ending.others[0].id, style="primary")
        buttons.insert(0, compare)
    return message(say.joined(told, what), section(f"{told}\n{what}"), actions(*buttons))
