"""What kind of place a channel is, and whether Togi can speak there."""

from __future__ import annotations

import pytest

from bot.slack.places import must_be_present, private_channel
from bot.slack.refusals import ChannelArchived, NotInvited
from tests.bot.slack.conftest import Slack


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


async def test_an_archived_channel_is_named_as_such(slack: Slack) -> None:
    for archived in (True, False):
        state = {"id": "C0SUPPORT", "archived": archived}
        async with slack.http.post(f"{slack.base_url}/control/channel", json=state) as answer:
            assert answer.status == 200
        if archived:
            with pytest.raises(ChannelArchived):
                await must_be_present(slack.client, "C0SUPPORT")
