"""What stands where people voted, once the voting is over: what came out, and their part in it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from bot.locales import Words
from bot.views.blocks import Message, context, escape, link, message, section
from bot.views.evaluation.ending import ending
from bot.views.evaluation.names import Contest
from bot.views.evaluation.verdict import headline
from core.evaluation.runs.tables import Choice
from core.evaluation.verdicts.judging import Judgement


@dataclass(frozen=True, slots=True)
class Ended:
    """A comparison that is over; `found` is None while nobody has been told the verdict."""

    contest: Contest
    found: Judgement | None = None
    address: str | None = None  # of the verdict's card


def ended(end: Ended, person: str | None, say: Words) -> Message:
    """For one person, or for all who look into the thread."""
    over = say("The voting is over.")
    if not end.found:
        soon = say("The result comes to the channel in a moment.")
        return message(say.joined(over, soon))
    result = say("Result: {result}.", result=headline(end.contest, end.found, say))
    there = (
        link(end.address, say("See the whole result"))
        if end.address
        else say("The whole result is in {channel}.", channel=f"<#{end.contest.state.run.channel}>")
    )
    told = say.joined(over, result)
    own = _own_part(end.contest, person, say) if person else []
    notes = filter(None, [ending(end.contest, end.found, say), *own])
    return message(told, section(f"{told}\n{there}"), *(context(note) for note in notes))


def _own_part(contest: Contest, person: str, say: Words) -> list[str]:
    """How many of somebody's votes count, whom they were for, and where to look."""
    state = contest.state
    votes = [one for one in state.said_by(person) if one.is_vote]
    if not votes:
        return []
    chosen = Counter(state.chosen(one) for one in votes)
    names = {one.id: escape(contest.names[one.id]) for one in state.contestants}
    told = [f"{name} ({say.number(chosen[key])})" for key, name in names.items() if chosen[key]]
    if ties := sum(one.choice is Choice.TIE for one in votes):
        told.append(f"{say('equally good')} ({say.number(ties)})")
    return [
        _how_many_count(sum(state.is_settled_by(one.showing) for one in votes), len(votes), say),
        say(
            "You chose: {votes}. `/ft me` shows your votes one by one.",
            votes=say.several(told),
        ),
    ]


def _how_many_count(counted: int, given: int, say: Words) -> str:
    if counted == given:
        return say.count(given, "Your {n} vote counted.", "All of your {n} votes counted.")
    return say(
        "{counted} of your {given} votes counted: those on questions that had all their votes.",
        counted=say.number(counted),
        given=say.number(given),
    )
