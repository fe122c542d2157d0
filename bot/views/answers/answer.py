"""An answer in a thread: while it comes, when it is there, and when it can't be given."""

from __future__ import annotations

import re

from bot.locales import Words
from bot.views.blocks import (
    Block,
    Message,
    actions,
    button,
    clip,
    context,
    escape,
    markdown,
    message,
    section,
)
from bot.views.harmless import harmless, settled
from bot.views.in_words import in_words
from bot.views.parts import parts
from core.answers import Answer, AnswerState
from core.models import Model

THUMB = "thumb"
RATE_IN_DETAIL = "rate_in_detail"
TRY_AGAIN, STOP = "answer_again", "stop_answer"
NOTIFICATION_LENGTH, TITLE_LENGTH = 500, 100
REASON_LENGTH = 600  # below words that leave little room in a message
NAMED_LENGTH = 60  # of a question that is named above its answer
FENCE = "```"
JSON = re.compile(r"""\{\s*["}]|\[\s*["{\[\]]""")  # begins like it; shown letter by letter
UNDECIDED = re.compile(r"[\[{]\s*\Z")


def thinking(say: Words) -> str:
    """What Slack shows below a thread, after the app's name."""
    return say("is thinking…")


def placeholder(answer: Answer, model: Model, say: Words) -> Message:
    thinking = say("{model} is thinking…", model=_name(model))
    return message(thinking, section(thinking), _stop(answer, say))


def partial(text: str, answer: Answer, model: Model, say: Words) -> Message:
    """A part of an answer that still grows."""
    footer = context(say("{model} is writing…", model=_name(model)))
    return message(_notification(text), markdown(text), footer, _stop(answer, say))


def part(text: str, ending: list[Block]) -> Message:
    """A part of an answer as it stays; the last one has an ending."""
    return message(_notification(text), *([markdown(text)] if text else []), *ending)


def complete(answer: Answer, model: Model, say: Words) -> list[Message]:
    """The whole answer in as many messages as it takes; the last has what it takes to rate it."""
    *texts, last = said(answer)
    return [*(part(text, []) for text in texts), part(last, ending(answer, model, say))]


def ending(answer: Answer, model: Model, say: Words) -> list[Block]:
    """Who answered, and what it takes to rate it; the buttons look the same to everybody."""
    who = context(say("Answered by *{model}*", model=_name(model)))
    if answer.state is AnswerState.STOPPED:
        stopper = f"<@{answer.stop_asked_by}>"
        return [
            context(say("{person} stopped *{model}* here.", person=stopper, model=_name(model)))
        ]
    if not answer.text:
        who = context(say("*{model}* ended without saying anything.", model=_name(model)))
    if not answer.asks_ratings:
        return [who]
    return [
        who,
        feedback(answer, say),
        actions(button(say("Rate in detail"), RATE_IN_DETAIL, answer.id)),
    ]


def broken_off(answer: Answer, reason: str, say: Words, *, may_pass: bool) -> list[Block]:
    """Below what was said before it broke off: why it did, and what can be done about it."""
    reason = clip(escape(reason), REASON_LENGTH)
    told = section(say("The answer broke off here. {reason}", reason=reason))
    return [told, *([again(answer.id, say)] if may_pass else [])]


def again(answer_id: str, say: Words) -> Block:
    return actions(button(say("Try again"), TRY_AGAIN, answer_id))


def said(answer: Answer, above: str = "") -> list[str]:
    """What a model said, harmless, in parts that Slack takes."""
    text = (answer.text or "").strip()
    whole = f"{FENCE}\n{text}\n{FENCE}" if JSON.match(text) else text
    return parts(above + harmless(whole))


def saying(text: str, above: str = "") -> list[str]:
    """The parts of what a model has said so far; `said` of the whole begins with them."""
    text = text.lstrip()
    if UNDECIDED.match(text):
        return [""]
    shown = settled(f"{FENCE}\n{text}" if JSON.match(text) else text).rstrip()
    return parts(above + shown) if shown else [""]


def whose(person: str, question: str, say: Words) -> str:
    """Above an answer, where several are given in a thread at once: whose question it answers."""
    asked = clip(" ".join(in_words(question[:NOTIFICATION_LENGTH]).split()), NAMED_LENGTH)
    told = say("To {person}'s question: {question}", person=person, question=asked)
    return f"> {harmless(told)}\n\n"


def elsewhere(answer: Answer, channel: str, reason: str, say: Words) -> list[Message]:
    """An answer for the one who asked, as it can't be shown where it belongs; perhaps none."""
    place, reason = f"<#{channel}>", escape(reason)
    why = say("I couldn't answer you in {channel}. {reason}", channel=place, reason=reason)
    return [message(why), *(part(text, []) for text in said(answer) if text)]


def deleted(say: Words) -> Message:
    return message(
        say("Somebody deleted my answer while I was writing it. Ask again if you still need it.")
    )


def failed(reason: str, say: Words, answer_id: str = "") -> Message:
    """Why there is no answer; with an id, it can be asked for once more."""
    told = say("I couldn't answer. {reason}", reason=escape(reason))
    return message(told, section(told), *([again(answer_id, say)] if answer_id else []))


def asked_again(shown: Message, say: Words) -> Message:
    """A failure whose button was clicked."""
    blocks = [block for block in shown["blocks"] if TRY_AGAIN not in str(block)]
    return message(shown["text"], *blocks, context(say("Asked once more.")))


def _stop(answer: Answer, say: Words) -> Block:
    """Slack's own button ends all answers of a thread; this one only its own."""
    return actions(button(say("Stop"), STOP, answer.id))


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


def _name(model: Model) -> str:
    return escape(clip(model.title, TITLE_LENGTH))


def _notification(text: str) -> str:
    return clip(escape(text.strip()), NOTIFICATION_LENGTH) or "…"
