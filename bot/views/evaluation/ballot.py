"""Two answers side by side without names: the message in which somebody votes."""

from __future__ import annotations

from dataclasses import dataclass

from bot.locales import Words
from bot.views.answers import JSON
from bot.views.blocks import (
    Block,
    Message,
    actions,
    button,
    clip,
    context,
    divider,
    header,
    literal,
    markdown,
    message,
    section,
)
from bot.views.harmless import harmless
from core.evaluation.runs.tables import Choice

VOTE, AGAIN = "vote", "change_vote"
QUESTION_LENGTH, ANSWER_LENGTH = 2000, 4500  # both answers are cut alike, in one message


@dataclass(frozen=True, slots=True)
class Shown:
    """What somebody sees of a showing; nothing here tells whose answer is whose."""

    showing: str
    question: str
    left: str
    right: str
    voted: int  # how many questions they have voted on
    last: str | None = None  # the showing that they voted on before


def ballot(shown: Shown, say: Words) -> Message:
    title = say("Which answer is better?")
    so_far = say.count(
        shown.voted, "You have voted on {n} question.", "You have voted on {n} questions."
    )
    blind = say("You learn at the end which model said what.")
    return message(
        title,
        header(title),
        literal(clip(shown.question, QUESTION_LENGTH), quoted=True),
        section(f"*{say('Answer A')}*"),
        _answer(shown.left),
        divider(),
        section(f"*{say('Answer B')}*"),
        _answer(shown.right),
        actions(
            button(say("A is better"), f"{VOTE}_a", value(shown.showing, Choice.LEFT)),
            button(say("B is better"), f"{VOTE}_b", value(shown.showing, Choice.RIGHT)),
            button(say("Equally good"), f"{VOTE}_tie", value(shown.showing, Choice.TIE)),
            button(say("I can't tell"), f"{VOTE}_skip", value(shown.showing, Choice.SKIP)),
        ),
        context(say.joined(so_far if shown.voted else "", blind)),
        *_back(shown.last, say),
    )


def nothing_left(voted: int, last: str | None, say: Words) -> Message:
    """They have seen all that still needs their vote."""
    if not voted:
        return message(
            say("Nothing needs your vote right now: others are looking at the questions left.")
        )
    thanks = say.count(
        voted,
        "Thank you! You voted on {n} question. I'll show the result when everybody is done.",
        "Thank you! You voted on {n} questions. I'll show the result when everybody is done.",
    )
    return message(thanks, section(thanks), *_back(last, say))


def over(say: Words) -> Message:
    return message(say("This evaluation is closed. Thank you for your votes."))


def value(showing: str, choice: Choice) -> str:
    return f"{showing}:{choice.value}"


def read_value(text: str) -> tuple[str, Choice]:
    showing, _, choice = text.partition(":")
    return showing, Choice(choice)


def _answer(text: str) -> Block:
    shown = clip(text.strip(), ANSWER_LENGTH)
    return literal(shown, preformatted=True) if JSON.match(shown) else markdown(harmless(shown))


def _back(last: str | None, say: Words) -> list[Block]:
    return [actions(button(say("Change my last vote"), AGAIN, last))] if last else []
