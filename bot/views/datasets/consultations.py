"""Asking people about contradictions: where, how far it is, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.locales import Words
from bot.views.blocks import (
    Element,
    Message,
    View,
    actions,
    button,
    context,
    escape,
    input_block,
    message,
    modal,
    section,
)
from core.datasets.tables import Dataset

ASK, ASK_MODAL, CHANNEL = "ask_expert", "ask_expert_where", "channel"
NEXT, CONCLUDE = "next_contradictions", "conclude_consultation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a consultation is."""

    consultation: str
    dataset: str
    asked_by: str
    shown: int
    left: int  # contradictions that people have not been shown
    decided: int
    next_number: int
    closed: bool = False
    made: int | None = None  # the number of the version that came of it


def ask_button(dataset: Dataset, say: Words) -> Element:
    """Stands on the card of a data set whose answers contradict each other."""
    return button(say("Ask an expert"), ASK, dataset.id)


def where_modal(dataset: Dataset, count: int, channel: str, metadata: str, say: Words) -> View:
    """Where to ask; what is private can only be asked at home."""
    choose: Element = {
        "type": "conversations_select",
        "action_id": CHANNEL,
        "initial_conversation": channel,
        "filter": {"include": ["public", "private", "im"], "exclude_bot_users": False},
    }
    told = say.count(
        count,
        "{n} question has answers that contradict each other. Who knows which one is right? It is "
        "posted with the answers to choose from; anyone who can rate answers can decide.",
        "{n} questions have answers that contradict each other. Who knows which ones are right? "
        "Each is posted with the answers to choose from; anyone who can rate answers can decide.",
    )
    private = say(
        "This data is private, so people can only be asked in <#{channel}>.", channel=channel
    )
    return modal(
        callback_id=ASK_MODAL,
        title=say("Ask an expert"),
        submit=say("Ask"),
        close=say("Cancel"),
        metadata=metadata,
        blocks=[
            section(told),
            *([context(private)] if dataset.private_to else []),
            input_block(CHANNEL, say("Ask in"), choose, hint=say("A channel that Togi is in.")),
        ],
    )


def opening(progress: Progress, say: Words) -> Message:
    """The message above the choices: what it is about, how far it is, what came of it."""
    title = "❓ " + say.count(
        progress.shown + progress.left,
        "*Which answer is right?* {n} question in the data set",
        "*Which answer is right?* {n} questions in the data set",
    )
    text = f"{title} *{escape(progress.dataset)}*"
    where = say(
        "{decided} of {shown} decided · asked by <@{person}>",
        decided=progress.decided,
        shown=progress.shown,
        person=progress.asked_by,
    )
    blocks = [section(f"{text}\n{_outcome(progress, say)}".strip()), context(where)]
    if buttons := _next_buttons(progress, say):
        blocks.append(actions(*buttons))
    return message(text, *blocks)


def _outcome(progress: Progress, say: Words) -> str:
    if not progress.closed:
        return say(
            "These questions have answers that contradict each other. Choose the right ones below."
        )
    if progress.made:
        return "✅ " + say(
            "Version {number} now has the right answers; older versions still have the others.",
            number=progress.made,
        )
    return "✅ " + say("All the answers are right, so nothing had to change.")


def _next_buttons(progress: Progress, say: Words) -> list[Element]:
    if progress.closed:
        return []
    buttons = []
    if progress.shown and progress.left:
        more = say("Show more ({n} left)", n=progress.left)
        buttons.append(button(more, NEXT, f"{progress.consultation}:{progress.shown}"))
    if progress.decided:
        make = say("Make version {number} now", number=progress.next_number)
        buttons.append(button(make, CONCLUDE, progress.consultation))
    return buttons


def not_asked(reason: str, say: Words) -> Message:
    return message(say("Nobody could be asked. {reason}", reason=escape(reason)))


def not_shown(reason: str, say: Words) -> Message:
    told = say(
        "The decisions are saved, but they can't be shown where people were asked. {reason}",
        reason=escape(reason),
    )
    return message(told)
