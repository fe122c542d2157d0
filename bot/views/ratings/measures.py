"""The measures of an answer: what each asks, and the modal in which they are given."""

from __future__ import annotations

from collections.abc import Mapping

from bot.locales import Words
from bot.views.blocks import (
    Block,
    Element,
    View,
    clip,
    context,
    input_block,
    literal,
    modal,
    option,
    plain,
)
from bot.views.in_words import in_words
from bot.views.ratings.wrong import questions
from core.answers import Answer, Question
from core.ratings import HIGHEST, MEASURES, Comment, Metric

DETAIL_MODAL = "rating_detail"
SCORE = "score"
NO_RATING = "none"
EXCERPT = 600


def metric_name(metric: Metric, say: Words) -> str:
    match metric:
        case Metric.THUMB:
            return say("Thumbs")
        case Metric.ACCURACY:
            return say("Accuracy")
        case Metric.CONSISTENCY:
            return say("Consistency")
        case Metric.RELEVANCE:
            return say("Relevance")
        case Metric.EXPERTISE:
            return say("Expertise")
        case Metric.QUALITY:
            return say("Response quality")


def meaning(metric: Metric, say: Words) -> str:
    """What a rater asks themselves for a metric."""
    match metric:
        case Metric.THUMB:
            return say("Is the answer good?")
        case Metric.ACCURACY:
            return say("Is what it says true?")
        case Metric.CONSISTENCY:
            return say("Does it agree with itself and with our other answers?")
        case Metric.RELEVANCE:
            return say("Does it answer what was asked?")
        case Metric.EXPERTISE:
            return say("Would a specialist say it like this?")
        case Metric.QUALITY:
            return say("All in all, how good is it?")


def ends(metric: Metric, say: Words) -> tuple[str, str]:
    """What the lowest and the highest value of a metric mean."""
    match metric:
        case Metric.THUMB:
            return say("bad"), say("good")
        case Metric.ACCURACY:
            return say("what it says is false"), say("everything it says is true")
        case Metric.CONSISTENCY:
            return say("it contradicts itself or us"), say("nothing contradicts anything")
        case Metric.RELEVANCE:
            return say("it misses the question"), say("it answers exactly what was asked")
        case Metric.EXPERTISE:
            return say("a specialist would object"), say("a specialist would say it like this")
        case Metric.QUALITY:
            return say("of no use"), say("I would send it as it is")


def step(metric: Metric, score: int, say: Words) -> str:
    """A value of a metric in words."""
    lowest, highest = ends(metric, say)
    return (
        lowest,
        say("poor"),
        say("rather poor"),
        say("rather good"),
        say("good"),
        highest,
    )[score]


def detail(
    question: Question,
    answer: Answer,
    standing: Mapping[Metric, int],
    said: Comment | None,
    metadata: str,
    say: Words,
) -> View:
    """A modal for the five measures, filled with what the rater said before."""
    return modal(
        callback_id=DETAIL_MODAL,
        title=say("Rate this answer"),
        submit=say("Save"),
        close=say("Cancel"),
        metadata=metadata,
        blocks=[
            context(say("Question")),
            literal(clip(question.text, EXCERPT), quoted=True),
            context(say("Answer")),
            literal(clip(in_words((answer.text or "")[: 2 * EXCERPT]), EXCERPT), quoted=True),
            context(say("0 is the worst, 5 the best. Leave out what you can't judge.")),
            *(_measure(metric, standing.get(metric), say) for metric in MEASURES),
            *questions(said, say),
        ],
    )


def _measure(metric: Metric, value: int | None, say: Words) -> Block:
    scores: list[Element] = [
        option(say.stated(str(score), step(metric, score, say)), str(score))
        for score in range(HIGHEST + 1)
    ]
    select: Element = {
        "type": "static_select",
        "action_id": SCORE,
        "options": scores,
        "placeholder": plain(say("Not rated")),
    }
    if value is not None:  # a choice can't be undone in Slack but by another one
        select["options"] = [*scores, option(say("No rating"), NO_RATING)]
        select["initial_option"] = scores[value]
    return input_block(
        metric.value, metric_name(metric, say), select, optional=True, hint=meaning(metric, say)
    )
