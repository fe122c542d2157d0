"""What was wrong with an answer, and what would be right: all of it may be left out."""

from __future__ import annotations

from bot.locales import Words
from bot.views.blocks import (
    Block,
    Element,
    View,
    context,
    input_block,
    modal,
    option,
    text_input,
)
from core.ratings import Comment, Reason

WRONG_MODAL = "rating_wrong"
REASONS, WRONG, RIGHT = "reasons", "wrong", "right"


def reason_name(reason: Reason, say: Words) -> str:
    """A reason as somebody would say it of an answer, not of whoever gave it."""
    match reason:
        case Reason.FACTS:
            return say("Something in it is not true")
        case Reason.MISSING:
            return say("Something is missing")
        case Reason.TONE:
            return say("The tone doesn't fit")
        case Reason.LENGTH:
            return say("It is too long")
        case Reason.MISUNDERSTOOD:
            return say("It misunderstood the question")


def wrong(metadata: str, said: Comment | None, say: Words) -> View:
    """A modal that asks, after a thumb down, what would have been right."""
    return modal(
        callback_id=WRONG_MODAL,
        title=say("Help it do better"),
        submit=say("Send"),
        close=say("Skip"),
        metadata=metadata,
        blocks=[
            context(say("👎 Your rating is saved. All of this is optional, and helps the model.")),
            *questions(said, say),
        ],
    )


def questions(said: Comment | None, say: Words) -> list[Block]:
    """The inputs, filled with what the rater said before."""
    before = said or Comment(cause="", team="", answer_id="", rater="")
    return [
        input_block(REASONS, say("What was wrong?"), _reasons(before, say), optional=True),
        input_block(
            WRONG,
            say("In your own words"),
            text_input(WRONG, multiline=True, initial=before.wrong or ""),
            optional=True,
        ),
        input_block(
            RIGHT,
            say("What would be right?"),
            text_input(RIGHT, multiline=True, initial=before.correction or ""),
            optional=True,
            hint=say(
                "The next model may learn from this answer, so write it as it should be said."
            ),
        ),
    ]


def _reasons(said: Comment, say: Words) -> Element:
    options = {reason: option(reason_name(reason, say), reason.value) for reason in Reason}
    element: Element = {
        "type": "checkboxes",
        "action_id": REASONS,
        "options": list(options.values()),
    }
    chosen = [options[reason] for reason in Reason if reason.value in said.reasons]
    if chosen:  # Slack refuses an empty list
        element["initial_options"] = chosen
    return element
