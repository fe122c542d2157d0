"""Who rates which answer, seen from where: what the listeners of ratings share."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from http import HTTPStatus

from aiohttp import ClientError
from slack_sdk.errors import SlackClientError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.flows.house import House
from bot.listeners.payloads import Click, Clicked, Submitted, choices_of, text_of
from bot.slack.people import Known
from bot.views.blocks import Message
from bot.views.ratings import wrong as views
from core.people import Action
from core.ratings import Comment


@dataclass(frozen=True, slots=True)
class RatedAnswer:
    """An answer and where it is rated; travels in a modal's metadata.

    `thanks` is the address of the thanks that somebody clicked to say otherwise: the next ones
    are written over them.
    """

    answer_id: str
    channel: str
    thread: str
    thanks: str = ""

    def __str__(self) -> str:
        return f"{self.answer_id}:{self.channel}:{self.thread}:{self.thanks}"


def place_of(body: Submitted) -> RatedAnswer:
    return RatedAnswer(*body["view"]["private_metadata"].split(":", 3))


def clicked_place(click: Click, body: Clicked) -> RatedAnswer:
    """Where the answer named by a click is rated; what everybody sees is never written over."""
    private = body.get("container", {}).get("is_ephemeral", False)
    thanks = body.get("response_url", "") if private else ""
    return RatedAnswer(click.value, click.channel, click.thread, thanks)


async def rater(house: House, client: AsyncWebClient, team: str, user: str) -> Known:
    """Whoever rates.

    Raises:
        NotAllowed: when they may not.
    """
    person = await house.people.get(client, team=team, user=user)
    person.must_be_allowed(Action.RATE)
    return person


def cause_of(body: Submitted) -> str:
    return f"view:{body['team']['id']}:{body['view']['id']}"


def comment_in(body: Submitted) -> Comment:
    """What a modal's inputs say of an answer."""
    state = body["view"]["state"]
    return Comment(
        cause=cause_of(body),
        team=body["team"]["id"],
        answer_id=place_of(body).answer_id,
        rater=body["user"]["id"],
        reasons=choices_of(state, views.REASONS, views.REASONS),
        wrong=text_of(state, views.WRONG, views.WRONG),
        correction=text_of(state, views.RIGHT, views.RIGHT),
    )


async def tell(house: House, person: Known, place: RatedAnswer, message: Message) -> None:
    """Say something to the rater alone: beside the answer, or directly where that can't be."""
    if place.thanks and await _written_over(house, place.thanks, message):
        return
    thread = place.thread or None
    if not (place.channel and await house.whisper(place.channel, person.id, message, thread)):
        await house.tell(person.id, message)


async def _written_over(house: House, thanks: str, message: Message) -> bool:
    """Whether the message stands where the thanks stood; those of long ago can't be reached."""
    slack = AsyncWebhookClient(thanks, proxy=house.slack.proxy, ssl=house.slack.ssl)
    with contextlib.suppress(SlackClientError, ClientError, TimeoutError):
        sent = await slack.send(
            text=message["text"], blocks=message["blocks"], replace_original=True
        )
        return sent.status_code == HTTPStatus.OK
    return False
