"""The five measures, what was wrong with an answer, and thanks."""

from __future__ import annotations

from collections.abc import Mapping

from bot.locales import Words
from bot.views.blocks import (
    Block,
    Element,
    View,
    context,
    input_block,
    literal,
    modal,
    option,
    plain,
    text_input,
)
from core.answers import Answer
from core.ratings import HIGHEST, MEASURES, Metric

DETAIL_MODAL = "rating_detail"
WRONG_MODAL = "rating_wrong"
SCORE = "score"
WRONG, RIGHT = "wrong", "right"
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


def detail(answer: Answer, standing: Mapping[Metric, int], metadata: str, say: Words) -> View:
    """A modal for the five measures, filled with what the rater said before."""
    return modal(
        callback_id=DETAIL_MODAL,
        title=say("Rate this answer"),
        submit=say("Save"),
        close=say("Cancel"),
        metadata=metadata,
        blocks=[
            literal((answer.text or "")[:EXCERPT]),
            context(say("0 is the worst, 5 the best. Leave out what you can't judge.")),
            *(_measure(metric, standing.get(metric), say) for metric in MEASURES),
        ],
    )


def _measure(metric: Metric, value: int | None, say: Words) -> Block:
    options: list[Element] = [option(str(score), str(score)) for score in range(HIGHEST + 1)]
    select: Element = {
        "type": "static_select",
        "action_id": SCORE,
        "options": options,
        "placeholder": plain(say("Not rated")),
    }
    if value is not None:
        select["initial_option"] = options[value]
    return input_block(
        metric.value, metric_name(metric, say), select, optional=True, hint=meaning(metric, say)
    )


def wrong(metadata: str, say: Words) -> View:
    """A modal that asks, after a thumb down, what would have been right."""
    return modal(
        callback_id=WRONG_MODAL,
        title=say("What was wrong?"),
        submit=say("Send"),
        close=say("Skip"),
        metadata=metadata,
        blocks=[
            context(say("Your 👎 is saved. Both fields are optional; they help the next model.")),
            input_block(
                WRONG, say("What was wrong?"), text_input(WRONG, multiline=True), optional=True
            ),
            input_block(
                RIGHT,
                say("What would be right?"),
                text_input(RIGHT, multiline=True),
                optional=True,
            ),
        ],
    )


def thanks(thumb: int, say: Words) -> str:
    mark = "👍" if thumb else "👎"
    return say("Thank you, your {mark} is saved. You can change it at any time.", mark=mark)


def thanks_for_detail(count: int, say: Words) -> str:
    if not count:
        return say("You didn't rate anything, so nothing was changed.")
    return say.count(
        count,
        "Thank you, {n} rating is saved. You can change it at any time.",
        "Thank you, {n} ratings are saved. You can change them at any time.",
    )


def how_to_rate(say: Words) -> str:
    measures = "\n".join(
        f"• *{metric_name(metric, say)}*: {meaning(metric, say)}" for metric in MEASURES
    )
    return "\n".join(
        [
            say("Under every answer: 👍 or 👎 with one tap, or *Rate in detail* from 0 to 5:"),
            measures,
            say("Emoji reactions count too: 👍 👎 as thumbs, 0️⃣ to 5️⃣ as response quality."),
            say("Your latest rating counts. Removing an emoji takes its rating back."),
        ]
    )
