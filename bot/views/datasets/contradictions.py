"""A contradiction as a choice: which answer is right, and what was decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.locales import Words
from bot.views.blocks import (
    Block,
    Message,
    View,
    actions,
    bold,
    button,
    clip,
    context,
    escape,
    input_block,
    literal,
    message,
    modal,
    text_input,
)
from bot.views.moments import moment
from core.datasets.consulting.contradictions import Contradiction, Held
from core.datasets.consulting.tables import Choice, Decision

RIGHT, NONE_RIGHT, CHANGE = "answer_is_right", "no_answer_is_right", "change_decision"
WRITE_MODAL, ANSWER = "write_right_answer", "answer"
ALL_OF_THEM = 0  # in a choice, instead of a row
SHOWN_ANSWERS, SHOWN_ROWS = 8, 8
TEXT_ROOM, MOST_TEXT = 9000, 2500  # characters of a message, and of one text in it
NOTIFICATION = 150


@dataclass(frozen=True, slots=True)
class Contested:
    """Which decision a button stands for: the next one of a contradiction."""

    consultation: str
    finding: int
    number: int

    def __str__(self) -> str:
        return f"{self.consultation}:{self.finding}:{self.number}"

    def with_row(self, row: int) -> str:
        return f"{self}:{row}"


def read_place(value: str) -> tuple[Contested, str]:
    """What a place was written as, and what stands behind it."""
    consultation, finding, number, *rest = value.split(":", 3)
    return Contested(consultation, int(finding), int(number)), "".join(rest)


def choice(dataset: str, one: Contradiction, place: Contested, say: Words) -> Message:
    """A question, and under each of its answers the button that says it is right."""
    shown = one.answers[:SHOWN_ANSWERS]
    room = _room(len(shown), one)
    blocks = [*_asked(one, room, say)]
    for answer in shown:
        blocks += [
            *_held(answer, one, room),
            actions(button(say("This one is right"), RIGHT, place.with_row(answer.rows[0]))),
        ]
    if left := len(one.answers) - len(shown):
        blocks.append(context(say.count(left, "… and {n} more answer", "… and {n} more answers")))
    both = len(one.answers) <= 2  # noqa: PLR2004 (of two, one says “both”)
    all_right = say("Both are right") if both else say("All are right")
    none_right = say("Neither is right…") if both else say("None is right…")
    buttons = [button(all_right, RIGHT, place.with_row(ALL_OF_THEM))]
    if one.asks_one_thing:
        buttons.append(button(none_right, NONE_RIGHT, str(place)))
    else:
        blocks.append(context(_each_for_itself(say)))
    blocks += [actions(*buttons), context(_origin(dataset, one, say))]
    return message(_notification(one, say), *blocks)


def decided(
    dataset: str,
    one: Contradiction,
    decision: Decision,
    place: Contested | None,
    say: Words,
    *,
    written: str | None = None,
) -> Message:
    """What stands now, who said so and when; with a `place` it can still be changed."""
    right = [held for held in one.answers if _stands(held.rows, decision)]
    held = [Held(written, (), one.question)] if written else right[:SHOWN_ANSWERS]
    room = _room(len(held), one)
    blocks = _asked(one, room, say)
    for answer in held:
        blocks += _held(answer, one, room)
    if not one.asks_one_thing and decision.choice is not Choice.ALL:
        blocks.append(context(_each_for_itself(say)))
    blocks.append(context("✅ " + _said(decision, say)))
    if place:
        blocks.append(actions(button(say("Change"), CHANGE, str(place))))
    blocks.append(context(_origin(dataset, one, say)))
    return message(_notification(one, say), *blocks)


def undecided(dataset: str, one: Contradiction, say: Words) -> Message:
    """A choice that nobody made before the next version was."""
    gone = say(
        "Nobody decided this one. You can ask about it again from the card of the next version."
    )
    room = _room(len(one.answers[:SHOWN_ANSWERS]), one)
    asked = _asked(one, MOST_TEXT if one.asks_one_thing else room, say)
    if not one.asks_one_thing:
        asked += [block for held in one.answers[:SHOWN_ANSWERS] for block in _held(held, one, room)]
    blocks = [*asked, context(gone), context(_origin(dataset, one, say))]
    return message(_notification(one, say), *blocks)


def decided_already(decision: Decision, say: Words) -> Message:
    """For who clicked a moment too late."""
    return message(
        say(
            "<@{person}> had already decided this, so your choice was not counted. The button "
            "below the decision changes it.",
            person=decision.decided_by,
        )
    )


def write_modal(one: Contradiction, metadata: str, say: Words) -> View:
    """What is right, where none of the answers is."""
    room = _room(len(one.answers[:SHOWN_ANSWERS]), one)
    answers = [literal(clip(held.text, room), quoted=True) for held in one.answers[:SHOWN_ANSWERS]]
    return modal(
        callback_id=WRITE_MODAL,
        title=say("The right answer"),
        submit=say("Save"),
        close=say("Cancel"),
        metadata=metadata,
        blocks=[
            bold(clip(one.question, room)),
            *answers,
            input_block(ANSWER, say("What would be right?"), text_input(ANSWER, multiline=True)),
        ],
    )


def _asked(one: Contradiction, room: int, say: Words) -> list[Block]:
    if one.asks_one_thing:
        return [context(say("Which answer is right?")), bold(clip(one.question, room))]
    return [context(say("These questions are nearly the same. Which answers are right?"))]


def _held(answer: Held, one: Contradiction, room: int) -> list[Block]:
    """An answer, below its question where they are not all the same."""
    question = [] if one.asks_one_thing else [bold(clip(answer.question, room))]
    return [*question, literal(clip(answer.text, room), quoted=True)]


def _each_for_itself(say: Words) -> str:
    return say(
        "A choice counts for the question above the answer alone. The answers to the other "
        "questions stay as they are."
    )


def _origin(dataset: str, one: Contradiction, say: Words) -> str:
    rows = ", ".join(map(str, one.rows[:SHOWN_ROWS])) + (" …" if one.rows[SHOWN_ROWS:] else "")
    return say("Data set *{name}*, rows {rows}", name=escape(dataset), rows=rows)


def _said(decision: Decision, say: Words) -> str:
    details = {"person": decision.decided_by, "when": moment(decision.at, say)}
    match decision.choice:
        case Choice.ONE:
            return say("This answer is right, says <@{person}>, {when}", **details)
        case Choice.ALL:
            return say("All of these are right, says <@{person}>, {when}", **details)
        case Choice.OTHER:
            return say("None was right; <@{person}> wrote a new answer, {when}", **details)


def _stands(rows: Sequence[int], decision: Decision) -> bool:
    return decision.choice is Choice.ALL or decision.right in rows


def _room(answers: int, one: Contradiction) -> int:
    """How long each text may be, the questions included."""
    texts = answers + 1 if one.asks_one_thing else 2 * max(answers, 1)
    return min(MOST_TEXT, TEXT_ROOM // texts)


def _notification(one: Contradiction, say: Words) -> str:
    question = escape(clip(" ".join(one.question.split()), NOTIFICATION))
    return say("Which answer is right? {question}", question=question)
