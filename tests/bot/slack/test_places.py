"""What kind of place a channel is, and whether Togi can speak there."""

from __future__ import annotations

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.places import Places, must_be_present, private_channel
from bot.slack.refusals import ChannelArchived, NotInvited
from tests.bot.slack.conftest import Slack

OUT_OF_REACH = AsyncWebClient(token="xoxb-x", base_url="http://127.0.0.1:9/api/")


@pytest.mark.parametrize(
    ("channel", "private_to"),
    [("C0GENERAL", None), ("G0LEGAL", "G0LEGAL"), ("D0BEN", None), ("C0NOWHERE", "C0NOWHERE")],
)
async def test_what_is_brought_to_a_private_channel_stays_there(
    slack: Slack, channel: str, private_to: str | None
) -> None:
    assert await private_channel(slack.client, channel) == private_to


@pytest.mark.parametrize("channel", ["C0GENERAL", "G0LEGAL", "D0BEN"])
async def test_where_togi_is_a_member_it_can_speak(slack: Slack, channel: str) -> None:
    await must_be_present(slack.client, channel)


@pytest.mark.parametrize("channel", ["C0RANDOM", "C0NOWHERE"])
async def test_where_togi_is_no_member_it_asks_to_be_invited(slack: Slack, channel: str) -> None:
    with pytest.raises(NotInvited):
        await must_be_present(slack.client, channel)


async def test_only_what_everybody_may_look_into_is_public(slack: Slack) -> None:
    places, asked = Places(), ["C0GENERAL", "G0LEGAL", "D0BEN", "C0NOWHERE"]

    assert await places.public(slack.client, asked) == {"C0GENERAL"}
    assert await places.public(OUT_OF_REACH, asked) == {"C0GENERAL"}  # remembered


async def test_the_address_of_a_message_is_asked_for_once_and_may_be_missing(slack: Slack) -> None:
    places = Places()
    said = await slack.client.chat_postMessage(channel="C0GENERAL", text="here")

    link = await places.link(slack.client, "C0GENERAL", str(said["ts"]))

    assert link
    assert await places.link(OUT_OF_REACH, "C0GENERAL", str(said["ts"])) == link
    assert await places.link(OUT_OF_REACH, "C0GENERAL", "1.000001") is None
    assert await places.link(slack.client, "C0GENERAL", "1.000001") is None


async def test_an_archived_channel_is_named_as_such(slack: Slack) -> None:
    for archived in (True, False):
        state = {"id": "C0SUPPORT", "archived": archived}
        async with slack.http.post(f"{slack.base_url}/control/channel", json=state) as answer:
            assert answer.status == 200
        if archived:
            with pytest.raises(ChannelArchived):
                await must_be_present(slack.client, "C0SUPPORT")


async def test_what_slack_does_not_tell_right_now_is_hidden_only_this_time(slack: Slack) -> None:
    places = Places()
    await slack.fault(method="conversations.info", http_status=503, times=1)

    assert not await places.public(slack.client, ["C0GENERAL"])
    assert await places.public(slack.client, ["C0GENERAL"]) == {"C0GENERAL"}
