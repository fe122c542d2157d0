"""The card of an evaluation in its channel: being prepared, open for votes, closed."""

from __future__ import annotations

from bot.locales import Words
from bot.views.blocks import (
    Message,
    actions,
    button,
    confirmation,
    context,
    escape,
    message,
    section,
)
from bot.views.evaluation.names import Contest
from bot.views.evaluation.repeating import repeats

BEGIN, CLOSE = "begin_voting", "close_evaluation"
PROMOTE, ROLL_BACK, DETAILS = "promote", "roll_back", "verdict_details"


def title(contest: Contest, say: Words) -> str:
    return say(
        "*{challenger}* or *{baseline}*: which answers better?",
        challenger=contest.challenger,
        baseline=contest.baseline,
    )


def preparing(
    contest: Contest,
    done: int,
    total: int,
    say: Words,
    *,
    is_batch: bool = False,
    left: float | None = None,
) -> Message:
    told = say("Both answer the questions now: {done} of {total} answers.", done=done, total=total)
    if left:
        told = say(
            "Both answer the questions now: {done} of {total} answers, about {duration} left.",
            done=done,
            total=total,
            duration=say.duration(left),
        )
    notes = [told]
    if is_batch:
        notes.append(say("The provider answers them when it has time, within a day."))
    return message(title(contest, say), section(title(contest, say)), context(*notes))


def being_prepared(contest: Contest, say: Words) -> Message:
    told = say("The models are still answering the questions. You can vote in a moment.")
    return message(title(contest, say), section(title(contest, say)), context(told))


def failed(contest: Contest, reason: str, say: Words) -> Message:
    told = say("The models couldn't be compared. {reason}", reason=escape(reason))
    return message(told, section(title(contest, say)), section(told))


def open_for_votes(contest: Contest, say: Words) -> Message:
    state = contest.state
    run = state.run
    wanted = len(state.pairs) * run.votes_wanted
    voted = sum(min(len(state.votes_on(pair)), run.votes_wanted) for pair in state.pairs)
    invited = say.several(f"<@{person}>" for person in run.raters)
    who = (
        say("{people} vote.", people=invited)
        if run.raters
        else say("Everybody here can vote: the answers come without names, a tap each.")
    )
    close = confirmation(
        say("Close the voting?"),
        say("The verdict is then made of the questions that have all their votes."),
        say("Close it"),
        say("Go on"),
    )
    return message(
        title(contest, say),
        section(title(contest, say)),
        section(who),
        *([context(_in_thread(say))] if run.votes_in_thread else []),
        context(
            say(
                "{voted} of {wanted} votes · {questions}",
                voted=voted,
                wanted=wanted,
                questions=_questions(contest, say),
            ),
            say("How it stands is told at the end, so that nobody votes with the crowd."),
        ),
        actions(
            button(say("Vote"), BEGIN, run.id, style="primary"),
            button(say("Close the voting"), CLOSE, run.id, confirm=close),
        ),
        *repeats(contest.schedule, say),
    )


def _in_thread(say: Words) -> str:
    return say("Vote in the thread of this message. “Vote” here opens your messages with me.")


def vote_here(contest: Contest, say: Words) -> Message:
    """The first message of the thread: Slack shows private ones only where there is a thread."""
    told = say("Vote here. Nobody but you sees which answers you get and what you choose.")
    begin = button(say("Vote here"), BEGIN, contest.state.run.id, style="primary")
    return message(told, section(told), actions(begin))


def _questions(contest: Contest, say: Words) -> str:
    state = contest.state
    told = say.count(len(state.pairs), "{n} question", "{n} questions")
    if state.alike:
        alike = say.count(
            state.alike,
            "{n} more got the same answer from both",
            "{n} more got the same answer from both",
        )
        return f"{told} · {alike}"
    return told


def closed(contest: Contest, say: Words) -> Message:
    told = say("The voting is over: the result stands below.")
    return message(title(contest, say), section(title(contest, say)), context(told))


def none_yet(say: Words) -> Message:
    return message(
        say(
            "No models have been compared here yet. `/ft eval start` lets people choose between "
            "two, without knowing which is which."
        )
    )


def invitation(contest: Contest, person: str, say: Words) -> Message:
    """To somebody who was chosen to vote."""
    run = contest.state.run
    if person == run.started_by:
        told = say(
            "Your comparison is open, and you vote in it too: which of two answers is better? "
            "They come without names, and each takes a tap."
        )
    else:
        told = say(
            "<@{person}> asks for your judgement: which of two answers is better? They come "
            "without names, and each takes a tap.",
            person=run.started_by,
        )
    return message(
        told, section(told), actions(button(say("Vote"), BEGIN, run.id, style="primary"))
    )
