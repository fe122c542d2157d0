"""An emoji that comes or goes, and what operators let emoji say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from slack_bolt.async_app import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.flows.home.tab import draw_home_soon
from bot.flows.house import House
from bot.listeners.payloads import Action as ClickedAction
from bot.listeners.payloads import (
    Clicked,
    EventEnvelope,
    ReactionEvent,
    Submitted,
    choice_of,
    read_click,
    text_of,
)
from bot.locales import Words
from bot.slack.people import Known
from bot.views.ratings import emoji as views
from core.answers import answer_shown_at
from core.errors import TogiError
from core.people import MAY, Action, Role
from core.ratings import (
    EmojiRating,
    Metric,
    Reaction,
    emoji_added,
    emoji_meanings,
    emoji_rating,
    emoji_removed,
    let_emoji_say,
)
from core.ratings.emoji import must_differ, read_names


@dataclass(frozen=True, slots=True)
class Listener:
    house: House

    async def added(
        self, ack: AsyncAck, event: ReactionEvent, body: EventEnvelope, client: AsyncWebClient
    ) -> None:
        async with self.house.database.reading() as session:
            meanings = await emoji_meanings(session, body["team_id"])
        if emoji_rating(event["reaction"], meanings):
            await self._reacted(event, body, client, "added")
        await ack()

    async def removed(
        self, ack: AsyncAck, event: ReactionEvent, body: EventEnvelope, client: AsyncWebClient
    ) -> None:
        await self._reacted(event, body, client, "removed")
        await ack()

    async def _reacted(
        self,
        event: ReactionEvent,
        body: EventEnvelope,
        client: AsyncWebClient,
        deed: Literal["added", "removed"],
    ) -> None:
        """An emoji on a message that is no answer, or by who may not rate, is nobody's business."""
        channel, ts = event["item"].get("channel", ""), event["item"].get("ts", "")
        async with self.house.database.reading() as session:
            shown = await answer_shown_at(session, team=body["team_id"], channel=channel, ts=ts)
        if not shown:
            return
        person = await self.house.people.get(client, team=body["team_id"], user=event["user"])
        if person.role is Role.VISITOR:
            return
        answer, delivery = shown
        reaction = Reaction(
            cause=f"evt:{body['event_id']}",
            answer=answer,
            delivery_id=delivery.id,
            rater=person.id,
            emoji=event["reaction"],
            at=datetime.fromtimestamp(float(event["event_ts"]), UTC),
        )
        async with self.house.database.transaction() as session:
            await (emoji_added if deed == "added" else emoji_removed)(session, reaction)
        draw_home_soon(self.house, body["team_id"], person.id)

    async def open_map(self, body: Clicked, action: ClickedAction, client: AsyncWebClient) -> None:
        click = read_click(body, action)
        person = await self._operator(client, click.team, click.user)
        async with self.house.database.reading() as session:
            meanings = await emoji_meanings(session, click.team)
        view = views.emoji_modal(click.channel, meanings, person.say)
        in_modal = body.get("view", {}).get("type") == "modal"
        await (client.views_push if in_modal else client.views_open)(
            trigger_id=click.trigger, view=view
        )

    async def choose_map(self, ack: AsyncAck, body: Submitted, client: AsyncWebClient) -> None:
        person = await self._operator(client, body["team"]["id"], body["user"]["id"])
        meanings, errors = _read_map(body, person.say)
        if errors:
            await ack(response_action="errors", errors=errors)
            return
        async with self.house.database.transaction() as session:
            await let_emoji_say(
                session, team=body["team"]["id"], meanings=meanings, person=person.id
            )
        await ack()

    async def announce_map(self, body: Submitted, client: AsyncWebClient) -> None:
        """Say what stands now; this runs after a refusal too, which the person sees already."""
        team, user = body["team"]["id"], body["user"]["id"]
        person = await self.house.people.get(client, team=team, user=user)
        meanings, errors = _read_map(body, person.say)
        if not errors and Action.SET_EMOJI in MAY[person.role]:
            channel = body["view"]["private_metadata"]
            message = views.emoji_changed(meanings, person.say)
            if not (channel and await self.house.whisper(channel, person.id, message)):
                await self.house.tell(person.id, message)

    async def _operator(self, client: AsyncWebClient, team: str, user: str) -> Known:
        person = await self.house.people.get(client, team=team, user=user)
        person.must_be_allowed(Action.SET_EMOJI)
        return person


def _read_map(body: Submitted, say: Words) -> tuple[dict[str, EmojiRating], dict[str, str]]:
    """What each emoji shall say, and what is wrong, by field."""
    state = body["view"]["state"]
    measure = Metric(choice_of(state, views.MEASURE, views.MEASURE) or Metric.QUALITY)
    meanings: dict[str, EmojiRating] = {}
    errors: dict[str, str] = {}
    for field in views.FIELDS:
        try:
            names = read_names(text_of(state, field, views.NAMES) or "")
            must_differ(names, meanings)
        except TogiError as error:
            errors[field] = say.error(error)
            continue
        meanings |= dict.fromkeys(names, views.rating_of(field, measure))
    return meanings, errors
