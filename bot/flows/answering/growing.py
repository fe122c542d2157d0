"""An answer as it grows: a sign at once, then what has been said, shown beside the speaking."""

from __future__ import annotations

import asyncio
import contextlib

from bot.bugs import reported
from bot.flows.answering.context import Reply
from bot.flows.answering.messages import Messages
from bot.flows.answering.sign import signed, thread_of
from bot.flows.house import House
from bot.locales import words_for
from bot.slack.refusals import PASSING, SlackPassing
from bot.slack.streaming import LOST, attempt
from bot.views.answers import answer as views
from bot.views.blocks import Block
from core.answers import others_at_once
from core.errors import TogiError

SHORTEST_PAUSE, LONGEST_PAUSE = 0.4, 5.0  # seconds between two looks at what is new
STATUS_SECONDS = 90.0  # Slack takes a status away after 120

Live = dict[str, "Growing"]  # the answers that this process is giving, by their ids


class Growing:
    """One answer on its way; to `say` something costs nothing, a task shows it when it can."""

    def __init__(self, house: House, asked: Reply, locale: str, live: Live) -> None:
        self._house, self._asked, self._live = house, asked, live
        self._words = words_for(locale)
        self._thread = thread_of(house, asked.question)
        self._messages = Messages(house, asked, self._thread, self._words)
        self._above = ""  # whose question it is, where several are answered at once
        self._text, self._news, self._ended = "", asyncio.Event(), asyncio.Event()
        self._has_status, self._is_at_work = False, False
        self._is_promised = False
        self._task: asyncio.Task[None] | None = None

    async def begin(self) -> None:
        """Give a sign at once, and find what an earlier try has left in the thread."""
        self._text = ""
        self._news.clear()
        self._ended.clear()
        await asyncio.gather(
            self._sign(), self._begin_work(), self._messages.prepare(), self._name_question()
        )
        self._task = asyncio.create_task(self._follow())

    def say(self, text: str) -> None:
        """All that the model has said so far."""
        self._text = text
        self._news.set()

    async def pause(self) -> None:
        """Show nothing more until the end; what is on the wire arrives first.

        That showing it failed costs an answer nothing: the end shows all of it.
        """
        self._ended.set()
        self._news.set()
        if self._task:
            (failure,) = await asyncio.gather(self._task, return_exceptions=True)
            if isinstance(failure, Exception):
                reported(failure)

    async def finish(self, asked: Reply) -> None:
        """Show the answer as it stays."""
        ending = views.ending(asked.answer, asked.model, self._words)
        is_there = await self._settle(asked, ending)
        if not is_there:
            question, told = asked.question, views.deleted(self._words)
            await self._house.whisper(question.channel, question.asked_by, told, question.within)

    async def apologise(self, asked: Reply, error: TogiError) -> None:
        """Say why there is no answer, or below what was said why there is no more of it."""
        answer, say, reason = asked.answer, self._words, self._words.error(error)
        if answer.text:
            ending = views.broken_off(answer, reason, say, may_pass=error.may_pass)
            await self._settle(asked, ending)
        else:
            self._is_at_work = await self._messages.prepare() or self._is_at_work
            again = answer.id if error.may_pass else ""
            await self._messages.replace(views.failed(reason, say, again))
            await self._end_work()
        await attempt(self._thread.say_status(""))  # an edit doesn't take it away, as a post does

    async def _settle(self, asked: Reply, ending: list[Block]) -> bool:
        """Show all that was said, as it stays; False when somebody deleted it meanwhile."""
        self._is_at_work = await self._messages.prepare() or self._is_at_work
        await self._name_question(asked)
        is_there = await self._messages.finish(views.said(asked.answer, self._above), ending)
        await self._end_work()
        return is_there

    async def _name_question(self, asked: Reply | None = None) -> None:
        """Say above the answer whose question it is, if another of the thread is answered, too."""
        answer, question = (asked or self._asked).answer, self._asked.question
        async with self._house.database.reading() as session:
            if not await others_at_once(session, answer, question):
                return
        names = await self._house.people.names(
            self._house.passing, team=question.team, users=[question.asked_by]
        )
        if name := names[question.asked_by]:
            self._above = views.whose(name, question.text, self._words)

    async def _sign(self) -> None:
        self._has_status = await signed(self._house, self._asked.question, self._words)

    async def _begin_work(self) -> None:
        """Show the stop button, if the call that takes it away again can be set aside, too."""
        budget, question = self._house.budgets.sessions, self._asked.question
        if not self._is_at_work and budget.spare > 1 and budget.take():
            budget.promised += 1
            title = question.text if question.ts == question.thread else None
            begun = await attempt(self._thread.begin_work(title))
            self._is_at_work = begun.error in {"", LOST}
            if not self._is_at_work:
                budget.promised -= 1
            self._is_promised = self._is_at_work

    async def _end_work(self) -> None:
        """Take the stop button away; after a crash, whoever finds the answer does."""
        if not self._is_at_work:
            return
        budget = self._house.budgets.sessions
        await budget.turn()
        ended = await attempt(self._thread.end_work())
        if ended.error in PASSING:
            raise SlackPassing
        self._is_at_work = False
        budget.promised -= self._is_promised
        self._is_promised = False

    async def _follow(self) -> None:
        if not self._has_status:
            await self._messages.hold_a_place()
        while not self._ended.is_set():
            if not await _within(STATUS_SECONDS, self._news):
                await self._sign()  # a model that is silent for long
                continue
            self._news.clear()
            if not self._ended.is_set():
                await self._messages.show(views.saying(self._text, self._above))
                await _within(self._pause(), self._ended)

    def _pause(self) -> float:
        """The more answers grow and the less of the budget is left, the longer."""
        budget = self._house.budgets.appends
        fair = len(self._live) * budget.seconds / (2 * max(budget.left, 1))
        return min(max(SHORTEST_PAUSE, fair), LONGEST_PAUSE)


async def _within(seconds: float, event: asyncio.Event) -> bool:
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            return await event.wait()
    return False
