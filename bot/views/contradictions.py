"""A contradiction as a choice: which answer is right, what was decided, what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.locales import Words
from bot.views.blocks import (
    Block,
    Element,
    Message,
    View,
    actions,
    button,
    clip,
    context,
    escape,
    input_block,
    literal,
    message,
    modal,
    section,
    text_input,
)
from core.datasets.consulting.contradictions import Contradiction
from core.datasets.consulting.tables import Choice, Decision
from core.datasets.tables import Dataset

ASK, ASK_MODAL, CHANNEL = "ask_expert", "ask_expert_where", "channel"
RIGHT, NONE_RIGHT, CHANGE = "answer_is_right", "no_answer_is_right", "change_decision"
WRITE_MODAL, ANSWER = "write_right_answer", "answer"
NEXT, CONCLUDE = "next_contradictions", "conclude_consultation"
ALL_OF_THEM = 0  # in a choice, instead of a row
SHOWN_ANSWERS, SHOWN_ROWS = 8, 8
TEXT_ROOM, MOST_TEXT = 9000, 2500  # characters of a message, and of one text in it
NOTIFICATION = 150


@dataclass(frozen=True, slots=True)
class Place:
    """Which decision a button stands for: the next one of a contradiction."""

    consultation: str
    finding: int
    number: int

    def __str__(self) -> str:
        return f"{self.consultation}:{self.finding}:{self.number}"

    def with_row(self, row: int) -> str:
        return f"{self}:{row}"


def read_place(value: str) -> tuple[Place, str]:
    """What a place was written as, and what stands behind it."""
    consultation, finding, number, *rest = value.split(":", 3)
    return Place(consultation, int(finding), int(number)), "".join(rest)


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
        "{n} question gets answers that contradict each other. Who knows which one is right? "
        "Each is posted as a choice; whoever may rate answers may decide.",
        "{n} questions get answers that contradict each other. Who knows which ones are right? "
        "Each is posted as a choice; whoever may rate answers may decide.",
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
        return say("People have answered these questions differently. Below, choose what is true.")
    if progress.made:
        return "✅ " + say(
            "Version {number} holds the right answers. The wrong ones are gone.",
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


def choice(dataset: str, one: Contradiction, place: Place, say: Words) -> Message:
    """A question, and under each of its answers the button that says it is right."""
    shown = one.answers[:SHOWN_ANSWERS]
    room = _room(len(shown))
    blocks = [*_asked(one, room, say)]
    for answer in shown:
        blocks += [
            literal(clip(answer.text, room), quoted=True),
            actions(button(say("This one is right"), RIGHT, place.with_row(answer.rows[0]))),
        ]
    if left := len(one.answers) - len(shown):
        blocks.append(context(say.count(left, "… and {n} more answer", "… and {n} more answers")))
    both = len(one.answers) <= 2  # noqa: PLR2004 (of two, one says “both”)
    all_right = say("Both are right") if both else say("All are right")
    none_right = say("Neither is right…") if both else say("None is right…")
    blocks += [
        actions(
            button(all_right, RIGHT, place.with_row(ALL_OF_THEM)),
            button(none_right, NONE_RIGHT, str(place)),
        ),
        context(_origin(dataset, one, say)),
    ]
    return message(_notification(one, say), *blocks)


def decided(
    dataset: str, one: Contradiction, decision: Decision, place: Place | None, say: Words
) -> Message:
    """What stands now, who said so and when; with a `place` it can still be changed."""
    right = [held for held in one.answers if _stands(held.rows, decision)]
    texts = [decision.answer] if decision.answer else [held.text for held in right]
    room = _room(len(texts[:SHOWN_ANSWERS]))
    blocks = _asked(one, room, say)
    blocks += [literal(clip(text, room), quoted=True) for text in texts[:SHOWN_ANSWERS]]
    blocks.append(context("✅ " + _said(decision, say)))
    if place:
        blocks.append(actions(button(say("Change"), CHANGE, str(place))))
    blocks.append(context(_origin(dataset, one, say)))
    return message(_notification(one, say), *blocks)


def undecided(dataset: str, one: Contradiction, say: Words) -> Message:
    """A choice that nobody made before the next version was."""
    gone = say("Nobody decided this one. The card of the next version asks about it again.")
    blocks = [*_asked(one, MOST_TEXT, say), context(gone), context(_origin(dataset, one, say))]
    return message(_notification(one, say), *blocks)


def not_asked(reason: str, say: Words) -> Message:
    return message(say("Nobody could be asked. {reason}", reason=escape(reason)))


def decided_already(decision: Decision, say: Words) -> Message:
    """For who clicked a moment too late."""
    return message(
        say(
            "<@{person}> has decided this already, so your choice was not taken. "
            "What stands can be changed with the button under it.",
            person=decision.decided_by,
        )
    )


def write_modal(one: Contradiction, metadata: str, say: Words) -> View:
    """What is right, where none of the answers is."""
    room = _room(len(one.answers[:SHOWN_ANSWERS]))
    answers = [literal(clip(held.text, room), quoted=True) for held in one.answers[:SHOWN_ANSWERS]]
    return modal(
        callback_id=WRITE_MODAL,
        title=say("The right answer"),
        submit=say("Save"),
        close=say("Cancel"),
        metadata=metadata,
        blocks=[
            literal(clip(one.question, room)),
            *answers,
            input_block(ANSWER, say("What would be right?"), text_input(ANSWER, multiline=True)),
        ],
    )


def _asked(one: Contradiction, room: int, say: Words) -> list[Block]:
    return [section(f"*{say('Which answer is right?')}*"), literal(clip(one.question, room))]


def _origin(dataset: str, one: Contradiction, say: Words) -> str:
    rows = ", ".join(map(str, one.rows[:SHOWN_ROWS])) + (" …" if one.rows[SHOWN_ROWS:] else "")
    return say("Data set *{name}*, rows {rows}", name=escape(dataset), rows=rows)


def _said(decision: Decision, say: Words) -> str:
    details = {"person": decision.decided_by, "when": _moment(decision.at, say)}
    match decision.choice:
        case Choice.ONE:
            return say("This answer is right, says <@{person}>, {when}", **details)
        case Choice.ALL:
            return say("All of these are right, says <@{person}>, {when}", **details)
        case Choice.OTHER:
            return say("None was right; <@{person}> wrote a new answer, {when}", **details)


def _stands(rows: Sequence[int], decision: Decision) -> bool:
    return decision.choice is Choice.ALL or decision.right in rows


def _moment(at: datetime, say: Words) -> str:
    """A time that Slack shows to everybody in their own zone."""
    fallback = say.when(at, "UTC")
    return f"<!date^{int(at.timestamp())}^{{date_short_pretty}} {{time}}|{fallback}>"


def _room(texts: int) -> int:
    """How long each text may be, the question included."""
    return min(MOST_TEXT, TEXT_ROOM // (texts + 1))


def _notification(one: Contradiction, say: Words) -> str:
    question = escape(clip(" ".join(one.question.split()), NOTIFICATION))
    return say("Which answer is right? {question}", question=question)
