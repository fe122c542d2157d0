"""Two answers side by side without names: the message in which somebody votes."""

from __future__ import annotations

from dataclasses import dataclass

from bot.locales import Words
from bot.views.answers.answer import JSON
from bot.views.blocks import (
    Block,
    Message,
    actions,
    button,
    clip,
    context,
    divider,
    header,
    link,
    literal,
    markdown,
    message,
    section,
)
from bot.views.evaluation.card import BEGIN
from bot.views.harmless import harmless
from core.evaluation.runs.tables import Choice

VOTE, AGAIN = "vote", "change_vote"
QUESTION_LENGTH, ANSWER_LENGTH = 2000, 4500  # both answers are cut alike, in one message


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What somebody sees of a showing; nothing here tells whose answer is whose."""

    showing: str
    question: str
    left: str
    right: str
    is_last: bool  # their vote fixes the question's result


@dataclass(frozen=True, slots=True)
class Place:
    """Which one it is of how many."""

    at: int
    of: int
    is_saved: bool = False  # what they said of the one before
    last: str | None = None  # the showing of that, if they may still change it


def ballot(shown: Shown, place: Place | Choice | None, say: Words) -> Message:
    """`place` is what they chose before, where they are shown it again.

    Where one stands and the way back come first, what is clicked again and again last.

    So the row of choices stays where it is from pair to pair, and no second click that comes too
    late meets the way back.
    """
    title = say("Which answer is better?")
    task = say("Choose the answer you would rather have sent.")
    blind = say("You learn at the end which model said what.")
    fixed = say("Your vote is the last one on this question: it can't be changed afterwards.")
    return message(
        title,
        header(title),
        _so_far(place, say) if isinstance(place, Place) else section(_before(place, say)),
        context(say.joined(task, blind)),
        literal(clip(shown.question, QUESTION_LENGTH), quoted=True),
        section(f"*{say('Answer A')}*"),
        _answer(shown.left),
        divider(),
        section(f"*{say('Answer B')}*"),
        _answer(shown.right),
        *([context(fixed)] if shown.is_last else []),
        actions(
            button(say("A is better"), f"{VOTE}_a", value(shown.showing, Choice.LEFT)),
            button(say("B is better"), f"{VOTE}_b", value(shown.showing, Choice.RIGHT)),
            button(say("Equally good"), f"{VOTE}_tie", value(shown.showing, Choice.TIE)),
            button(say("I can't tell"), f"{VOTE}_skip", value(shown.showing, Choice.SKIP)),
        ),
    )


def _so_far(place: Place, say: Words) -> Block:
    back = button(say("Change my last vote"), AGAIN, place.last) if place.last else None
    where = say("Question {at} of {of}.", at=say.number(place.at), of=say.number(place.of))
    return section(say.joined(say("Saved.") if place.is_saved else "", where), back)


def _before(chosen: Choice | None, say: Words) -> str:
    chose = {
        Choice.LEFT: say("You found answer A better here."),
        Choice.RIGHT: say("You found answer B better here."),
        Choice.TIE: say("You found both equally good here."),
        Choice.SKIP: say("You couldn't tell which is better here."),
    }
    before = chose[chosen] if chosen else ""
    return say.joined(before, say("What you choose now counts instead."))


def nothing_left(
    run_id: str, voted: int, last: str | None, say: Words, *, may_come: bool
) -> Message:
    """They have said something of all that needs their vote now; `may_come`: more may need it."""
    told = say("Nothing needs your vote right now: others are looking at the questions left.")
    if voted:
        thanks = say.count(
            voted,
            "Thank you! You voted on {n} question. The result comes here when the voting is over.",
            "Thank you! You voted on {n} questions. The result comes here when the voting is over.",
        )
        told = say.joined(thanks, told) if may_come else thanks
    buttons = [button(say("Look again"), BEGIN, run_id)] if may_come else []
    if last:
        buttons.append(button(say("Change my last vote"), AGAIN, last))
    return message(told, section(told), *([actions(*buttons)] if buttons else []))


def in_messages(address: str | None, say: Words) -> Message:
    """Where somebody clicked: that what they clicked for came to their messages."""
    told = say("You vote in your messages with me, where nobody looks on.")
    there = link(address, say("Go there")) if address else ""
    return message(say.joined(told, there))


def value(showing: str, choice: Choice) -> str:
    return f"{showing}:{choice.value}"


def read_value(text: str) -> tuple[str, Choice]:
    showing, _, choice = text.partition(":")
    return showing, Choice(choice)


def _answer(text: str) -> Block:
    shown = clip(text.strip(), ANSWER_LENGTH)
    return literal(shown, preformatted=True) if JSON.match(shown) else markdown(harmless(shown))
