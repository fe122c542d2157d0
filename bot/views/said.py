"""Everything that somebody said of answers, for them alone, with what it takes to erase it."""

from __future__ import annotations

from typing import NamedTuple

from bot.locales import Words
from bot.views.blocks import (
    TITLE_LENGTH,
    Block,
    Element,
    View,
    actions,
    bold,
    button,
    clip,
    confirmation,
    context,
    escape,
    literal,
    plain,
    section,
)
from bot.views.in_words import in_words
from bot.views.moments import moment
from bot.views.ratings import metric_name
from bot.views.wrong import reason_name
from core.evaluation.runs.tables import Choice
from core.evaluation.said import Page, Said
from core.ratings import Comment, Metric, Reason

SHOW_SAID, TURN, ERASE_ONE, ERASE_ALL = "show_said", "turn_said", "erase_said", "erase_all_said"
QUESTION_LENGTH, ANSWER_LENGTH, WORDS_LENGTH = 150, 300, 600


class OnPage(NamedTuple):
    """What is erased, and on which page that stands: a button's value."""

    key: str
    page: int

    def __str__(self) -> str:
        return f"{self.key}:{self.page}"

    @classmethod
    def read(cls, value: str) -> OnPage:
        key, _, page = value.rpartition(":")
        return cls(key, int(page))


def said_modal(page: Page, say: Words) -> View:
    blocks = [block for one in page.said for block in _one(one, page.number, say)]
    if not page.total:
        blocks = [section(say("You haven't rated or commented on any answer."))]
    else:
        blocks += [actions(*_turning(page, say), _erase_all(say))]
        blocks += [
            context(
                say(
                    "Only you see this. What you erase no longer counts; a record stays that you "
                    "said something, but not what. A vote that a result already rests on stays, "
                    "without your name."
                )
            )
        ]
    return {
        "type": "modal",
        "title": plain(say("What you said"), TITLE_LENGTH),
        "close": plain(say("Close"), TITLE_LENGTH),
        "blocks": blocks,
    }


def _one(one: Said, page: int, say: Words) -> list[Block]:
    told = [moment(one.at, say)]
    if one.model:
        told.append(escape(one.model))
    given = {metric: one.ratings[metric] for metric in Metric if metric in one.ratings}
    told += [_rating(metric, value, say) for metric, value in given.items()]
    if one.choice:
        told.append(_vote(one.choice, say))
    erase = button(
        say("Erase"), ERASE_ONE, str(OnPage(one.key, page)), style="danger", confirm=_sure(say)
    )
    blocks = [bold(clip(one.question, QUESTION_LENGTH))]
    if one.answer:
        shown = in_words(one.answer[: 2 * ANSWER_LENGTH])
        blocks.append(literal(clip(shown, ANSWER_LENGTH), quoted=True))
    return [*blocks, section(" · ".join(told), erase), *_words(one.comment, say)]


def _rating(metric: Metric, value: int, say: Words) -> str:
    if metric is Metric.THUMB:
        return "👍" if value else "👎"
    return f"{metric_name(metric, say)} {value}"


def _vote(choice: Choice, say: Words) -> str:
    match choice:
        case Choice.LEFT:
            return say("You voted for the first answer.")
        case Choice.RIGHT:
            return say("You voted for the second answer.")
        case Choice.TIE:
            return say("You found both answers equally good.")
        case Choice.SKIP:
            return say("You skipped this pair.")


def _words(comment: Comment | None, say: Words) -> list[Block]:
    if comment is None:
        return []
    reasons = [reason_name(Reason(one), say) for one in comment.reasons]
    texts = [", ".join(reasons), comment.wrong, comment.correction]
    return [literal(clip(text, WORDS_LENGTH)) for text in texts if text]


def _turning(page: Page, say: Words) -> list[Element]:
    turns = []
    if page.number:
        turns.append(button(say("Newer"), f"{TURN}_newer", str(page.number - 1)))
    if page.has_more:
        turns.append(button(say("Older"), f"{TURN}_older", str(page.number + 1)))
    return turns


def _erase_all(say: Words) -> Element:
    return button(say("Erase everything"), ERASE_ALL, "all", style="danger", confirm=_sure(say))


def _sure(say: Words) -> Element:
    return confirmation(
        say("Erase for good?"),
        say("This can't be undone. You can rate the answer again any time."),
        say("Erase"),
        say("Keep it"),
    )
