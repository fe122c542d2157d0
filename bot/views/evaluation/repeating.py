"""That a comparison is repeated, that there was nothing to compare, and how to end it."""

from __future__ import annotations

from bot.locales import Words
from bot.views.blocks import Block, Message, actions, button, context, escape, message
from core.evaluation.runs.tables import Schedule

STOP_REPEATING = "stop_repeating"
WEEK = 7


def again(say: Words) -> Message:
    return message(say("It is time to compare the models again, as somebody arranged here."))


def not_again(reason: str, say: Words) -> Message:
    return message(
        say("The models couldn't be compared again this time. {reason}", reason=escape(reason))
    )


def repeats(schedule: Schedule | None, say: Words) -> list[Block]:
    """Below the card of a comparison that will be repeated."""
    if schedule is None:
        return []
    every = (
        say("This comparison is repeated every week.")
        if schedule.every_days == WEEK
        else say("This comparison is repeated every four weeks.")
    )
    stop = button(say("Don't repeat it"), STOP_REPEATING, schedule.id)
    return [context(every), actions(stop)]


def ended(person: str, say: Words) -> Message:
    return message(
        say(
            "<@{person}> ended the repetition: the models aren't compared again by themselves.",
            person=person,
        )
    )
