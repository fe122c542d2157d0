"""What raters and operators are shown of ratings, made of the words that others wrote."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from bot.locales import Words
from bot.views.blocks import Message, View, message
from bot.views.ratings import emoji, exports, importing, thanks, wrong
from bot.views.ratings import said as said_views
from core.evaluation.files.exporting import Exported, Kind
from core.evaluation.files.importing import SENTENCES, Brought
from core.evaluation.runs.tables import Choice
from core.evaluation.said import AT_ONCE, Fate, Page, Said
from core.ratings import MEASURES, Comment, Metric, Reason
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


def a_big_import() -> Brought:
    codes = dict(enumerate(list(SENTENCES) * 40_000, start=1))
    return Brought(recorded=1_000_000, known=1, refused=codes)


MESSAGES: dict[str, Callable[[str, Words], Message]] = {
    "export on its way": lambda _, say: exports.on_its_way(say, elsewhere=False),
    "export on its way elsewhere": lambda _, say: exports.on_its_way(say, elsewhere=True),
    "export is there": lambda _, say: exports.is_there(
        "togi-votes.csv", "https://x.slack.com/a", say
    ),
    "exported": lambda _, say: message(
        exports.exported(Kind.VOTES, Exported(74, 42, 1), say, named=True)
    ),
    "exported without names": lambda _, say: message(
        exports.exported(Kind.RATINGS, Exported(1_000_000, 1_000_000, 9), say, named=False)
    ),
    "ratings being read": lambda words, say: importing.being_read(
        words, "https://x.slack.com/a", say
    ),
    "ratings brought": lambda words, say: importing.brought(
        words, a_big_import(), say, has_lines=True
    ),
    "all ratings brought": lambda words, say: importing.brought(
        words, Brought(recorded=1, refused={3: "no_rater"}), say, has_lines=False
    ),
    "ratings broken off": lambda words, say: importing.broken_off(words, Brought(3, 2), say),
    "no ratings brought": lambda words, say: importing.broken_off(words, Brought(), say),
    "how to rate": lambda _, say: emoji.how_to_rate(USUAL, say, may_change=False),
    "how to rate, for operators": lambda _, say: emoji.how_to_rate(USUAL, say, may_change=True),
    "no emoji rates": lambda _, say: emoji.how_to_rate({}, say, may_change=True),
    "emoji changed": lambda _, say: emoji.emoji_changed(USUAL, say),
    "thanks for measures": lambda _, say: thanks.thanks_for_detail(
        "ans", dict.fromkeys(MEASURES, 5), say
    ),
    "nothing said": lambda _, say: thanks.nothing_said(say),
    "taken back": lambda _, say: thanks.taken_back(say),
}
MESSAGES |= {
    f"thanks for {act.value}": lambda _, say, act=act: thanks.thanks("ans", act, say)  # type: ignore[misc]  # bound now
    for act in thanks.Said
}


def a_page(words: str, *, number: int, total: int) -> Page:
    at = datetime(2026, 11, 1, tzinfo=UTC)
    rated = Said(
        key="ans_1",
        fate=Fate.RATING,
        at=at,
        question=words,
        model=words,
        answer=words,
        ratings=dict.fromkeys(Metric, 1),
        comment=said(words),
    )
    votes = {"key": "shw_1", "at": at, "question": words, "ratings": {}}
    voted = [Said(fate=Fate.OPEN_VOTE, choice=choice, **votes) for choice in Choice]
    voted.append(Said(fate=Fate.LEFT_VOTE, choice=Choice.LEFT, answer=words, **votes))
    votes |= {"answer": words, "model": words}
    voted.append(Said(fate=Fate.COUNTED_VOTE, choice=Choice.RIGHT, **votes))
    return Page([rated] * (AT_ONCE - len(voted)) + voted, total, number)


VIEWS: dict[str, Callable[[str, Words], View]] = {
    "import of ratings": lambda _, say: importing.modal_for("C1", say),
    "said": lambda w, say: said_views.said_modal(a_page(w, number=1, total=25), say),
    "said, one thing erased": lambda w, say: said_views.said_modal(
        a_page(w, number=0, total=9), say, is_erased=True
    ),
    "nothing said yet": lambda _, say: said_views.said_modal(Page([], 0, 0), say),
    "wrong": lambda _, say: wrong.wrong("ans:C1:1.1", None, say),
    "wrong, said before": lambda w, say: wrong.wrong("ans:C1:1.1", said(w), say),
    "emoji": lambda _, say: emoji.emoji_modal("C1", USUAL, say),
    "no emoji": lambda _, say: emoji.emoji_modal("C1", {}, say),
}
