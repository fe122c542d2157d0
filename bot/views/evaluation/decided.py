"""What somebody decided after a comparison: which model answers since, and why."""

from __future__ import annotations

from bot.locales import Words
from bot.views.blocks import (
    Element,
    Message,
    actions,
    button,
    confirmation,
    context,
    message,
    section,
)
from bot.views.evaluation.card import PROMOTE, ROLL_BACK
from bot.views.evaluation.names import Contest, called
from bot.views.moments import moment
from core.evaluation.runs.promoting import Decision
from core.evaluation.runs.tables import Change, Promotion
from core.evaluation.verdicts.judging import Verdict


def proposed(contest: Contest, person: str, say: Words) -> Message:
    """A second operator is asked to agree."""
    told = say(
        "<@{person}> wants *{challenger}* to answer here instead of *{baseline}*. Another operator "
        "must agree.",
        person=person,
        challenger=contest.challenger,
        baseline=contest.baseline,
    )
    agree = button(say("Agree"), PROMOTE, f"{contest.state.run.id}:{person}", style="primary")
    return message(told, section(told), actions(agree))


def agreed(contest: Contest, proposer: str, person: str, say: Words) -> Message:
    """Over the proposal, once a second operator agreed."""
    return message(
        say(
            "<@{proposer}> wanted *{challenger}* to answer here instead of *{baseline}*, and "
            "<@{person}> agreed.",
            proposer=proposer,
            challenger=contest.challenger,
            baseline=contest.baseline,
            person=person,
        )
    )


def promoted(decision: Decision, say: Words) -> Message:
    kept = decision.kept
    told = say(
        "From now on, *{challenger}* answers here instead of *{baseline}*. <@{person}> decided so "
        "after the comparison.",
        challenger=called(decision.model),
        baseline=called(decision.before),
        person=kept.by,
    )
    back = button(say("Roll back"), ROLL_BACK, f"{kept.channel}:{kept.id}")
    return message(told, section(told), context(_grounds(kept, say)), actions(back))


def taken_back(decision: Decision, back: Promotion, say: Words) -> Message:
    """Over the message that told of a promotion, once somebody went back."""
    kept = decision.kept
    told = say(
        "*{challenger}* answered here instead of *{baseline}*. <@{person}> decided so after the "
        "comparison, and <@{other}> went back, {when}.",
        challenger=called(decision.model),
        baseline=called(decision.before),
        person=kept.by,
        other=back.by,
        when=moment(back.at, say),
    )
    return message(told, section(told), context(_grounds(kept, say)))


def rolled_back(back: Decision, say: Words) -> Message:
    return message(
        say(
            "*{model}* answers here again. <@{person}> went back to it.",
            model=called(back.model),
            person=back.kept.by,
        )
    )


def rolled_back_already(back: Decision, serving: str, say: Words) -> Message:
    """To somebody who wants to go back once more: what was done, what is, what can be done."""
    told = say(
        "There is nothing to go back to: <@{person}> rolled *{model}* back already, {when}. "
        "*{serving}* answers here now.",
        person=back.kept.by,
        model=called(back.before),
        when=moment(back.kept.at, say),
        serving=called(serving),
    )
    if not back.kept.run_id or serving == back.before:
        return message(told)
    again = say("Promote {name} again", name=back.before)
    return message(told, section(told), actions(button(again, PROMOTE, back.kept.run_id)))


def decisions(contest: Contest, say: Words) -> str:
    """Who decided what and when, a line each, and on which figures."""
    return "\n".join(_line(one, say) for one in contest.decisions)


def _line(decision: Decision, say: Words) -> str:
    kept = decision.kept
    if kept.change is Change.ROLLED_BACK:
        return say(
            "<@{person}> went back to *{model}*, {when}.",
            when=moment(kept.at, say),
            person=kept.by,
            model=called(decision.model),
        )
    told = say(
        "<@{person}> promoted *{model}*, {when}.",
        when=moment(kept.at, say),
        person=kept.by,
        model=called(decision.model),
    )
    return say.joined(told, _grounds(kept, say))


def _grounds(kept: Promotion, say: Words) -> str:
    """Why: the figures as they stood when somebody decided."""
    if kept.win_rate is None:
        told = say("No question had a winner.")
    else:
        told = say(
            "It had won {won} of the {decisive} decided questions ({rate}).",
            won=round(kept.win_rate * (kept.decisive or 0)),
            decisive=kept.decisive or 0,
            rate=say.percent(kept.win_rate),
        )
    against = "" if kept.verdict == Verdict.PROMOTE else say("The verdict was against it or open.")
    return say.joined(told, against)


def promote_button(contest: Contest, say: Words, *, is_better: bool) -> Element | None:
    """None while it is promoted: only what can be decided is offered."""
    last = contest.decisions[-1].kept if contest.decisions else None
    if last and last.change is Change.PROMOTED:
        return None
    name = contest.names[contest.state.contestants[1].id]
    words = say("Promote {name} again", name=name) if last else say("Promote {name}", name=name)
    return button(
        words,
        PROMOTE,
        contest.state.run.id,
        style="primary" if is_better and not last else None,
        confirm=None if is_better else _anyway(say),
    )


def _anyway(say: Words) -> Element:
    return confirmation(
        say("Promote it all the same?"),
        say("The votes don't say that it is better."),
        say("Promote"),
        say("Cancel"),
    )
