"""Thanks that only the rater sees: what the rating is used for, and how to take it back."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from bot.locales import Words
from bot.views.answers.answer import RATE_IN_DETAIL
from bot.views.blocks import Element, Message, actions, button, context, message, section
from bot.views.ratings.measures import metric_name
from core.ratings import HIGHEST, Metric

SAY_WHAT_WAS_WRONG = "say_what_was_wrong"
TAKE_BACK = "take_rating_back"


class Said(StrEnum):
    """What somebody thinks of an answer, as far as one act said it; it is taken back as a whole."""

    UP = "up"
    DOWN = "down"
    MEASURES = "measures"
    WORDS = "words"


def thanks(answer_id: str, said: Said, say: Words) -> Message:
    """Thanks for a thumb or for words."""
    text = _thanks(said, say)
    again = [button(say("Say what was wrong"), SAY_WHAT_WAS_WRONG, answer_id)]
    if said is Said.WORDS:
        again = [button(say("Change what you said"), SAY_WHAT_WAS_WRONG, answer_id)]
    return message(
        text,
        section(text),
        actions(*(again if said is not Said.UP else []), _take_back(answer_id, said, say)),
        context(say("Your latest rating counts. Nobody else sees it here.")),
    )


def thanks_for_detail(answer_id: str, given: Mapping[Metric, int], say: Words) -> Message:
    """Thanks for the measures that stand now, by name."""
    scores = (f"{metric_name(metric, say)} {given[metric]}/{HIGHEST}" for metric in given)
    saved = say("Thank you, your rating is saved: {scores}.", scores=say.several(scores))
    text = f"{saved}\n{_used_for(say)}"
    return message(
        text,
        section(text),
        actions(
            button(say("Change"), RATE_IN_DETAIL, answer_id),
            _take_back(answer_id, Said.MEASURES, say),
        ),
        context(say("Your latest rating counts. Nobody else sees it here.")),
    )


def nothing_said(say: Words) -> Message:
    return message(say("You didn't rate anything, so nothing was changed."))


def taken_back(say: Words) -> Message:
    return message(say("Taken back: it no longer counts. You can rate this answer again any time."))


def take_back_value(answer_id: str, said: Said) -> str:
    return f"{answer_id}:{said.value}"


def read_take_back(value: str) -> tuple[str, Said]:
    """The answer's id and what is taken back: what `take_back_value` wrote."""
    answer_id, _, said = value.rpartition(":")
    return answer_id, Said(said)


def _thanks(said: Said, say: Words) -> str:
    match said:
        case Said.UP:
            return f"{say('Thank you, your rating is saved: 👍 good.')}\n{_used_for(say)}"
        case Said.DOWN:
            return f"{say('Thank you, your rating is saved: 👎 bad.')}\n{_used_for(say)}"
        case Said.WORDS | Said.MEASURES:
            return say("Thank you, what you said is saved. The next model can learn from it.")


def _used_for(say: Words) -> str:
    return say("It helps your team choose which model answers here.")


def _take_back(answer_id: str, said: Said, say: Words) -> Element:
    return button(say("Take it back"), TAKE_BACK, take_back_value(answer_id, said))
