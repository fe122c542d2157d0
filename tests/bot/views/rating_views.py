"""What raters and operators are shown of ratings, made of the words that others wrote."""

from __future__ import annotations

from collections.abc import Callable

from bot.locales import Words
from bot.views import emoji, thanks, wrong
from bot.views.blocks import Message, View
from core.ratings import Comment, Reason
from core.ratings.emoji import USUAL


def said(words: str) -> Comment:
    return Comment(
        cause="view:1",
        team="T1",
        answer_id="ans",
        rater="U1",
        reasons=list(Reason),
        wrong=words,
        correction=words,
    )


MESSAGES: dict[str, Callable[[str, Words], Message]] = {
    "how to rate": lambda _, say: emoji.how_to_rate(USUAL, say, may_change=False),
    "how to rate, for operators": lambda _, say: emoji.how_to_rate(USUAL, say, may_change=True),
    "no emoji rates": lambda _, say: emoji.how_to_rate({}, say, may_change=True),
    "emoji changed": lambda _, say: emoji.emoji_changed(USUAL, say),
    "thanks for measures": lambda _, say: thanks.thanks_for_detail("ans", 5, say),
    "nothing said": lambda _, say: thanks.nothing_said(say),
    "taken back": lambda _, say: thanks.taken_back(say),
}
MESSAGES |= {
    f"thanks for {act.value}": lambda _, say, act=act: thanks.thanks("ans", act, say)  # type: ignore[misc]  # bound now
    for act in thanks.Said
}
VIEWS: dict[str, Callable[[str, Words], View]] = {
    "wrong": lambda _, say: wrong.wrong("ans:C1:1.1", None, say),
    "wrong, said before": lambda w, say: wrong.wrong("ans:C1:1.1", said(w), say),
    "emoji": lambda _, say: emoji.emoji_modal("C1", USUAL, say),
    "no emoji": lambda _, say: emoji.emoji_modal("C1", {}, say),
}
