"""Who rates which answer, seen from where: what the listeners of ratings share."""

from __future__ import annotations

from dataclasses import dataclass

from slack_sdk.web.async_client import AsyncWebClient

from bot.flows.house import House
from bot.listeners.payloads import Submitted, choices_of, text_of
from bot.slack.people import Known
from bot.views import wrong as views
from bot.views.blocks import Message
from core.people import Action
from core.ratings import Comment


@dataclass(frozen=True, slots=True)
class RatedAnswer:
    """An answer and where it is rated; travels in a modal's metadata."""

    answer_id: str
    channel: str
    thread: str

    def __str__(self) -> str:
        return f"{self.answer_id}:{self.channel}:{self.thread}"


def place_of(body: Submitted) -> RatedAnswer:
    return RatedAnswer(*body["view"]["private_metadata"].split(":"))


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
    thread = place.thread or None
    if not (place.channel and await house.whisper(place.channel, person.id, message, thread)):
        await house.tell(person.id, message)
