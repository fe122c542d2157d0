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
    button,
    clip,
    confirmation,
    context,
    divider,
    escape,
    literal,
    plain,
    section,
)
from bot.views.in_words import in_words
from bot.views.moments import moment
from bot.views.ratings.measures import metric_name
from bot.views.ratings.wrong import reason_name
from core.evaluation.runs.tables import Choice
from core.evaluation.said import Fate, Page, Said
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


def said_modal(page: Page, say: Words, *, is_erased: bool = False) -> View:
    """`is_erased`: something has just been erased from it."""
    blocks = [section(say("Erased."))] if is_erased else []
    blocks += [block for one in page.said for block in _one(one, page.number, say)]
    if not page.total:
        blocks += [section(say("You haven't rated or commented on any answer."))]
    else:
        blocks += [
            actions(*_turning(page, say), _erase_all(say)),
            context(
                say(
                    "Only you see this. What you erase no longer counts; a record stays that you "
                    "said something, but not what. A vote that a result already rests on stays, "
                    "without your name, and a verdict that was told stays as it was told."
                )
            ),
        ]
    return {
        "type": "modal",
        "title": plain(say("Your ratings and votes"), TITLE_LENGTH),
        "close": plain(say("Close"), TITLE_LENGTH),
        "blocks": blocks,
    }


def _one(one: Said, page: int, say: Words) -> list[Block]:
    """What they said comes first, then what they said it of."""
    erase = button(
        say("Erase"),
        ERASE_ONE,
        str(OnPage(one.key, page)),
        style="danger",
        confirm=_sure(_what_goes(one.fate, say), say),
    )
    blocks = [section(f"*{_heading(one, say)}*\n{moment(one.at, say)}", erase)]
    blocks += _words(one.comment, say)
    if one.answer:
        shown = in_words(one.answer[: 2 * ANSWER_LENGTH])
        blocks.append(literal(clip(shown, ANSWER_LENGTH), quoted=True))
    asked = say("The question was: {question}", question=clip(one.question, QUESTION_LENGTH))
    return [*blocks, literal(asked), divider()]


def _heading(one: Said, say: Words) -> str:
    model = escape(one.model or "")
    if one.choice:
        return _vote(one.choice, model, say)
    given = {metric: one.ratings[metric] for metric in Metric if metric in one.ratings}
    if not given:
        return say("You commented on an answer of {model}:", model=model)
    rated = say.several(_rating(metric, value, say) for metric, value in given.items())
    return say("You rated an answer of {model}: {ratings}", model=model, ratings=rated)


def _rating(metric: Metric, value: int, say: Words) -> str:
    if metric is Metric.THUMB:
        return say("👍 Good") if value else say("👎 Bad")
    return f"{metric_name(metric, say)} {value}"


def _vote(choice: Choice, model: str, say: Words) -> str:
    """Which answer won stands below; whose it was, as soon as it may be said."""
    if choice is Choice.TIE:
        return say("You found both answers equally good.")
    if choice is Choice.SKIP:
        return say("You couldn't tell which answer is better.")
    if model:
        return say("You found this answer better. It was by {model}:", model=model)
    return say("You found this answer better:")


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


def _what_goes(fate: Fate, say: Words) -> str:
    """What is true of erasing it, and of nothing else."""
    match fate:
        case Fate.RATING:
            return say(
                "Your ratings and words on this answer go and no longer count. This can't be "
                "undone, but you can rate the answer again."
            )
        case Fate.OPEN_VOTE:
            return say(
                "This vote goes and doesn't count. This can't be undone, but you can vote on the "
                "question again as long as the comparison is open and the question needs votes."
            )
        case Fate.LEFT_VOTE:
            return say(
                "This vote goes. It can't be given again, as the comparison is over. The verdict "
                "stays: the question never had all its votes, so this one didn't count."
            )
        case Fate.COUNTED_VOTE:
            return say(
                "Your name comes off this vote for good, and you can't vote on this question "
                "again. The vote itself stays without a name, because a result rests on it, and "
                "the verdict doesn't change."
            )


def _erase_all(say: Words) -> Element:
    told = say(
        "All your ratings, comments and votes go, and this can't be undone. Votes that a result "
        "rests on stay without your name, and verdicts that were told don't change."
    )
    sure = _sure(told, say)
    return button(say("Erase everything"), ERASE_ALL, "all", style="danger", confirm=sure)


def _sure(what_goes: str, say: Words) -> Element:
    return confirmation(
        say("Erase for good?"), what_goes, say("Erase"), say("Keep it"), style="danger"
    )
