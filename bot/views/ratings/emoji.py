"""How answers are rated, which emoji counts as what, and the modal in which that is chosen."""

from __future__ import annotations

from collections.abc import Mapping

from bot.locales import Words
from bot.views.blocks import (
    Element,
    Message,
    View,
    actions,
    button,
    context,
    input_block,
    message,
    modal,
    option,
    section,
    text_input,
)
from bot.views.ratings.measures import ends, meaning, metric_name
from core.ratings import HIGHEST, MEASURES, EmojiRating, Metric

CHANGE_EMOJI = "change_emoji"
EMOJI_MODAL = "emoji"
MEASURE, NAMES = "measure", "names"
THUMBS = {"up": EmojiRating(Metric.THUMB, 1), "down": EmojiRating(Metric.THUMB, 0)}
SCORES = [str(score) for score in range(HIGHEST, -1, -1)]
FIELDS = (*THUMBS, *SCORES)

Meanings = Mapping[str, EmojiRating]


def how_to_rate(meanings: Meanings, say: Words, *, may_change: bool) -> Message:
    measures = [
        "• " + say.stated(f"*{metric_name(metric, say)}*", meaning(metric, say))
        for metric in MEASURES
    ]
    text = "\n".join(
        [
            say("Below every answer: 👍 or 👎 with one tap, or *Rate in detail* from 0 to 5:"),
            *measures,
            *_emoji(meanings, say),
            say("Your latest rating counts. Removing an emoji takes its rating back."),
            say("Where an answer has no buttons, open its menu and choose *Rate this answer*."),
        ]
    )
    change = button(say("Change the emoji"), CHANGE_EMOJI, "rate")
    return message(text, section(text), *([actions(change)] if may_change else []))


def _emoji(meanings: Meanings, say: Words) -> list[str]:
    if not meanings:
        return [say("Emoji reactions don't count as ratings in this workspace.")]
    said: dict[EmojiRating, list[str]] = {}
    thumbs_first = sorted(
        meanings.items(),
        key=lambda item: (item[1].metric is not Metric.THUMB, item[1].metric, -item[1].value),
    )
    for name, rating in thumbs_first:
        said.setdefault(rating, []).append(f":{name}:")
    lines = [f"• {' '.join(names)} {_says(rating, say)}" for rating, names in said.items()]
    return [say("Emoji reactions count too:"), *lines]


def _says(rating: EmojiRating, say: Words) -> str:
    if rating.metric is Metric.THUMB:
        return ends(Metric.THUMB, say)[rating.value]
    name = metric_name(rating.metric, say)
    return say("{measure}: {value} of {highest}", measure=name, value=rating.value, highest=HIGHEST)


def emoji_modal(channel: str, meanings: Meanings, say: Words) -> View:
    """A field for each thing that an emoji can say; any of them may be empty."""
    chosen = next((r.metric for r in meanings.values() if r.metric in MEASURES), Metric.QUALITY)
    rest = [input_block(s, _label(s, say), _names(s, meanings), optional=True) for s in FIELDS]
    return modal(
        callback_id=EMOJI_MODAL,
        title=say("Emoji that rate"),
        submit=say("Save"),
        close=say("Cancel"),
        metadata=channel,
        blocks=[
            context(
                say(
                    "Several emoji may say the same; the workspace's own count too. An empty field "
                    "means that no emoji says it. Emoji already given keep what they meant."
                )
            ),
            *rest[: len(THUMBS)],
            input_block(MEASURE, say("The emoji below are about"), _measures(chosen, say)),
            *rest[len(THUMBS) :],
        ],
    )


def emoji_changed(meanings: Meanings, say: Words) -> Message:
    saved = say("Saved. Emoji already given keep what they meant.")
    return message("\n".join([saved, *_emoji(meanings, say)]))


def _label(field: str, say: Words) -> str:
    if field in THUMBS:
        return say("👍 Good") if field == "up" else say("👎 Bad")
    return {"0": say("0, the worst"), str(HIGHEST): say("5, the best")}.get(field, field)


def _names(field: str, meanings: Meanings) -> Element:
    """Those that stand in the workspace now, as they are typed."""
    names = [f":{name}:" for name, rating in meanings.items() if field_of(rating) == field]
    return text_input(NAMES, initial=" ".join(names))


def field_of(rating: EmojiRating) -> str:
    if rating.metric is Metric.THUMB:
        return "up" if rating.value else "down"
    return str(rating.value)


def rating_of(field: str, measure: Metric) -> EmojiRating:
    """What an emoji in a field says; `measure` is what those with a number are about."""
    return THUMBS.get(field) or EmojiRating(measure, int(field))


def _measures(chosen: Metric, say: Words) -> Element:
    options = {metric: option(metric_name(metric, say), metric.value) for metric in MEASURES}
    return {
        "type": "static_select",
        "action_id": MEASURE,
        "options": list(options.values()),
        "initial_option": options[chosen],
    }
