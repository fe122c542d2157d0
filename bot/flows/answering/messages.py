"""The messages of an answer in its thread: streamed, edited or posted, as budgets allow.

Each message is written down before it is sent and once it stands, so that another process can
take it over and finish it in place.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import AbstractAsyncContextManager, contextmanager

from slack_sdk.errors import SlackApiError
from sqlalchemy.exc import IntegrityError
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.flows.answering.context import Reply
from bot.flows.answering.part import Part
from bot.flows.house import House
from bot.locales import Words
from bot.slack.posts import Found, Post, find_post, intend, metadata_for, post, recorded
from bot.slack.refusals import SlackPassing, detail
from bot.slack.streaming import ENDED, GONE, LIMITED, LOST, Thread, attempt
from bot.views.answers import answer as views
from bot.views.blocks import Block, Message
from core.answers import delivered

SPARED = 15  # edits a minute that are left for final states


class Messages:
    """The parts of one answer; passing states may be left out, the final one may not."""

    def __init__(self, house: House, asked: Reply, thread: Thread, say: Words) -> None:
        self._house, self._asked, self._thread, self._say = house, asked, thread, say
        self._parts: dict[int, Part] = {}
        self._untried: set[int] = set()
        self._promised = 0  # edits that the end will make
        self._is_prepared, self._may_stream = False, True

    async def prepare(self) -> bool:
        """Write down that a message is about to come; True where an earlier try got that far."""
        if self._is_prepared:
            return False
        number = 0
        while await self._intend(number):
            number += 1
            async with self._house.database.reading() as session:
                if not await session.get(Post, self._key(number)):
                    break
        self._is_prepared = True
        return number > 0

    async def hold_a_place(self) -> None:
        """Post a placeholder, where Slack shows no status."""
        if 0 in self._untried and self._house.budgets.updates.promise(SPARED):
            self._promised += 1
            asked = self._asked
            await attempt(self._post(0, views.placeholder(asked.answer, asked.model, self._say)))

    async def show(self, said: list[str]) -> None:
        """Show what has been said so far, if there is a budget for it."""
        for number, text in enumerate(said):
            part = self._parts.get(number)
            if part is None:
                if not text or not await self._open(number, text):
                    return
            elif part.is_sure and part.text != text:
                await self._extend(part, text)
            part = self._parts.get(number)
            if part and part.is_open and part.text == text and number < len(said) - 1:
                await attempt(self._stop(part, "", []))

    async def finish(self, said: list[str], ending: list[Block]) -> bool:
        """Show the answer as it stays, in place; False when somebody deleted it meanwhile."""
        is_there, last = True, len(said) - 1
        with self._promises_kept():
            for number, text in enumerate(said):
                below = ending if number == last else []
                is_there = await self._settle(number, text, below) and is_there
            await self._remove_after(last)
        return is_there

    async def replace(self, message: Message) -> None:
        """Show something else where the answer would be."""
        with self._promises_kept():
            first = await self._found(0)
            if first is None:
                await self._post(0, message)
                return
            await self._end(first)
            await self._house.edit(self._thread.channel, first.ts, message)
            await self._remove_after(0)

    @contextmanager
    def _promises_kept(self) -> Iterator[None]:
        """What was set aside for the end is used up by it, or not needed."""
        try:
            yield
        finally:
            self._house.budgets.updates.promised -= self._promised
            self._promised = 0

    async def _intend(self, number: int) -> bool:
        """Write down a message to come; True when an earlier try got that far."""
        place, house = self._thread, self._house
        intended, tried = await intend(house.database, self._key(number), place.channel, place.ts)
        found = Found(intended.ts, intended.is_stream, intended.is_stream) if intended.ts else None
        async with self._one_stream():
            if tried and not found:
                found = await find_post(house.database, house.slack, intended)
            if found:
                await self._adopt(Part(number, *found, is_sure=False))
            else:
                self._untried.add(number)
        return tried

    def _one_stream(self) -> AbstractAsyncContextManager[None]:
        """While one begins in a thread, nobody looks there for one that is nobody's."""
        return self._house.posting.of(f"stream:{self._thread.channel}:{self._thread.ts}")

    async def _open(self, number: int, text: str) -> bool:
        """Begin a message; False where it has to wait for the end."""
        budgets = self._house.budgets
        if number and number not in self._untried:
            await self._intend(number)
        if number not in self._untried:  # nobody knows whether it was sent: the end will tell
            return False
        if self._may_stream and budgets.starts.take():
            self._untried.discard(number)
            async with self._one_stream():
                started = await attempt(self._thread.start(text))
                if started.value:
                    await self._keep(
                        Part(number, started.value, is_stream=True, is_open=True, text=text)
                    )
                    return True
            if started.error != LOST:  # it was certainly not done
                self._untried.add(number)
            self._may_stream = started.error == LIMITED
            return False
        if budgets.posts(self._thread.channel).left and budgets.updates.promise(SPARED):
            self._promised += 1
            message = views.partial(text, self._asked.answer, self._asked.model, self._say)
            if (await attempt(self._post(number, message))).value:
                self._parts[number].text = text
                return True
        return False

    async def _extend(self, part: Part, text: str) -> None:
        budgets, now = self._house.budgets, time.monotonic()
        if not text.startswith(part.text):
            part.is_sure = part.text.startswith(text)  # another try says it anew
        elif part.is_open:
            if not budgets.appends.take():
                return
            rest = text[len(part.text) :]
            done = await attempt(self._thread.append(part.ts, rest))
            if done.value:
                part.text = text
            elif done.error != LIMITED:  # Slack ended it, or nobody knows: the end will tell
                part.is_sure = False
        elif now - part.edited_at >= self._house.settings.edit_seconds:
            if budgets.updates.spare <= SPARED:
                return
            part.edited_at = now
            message = views.partial(text, self._asked.answer, self._asked.model, self._say)
            edited = await attempt(self._house.edit(self._thread.channel, part.ts, message))
            part.text = text if edited.value else part.text

    async def _settle(self, number: int, text: str, ending: list[Block]) -> bool:
        message, part = views.part(text, ending), await self._found(number)
        if part is None:
            await self._post(number, message)
            return True
        if not part.is_kept:
            await self._keep(part)
        if part.is_open and part.is_sure and text.startswith(part.text):
            rest = text[len(part.text) :]
            if rest and not self._house.budgets.stops.left:  # seen now, its buttons later
                await self._extend(part, text)
                rest = text[len(part.text) :] if part.is_sure else ""
            if part.is_sure and await self._stop(part, rest, ending):
                return True
        await self._end(part)
        return await self._house.edit(self._thread.channel, part.ts, message)

    async def _found(self, number: int) -> Part | None:
        """A part as it stands; one of which nobody knows whether it was sent is looked for."""
        if number not in self._parts and number not in self._untried:
            await self._intend(number)
        return self._parts.get(number)

    async def _end(self, part: Part) -> None:
        if part.is_open:
            await self._stop(part, "", [])

    async def _stop(self, part: Part, rest: str, ending: list[Block]) -> bool:
        """End a stream; False when it had ended, or was no stream, or is gone."""
        await self._house.budgets.stops.turn()
        try:
            await self._thread.stop(part.ts, rest, ending, metadata_for(self._key(part.number)))
        except SlackApiError as error:
            if detail(error) not in {ENDED, GONE}:
                raise
            part.is_open = False
            return False
        finally:
            part.is_sure = False  # until the end is heard of
        part.is_open, part.is_sure, part.text = False, True, part.text + rest
        return True

    async def _post(self, number: int, message: Message) -> str:
        key, place, house = self._key(number), self._thread, self._house
        if number in self._untried:
            self._untried.discard(number)
            await house.budgets.posts(place.channel).turn()
            ts = await post(house.slack, key, place.channel, place.ts, message)
        else:
            ts = await house.post(key, place.channel, place.ts, message)
        await self._keep(Part(number, ts))
        return ts

    async def _remove_after(self, last: int) -> None:
        for part in [part for number, part in self._parts.items() if number > last]:
            await self._end(part)
            await self._house.remove(self._thread.channel, part.ts)
            del self._parts[part.number]

    async def _keep(self, part: Part) -> None:
        """Write down where a part stands: by that it is found, rated and finished."""
        self._parts[part.number] = part
        answer, place = self._asked.answer.id, self._thread.channel

        async def write(session: AsyncSession) -> None:
            await recorded(session, self._key(part.number), part.ts, is_stream=part.is_stream)
            await delivered(session, answer_id=answer, channel=place, ts=part.ts, part=part.number)

        await self._house.database.at_once(write)
        part.is_kept = True

    async def _adopt(self, part: Part) -> None:
        try:  # another process may have taken the stream for its own just now
            await self._keep(part)
        except IntegrityError as error:
            raise SlackPassing from error

    def _key(self, number: int) -> str:
        return f"answer:{self._asked.answer.id}" + (f":{number}" if number else "")
