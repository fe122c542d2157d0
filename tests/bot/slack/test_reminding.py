"""The one gentle word to who never rated: where it is said, to whom, and that it costs nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.flows.answering.context import Reply
from bot.flows.house import House
from bot.flows.ratings.reminding import remind
from core.answers import Answer
from tests import builders as a
from tests.bot.slack.conftest import Slack

AIKO, HERE = "U0AIKO", "C0GENERAL"


@pytest.fixture
def connected(house: House, slack: Slack) -> House:
    return replace(house, slack=slack.client)


async def asked(house: House, slack: Slack, times: int, **answer: object) -> Reply:
    """The last of some questions that Aiko had answered, each in a thread of its own."""
    for _ in range(times):
        thread = str((await slack.client.chat_postMessage(channel=HERE, text="Why?"))["ts"])
        await slack.client.chat_postMessage(channel=HERE, thread_ts=thread, text="Because.")
        model = a.a_model()
        question = a.a_question(asked_by=AIKO, channel=HERE, thread=thread, ts=thread)
        given: Answer = a.an_answer(question, model, **answer)
        async with house.database.transaction() as session:
            await a.kept(session, model, question, given)
    return Reply(given, question, model)


async def reminders(slack: Slack, of: Reply) -> list[str]:
    seen = await slack.messages(HERE, thread_ts=of.question.thread)
    return [str(message["text"]) for message in seen if message.get("is_ephemeral")]


async def test_it_is_said_in_the_thread_to_who_asked_alone_and_once(
    connected: House, slack: Slack
) -> None:
    third = await asked(connected, slack, 3)
    for _ in range(2):
        await remind(connected, third, "ja-JP")
    said = await reminders(slack, third)
    others = await slack.messages(HERE, thread_ts=third.question.thread, **{"as": "U0BEN"})
    fourth = await asked(connected, slack, 1)
    await remind(connected, fourth, "ja-JP")

    assert len(said) == 1
    assert "今回だけ" in said[0]
    assert not [message for message in others if message.get("is_ephemeral")]
    assert not await reminders(slack, fourth)


async def test_it_is_not_said_where_the_channel_wants_no_ratings(
    connected: House, slack: Slack
) -> None:
    await asked(connected, slack, 3)
    quiet = await asked(connected, slack, 1, asks_ratings=False)
    await remind(connected, quiet, "en-US")

    assert not await reminders(slack, quiet)


async def test_a_reminder_that_slack_refuses_is_no_fault_and_is_not_tried_again(
    connected: House, slack: Slack
) -> None:
    third = await asked(connected, slack, 3)
    await slack.fault(method="chat.postEphemeral", error="internal_error", times=1)
    await remind(connected, third, "en-US")
    await remind(connected, third, "en-US")

    assert not await reminders(slack, third)


async def test_it_is_recorded_before_it_is_said_so_that_a_crash_can_not_double_it(
    house: House, slack: Slack
) -> None:
    """A Slack out of reach stands for a process that dies in between."""
    third = await asked(house, slack, 3)
    await remind(house, third, "en-US")
    await remind(replace(house, slack=slack.client), third, "en-US")

    assert not await reminders(slack, third)


async def test_it_is_not_said_after_a_private_answer(connected: House, slack: Slack) -> None:
    third = await asked(connected, slack, 3)
    third.question.private_to = AIKO
    await remind(connected, third, "en-US")

    assert not await reminders(slack, third)
