"""A click together with who made it, if they may do what it means."""

from __future__ import annotations

import contextlib

from aiohttp import ClientError
from slack_bolt.async_app import AsyncRespond
from slack_sdk.errors import SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.flows.house import House
from bot.listeners.payloads import Action as ClickedAction
from bot.listeners.payloads import Click, Clicked, read_click
from bot.slack.people import Known
from bot.views.blocks import Message
from core.people import Action


async def say_over(respond: AsyncRespond, message: Message) -> None:
    """Write over what was clicked; a courtesy: what was clicked for is done by then."""
    with contextlib.suppress(SlackClientError, ClientError, TimeoutError):
        await respond(text=message["text"], blocks=message["blocks"], replace_original=True)


async def who_clicked(
    house: House, client: AsyncWebClient, body: Clicked, action: ClickedAction, needed: Action
) -> tuple[Click, Known]:
    """Read a click.

    Raises:
        NotAllowed: when whoever clicked may not do what is `needed`.
    """
    click = read_click(body, action)
    person = await house.people.get(client, team=click.team, user=click.user)
    person.must_be_allowed(needed)
    return click, person
