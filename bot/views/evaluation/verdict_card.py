"""The verdict in its channel: what it is, why, what was decided, and what can be done."""

from __future__ import annotations

from collections.abc import Sequence

from bot.locales import Words
from bot.views.blocks import Message, actions, button, context, escape, message, picture, section
from bot.views.evaluation.card import DETAILS, title
from bot.views.evaluation.decided import decisions, promote_button
from bot.views.evaluation.ending import ending
from bot.views.evaluation.names import Contest
from bot.views.evaluation.verdict import headline, numbers, why
from bot.views.evaluation.verdict_chart import Chart
from core.evaluation.verdicts.judging import Judgement, Verdict


def verdict_card(
    contest: Contest,
    found: Judgement,
    say: Words,
    *,
    chart: Chart | None = None,
    who: str = "",
    may_decide: bool = True,
) -> Message:
    """The verdict first, why in a sentence, the numbers, and what to do about it.

    `who` says who may promote; everybody in a channel sees the same button.
    """
    told = f"{headline(contest, found, say)}\n{why(contest, found, say)}"
    decided = decisions(contest, say)
    promote = promote_button(contest, say, is_better=found.verdict is Verdict.PROMOTE)
    offered = [promote] if promote and may_decide else []
    notes = (title(contest, say), ending(contest, found, say), numbers(found, say))
    return message(
        told,
        section(told),
        *([picture(chart["file"], chart["alt"])] if chart else []),
        *([section(decided)] if decided else []),
        context(*filter(None, [*notes, who if promote else ""])),
        actions(*offered, button(say("Details"), DETAILS, contest.state.run.id)),
    )


def who_decides(names: Sequence[str], say: Words, *, are_admins: bool) -> str:
    """So that nobody else clicks in vain."""
    if are_admins:
        return say("The workspace's owners and admins decide whether it is promoted.")
    if not names:
        return say("Operators decide whether it is promoted.")
    people = say.several(map(escape, names))
    return say("Operators decide whether it is promoted: ask {people}.", people=people)
