"""An answer in a thread: while it comes, when it is there, and when it can't be given."""

from __future__ import annotations

import json

from bot.locales import Words
from bot.views.blocks import (
    Block,
    Message,
    actions,
    button,
    clip,
    context,
    escape,
    literal,
    message,
)
from core.answers import Answer
from core.models import Model

THUMB = "thumb"
RATE_IN_DETAIL = "rate_in_detail"
NOTIFICATION_LENGTH = 500


def placeholder(model: Model, say: Words) -> Message:
    return message(say("{model} is thinking…", model=escape(model.title)))


def partial(text: str, model: Model, say: Words) -> Message:
    """The answer so far."""
    footer = context(say("{model} is writing…", model=escape(model.title)))
    return message(_notification(text), _said(text), footer)


def complete(answer: Answer, model: Model, say: Words) -> Message:
    """The whole answer, with what it takes to rate it; the buttons look the same to everybody."""
    text = answer.text or ""
    return message(
        _notification(text),
        _said(text),
        context(say("Answered by *{model}*", model=escape(model.title))),
        feedback(answer, say),
        actions(button(say("Rate in detail"), RATE_IN_DETAIL, answer.id)),
    )


def failed(reason: str, say: Words) -> Message:
    return message(say("I couldn't answer. {reason}", reason=escape(reason)))


def feedback(answer: Answer, say: Words) -> Block:
    return {
        "type": "context_actions",
        "elements": [
            {
                "type": "feedback_buttons",
                "action_id": THUMB,
                "positive_button": {
                    "text": {"type": "plain_text", "text": say("Good")},
                    "value": thumb_value(answer.id, up=True),
                    "accessibility_label": say("This answer is good"),
                },
                "negative_button": {
                    "text": {"type": "plain_text", "text": say("Bad")},
                    "value": thumb_value(answer.id, up=False),
                    "accessibility_label": say("This answer is bad"),
                },
            }
        ],
    }


def thumb_value(answer_id: str, *, up: bool) -> str:
    return f"{answer_id}:{int(up)}"


def read_thumb(value: str) -> tuple[str, int]:
    """The answer's id and 1 or 0: what `thumb_value` wrote."""
    answer_id, _, thumb = value.rpartition(":")
    return answer_id, int(thumb)


def _said(text: str) -> Block:
    return literal(text, preformatted=_is_json(text))


def _is_json(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict | list)
    except (ValueError, RecursionError):  # a small model may say nothing but brackets
        return False


def _notification(text: str) -> str:
    return clip(escape(text.strip()), NOTIFICATION_LENGTH) or "…"
