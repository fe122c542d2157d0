"""A gentle word to who never rated: answers can be rated. Said once in a person's life."""

from __future__ import annotations

import contextlib
from functools import partial
from typing import TYPE_CHECKING

from aiohttp import ClientError
from slack_sdk.errors import SlackClientError

from bot.flows.house import House
from bot.locales import words_for
from bot.views.blocks import message
from core.ratings import may_be_reminded

if TYPE_CHECKING:
    from bot.flows.answering.context import Reply


async def remind(house: House, asked: Reply, locale: str) -> None:
    """Remind whoever asked, if this is the moment; to be called once an answer is shown to all.

    It is a courtesy: that Slack refuses it costs the answer nothing, and it is not tried again.
    """
    answer, question = asked.answer, asked.question
    if not answer.asks_ratings or question.private_to:
        return
    team, person = question.team, question.asked_by
    if not await house.database.at_once(partial(may_be_reminded, team=team, person=person)):
        return
    say = words_for(locale)
    reminder = message(
        say(
            "Was this answer any good? One tap on 👍 or 👎 below it helps your team choose which "
            "model answers here. This is the only time I ask."
        )
    )
    with contextlib.suppress(SlackClientError, ClientError, TimeoutError):
        await house.whisper(question.channel, question.asked_by, reminder, question.thread)
