"""What was shown to whom in a run, and what they said of it: everything that voting looks at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import NamedTuple

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.answers import Answer, AnswerState
from core.evaluation.runs.tables import Choice, Contestant, Run, RunAnswer, Showing, VoteEvent
from core.evaluation.verdicts.votes import Vote, Winner
from core.storage import utc_now

RESERVED = timedelta(minutes=15)  # somebody who was shown a pair is waited for so long


class Pair(NamedTuple):
    """The answers to one question of number 0 and of another contestant."""

    number: int
    versus: str


class Cast(NamedTuple):
    """What stands of a showing: a choice, and when it was made."""

    showing: Showing
    choice: Choice | None
    at: datetime

    @property
    def is_vote(self) -> bool:
        return self.choice in {Choice.LEFT, Choice.RIGHT, Choice.TIE}

    def is_awaited(self, now: datetime) -> bool:
        return self.choice is None and now - self.showing.shown_at < RESERVED


@dataclass(frozen=True)
class Ballots:
    """A run as far as it has come; `texts` holds what was answered, by number and contestant."""

    run: Run
    contestants: Sequence[Contestant]
    texts: Mapping[tuple[int, str], str | None]  # None: no answer could be given
    cast: Sequence[Cast]

    @cached_property
    def pairs(self) -> list[Pair]:
        """What people are asked about: both answered, and not with the same words."""
        first, *others = self.contestants
        numbers = sorted({number for number, _ in self.texts})
        found = [Pair(number, one.id) for number in numbers for one in others]
        return [pair for pair in found if self._differ(pair, first.id)]

    def _differ(self, pair: Pair, first: str) -> bool:
        one, other = self.texts[pair.number, first], self.texts[pair]
        return one is not None and other is not None and one.strip() != other.strip()

    @property
    def alike(self) -> int:
        """How many questions number 0 and number 1 answered with the same words."""
        first, second = self.contestants[0].id, self.contestants[1].id
        numbers = {number for number, _ in self.texts}
        said = [(self.texts[number, first], self.texts[number, second]) for number in numbers]
        return sum(a is not None and b is not None and a.strip() == b.strip() for a, b in said)

    def unanswered(self, contestant: Contestant) -> int:
        return sum(
            text is None for (_, identity), text in self.texts.items() if identity == contestant.id
        )

    def votes_on(self, pair: Pair) -> list[Cast]:
        return [one for one in self.cast_on[pair] if one.is_vote]

    def is_wanted(self, pair: Pair) -> bool:
        """Whether a vote is missing that nobody is about to give."""
        now = utc_now()
        own = self.cast_on[pair]
        counted = sum(one.is_vote or one.is_awaited(now) for one in own)
        return counted < self.run.votes_wanted

    @cached_property
    def cast_on(self) -> Mapping[Pair, list[Cast]]:
        by_pair: defaultdict[Pair, list[Cast]] = defaultdict(list)
        for one in self.cast:
            by_pair[_pair(one.showing)].append(one)
        return by_pair

    def cast_against(self, versus: str) -> list[Cast]:
        return [one for one in self.cast if one.showing.versus == versus]

    def is_settled(self, pair: Pair) -> bool:
        return len(self.votes_on(pair)) >= self.run.votes_wanted

    def is_settled_by(self, showing: Showing) -> bool:
        return self.is_settled(_pair(showing))

    def is_last_on(self, showing: Showing) -> bool:
        """Whether the next vote on its question is the last one, and fixes what comes of it."""
        return len(self.votes_on(_pair(showing))) + 1 >= self.run.votes_wanted

    def said_by(self, person: str) -> list[Cast]:
        """What somebody said, skipping too, in the order in which they did."""
        own = (one for one in self.cast if one.showing.rater == person and one.choice is not None)
        return sorted(own, key=lambda one: one.at)

    def left_for(self, person: str) -> list[Pair]:
        """What somebody may still be shown, though others may be looking at some of it."""
        said = {_pair(one.showing) for one in self.said_by(person)}
        return [pair for pair in self.pairs if pair not in said and not self.is_settled(pair)]

    @property
    def votes(self) -> list[Vote]:
        """The votes on settled questions, those that were settled first in front.

        A question counts once, when it has all its votes: its result is then fixed, so that the
        verdict may be looked at after every vote.
        """
        by_pair: dict[Pair, list[Cast]] = defaultdict(list)
        for one in sorted(self.cast, key=lambda one: one.at):
            if one.is_vote:
                by_pair[_pair(one.showing)].append(one)
        settled = [them for them in by_pair.values() if len(them) >= self.run.votes_wanted]
        settled.sort(key=lambda them: them[-1].at)
        return [self._vote(one) for them in settled for one in them]

    def _vote(self, cast: Cast) -> Vote:
        left, right = self.sides(cast.showing)
        return Vote(
            question=str(cast.showing.number),
            rater=cast.showing.rater,
            left=left,
            right=right,
            winner=Winner((cast.choice or Choice.TIE).value),
        )

    def chosen(self, cast: Cast) -> str | None:
        """The id of the contestant whose answer was found better; None for neither."""
        left, right = self.sides(cast.showing)
        return {Choice.LEFT: left, Choice.RIGHT: right}.get(cast.choice or Choice.SKIP)

    def sides(self, showing: Showing) -> tuple[str, str]:
        """The ids of the contestants whose answers stand left and right."""
        first = self.contestants[0].id
        if showing.challenger_is_left:
            return showing.versus, first
        return first, showing.versus


def _pair(showing: Showing) -> Pair:
    return Pair(showing.number, showing.versus)


async def ballots(session: AsyncSession, run_id: str) -> Ballots:
    """Everything that is known of a run."""
    run = await session.get_one(Run, run_id)
    contestants = await session.exec(
        select(Contestant).where(Contestant.run_id == run_id).order_by(col(Contestant.number))
    )
    answered = await session.exec(
        select(RunAnswer.number, RunAnswer.contestant_id, Answer.state, Answer.text)
        .join(Answer, col(RunAnswer.answer_id) == Answer.id)
        .where(RunAnswer.run_id == run_id, RunAnswer.take == 0)
    )
    texts = {
        (number, contestant): text if state is AnswerState.COMPLETE else None
        for number, contestant, state, text in answered
    }
    return Ballots(run, list(contestants), texts, await _cast(session, run_id))


async def latest_run(session: AsyncSession, *, team: str, channel: str) -> Run | None:
    """The run of a channel that was started last."""
    found = await session.exec(
        select(Run)
        .where(Run.team == team, Run.channel == channel)
        .order_by(col(Run.created_at).desc())
        .limit(1)
    )
    return found.first()


async def _cast(session: AsyncSession, run_id: str) -> list[Cast]:
    rows = await session.exec(
        select(Showing, VoteEvent)
        .join(VoteEvent, col(VoteEvent.showing_id) == Showing.id, isouter=True)
        .where(Showing.run_id == run_id)
        .order_by(col(VoteEvent.at), col(VoteEvent.id))
    )
    standing: dict[str, Cast] = {}
    for showing, event in rows:  # the last word wins
        at = event.at if event else showing.shown_at
        standing[showing.id] = Cast(showing, event.choice if event else None, at)
    return list(standing.values())
