"""A thumb, an emoji or the five measures: one idempotent write each, then private thanks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import ClassVar

from slack_bolt.async_app import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

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
from bot.slack.people import Known
from bot.views import ratings as views
from bot.views.answers import read_thumb
from bot.views.blocks import View
from core.answers import Answer, Delivery, answer_shown_at
from core.errors import TogiError
from core.people import Action, Role
from core.ratings import (
    MEASURES,
    Comment,
    Given,
    Metric,
    Source,
    comment_on,
    emoji_rating,
    record,
    record_all,
    standing_values,
    withdraw_emoji,
)


class NoAnswerHere(TogiError):
    template: ClassVar[str] = (
        "This message isn't an answer from a model, so there is nothing to rate."
    )


@dataclass(frozen=True, slots=True)
class Listener:
    house: House

    async def thumb(
        self, ack: AsyncAck, body: Clicked, action: ClickedAction, client: AsyncWebClient
    ) -> None:
        click = read_click(body, action)
        person = await self._rater(client, click.team, click.user)
        answer_id, value = read_thumb(click.value)
        async with self.house.database.transaction() as session:
            answer = await session.get_one(Answer, answer_id)
            shown = await answer_shown_at(
                session, team=click.team, channel=click.channel, ts=click.ts
            )
            given = Given(
                cause=click.cause,
                answer=answer,
                rater=person.id,
                metric=Metric.THUMB,
                value=value,
                source=Source.BUTTON,
                delivery_id=shown[1].id if shown else None,
                at=click.at,
            )
            await record(session, given)
        await ack()
        if (
            not value
        ):  # what would have been right? The trigger is short-lived, so thanks come after
            view = views.wrong(f"{answer_id}:{click.channel}:{click.thread}", person.say)
            await client.views_open(trigger_id=click.trigger, view=view)
        text = views.thanks(value, person.say)
        await _thank(client, click.channel, click.thread, person.id, text)

    async def open_detail(
        self, ack: AsyncAck, body: Clicked, action: ClickedAction, client: AsyncWebClient
    ) -> None:
        click = read_click(body, action)
        person = await self._rater(client, click.team, click.user)
        await ack()
        metadata = f"{click.value}:{click.channel}:{click.thread}"
        view = await self._detail(click.value, person, metadata)
        await client.views_open(trigger_id=click.trigger, view=view)

    async def shortcut(self, ack: AsyncAck, body: Clicked, client: AsyncWebClient) -> None:
        """“Rate this answer” in a message's menu."""
        team, channel, message = body["team"]["id"], body["channel"]["id"], body["message"]
        person = await self._rater(client, team, body["user"]["id"])
        async with self.house.database.reading() as session:
            shown = await answer_shown_at(session, team=team, channel=channel, ts=message["ts"])
        if not shown:
            raise NoAnswerHere
        await ack()
        metadata = f"{shown[0].id}:{channel}:{message.get('thread_ts') or message['ts']}"
        view = await self._detail(shown[0].id, person, metadata)
        await client.views_open(trigger_id=body["trigger_id"], view=view)

    async def detail(self, ack: AsyncAck, body: Submitted, client: AsyncWebClient) -> None:
        view, team = body["view"], body["team"]["id"]
        person = await self._rater(client, team, body["user"]["id"])
        answer_id = view["private_metadata"].split(":")[0]
        async with self.house.database.transaction() as session:
            given = Given(
                cause=f"view:{team}:{view['id']}",
                answer=await session.get_one(Answer, answer_id),
                rater=person.id,
                metric=Metric.QUALITY,
                value=None,
                source=Source.MODAL,
            )
            await record_all(session, given, _measures(body))
        await ack()
        _, channel, thread = body["view"]["private_metadata"].split(":")
        text = views.thanks_for_detail(len(_measures(body)), person.say)
        await _thank(client, channel, thread, person.id, text)

    async def wrong(self, ack: AsyncAck, body: Submitted, client: AsyncWebClient) -> None:
        view, team = body["view"], body["team"]["id"]
        person = await self._rater(client, team, body["user"]["id"])
        wrong = text_of(view["state"], views.WRONG, views.WRONG)
        right = text_of(view["state"], views.RIGHT, views.RIGHT)
        if wrong or right:
            comment = Comment(
                cause=f"view:{team}:{view['id']}",
                team=team,
                answer_id=view["private_metadata"].split(":")[0],
                rater=person.id,
                wrong=wrong,
                correction=right,
            )
            async with self.house.database.transaction() as session:
                await comment_on(session, comment)
        await ack()

    async def emoji_added(
        self, ack: AsyncAck, event: ReactionEvent, body: EventEnvelope, client: AsyncWebClient
    ) -> None:
        await self._reacted(event, body, client, removed=False)
        await ack()

    async def emoji_removed(
        self, ack: AsyncAck, event: ReactionEvent, body: EventEnvelope, client: AsyncWebClient
    ) -> None:
        await self._reacted(event, body, client, removed=True)
        await ack()

    async def _reacted(
        self,
        event: ReactionEvent,
        body: EventEnvelope,
        client: AsyncWebClient,
        *,
        removed: bool,
    ) -> None:
        """An emoji on a message that is no answer, or by who may not rate, is nobody's business."""
        rating = emoji_rating(event["reaction"])
        channel, ts = event["item"].get("channel", ""), event["item"].get("ts", "")
        if not rating:
            return
        async with self.house.database.reading() as session:
            shown = await answer_shown_at(session, team=body["team_id"], channel=channel, ts=ts)
        if not shown:
            return
        person = await self.house.people.get(client, team=body["team_id"], user=event["user"])
        if person.role is Role.VISITOR:
            return
        given = _given_by_emoji(event, body, shown, person)
        async with self.house.database.transaction() as session:
            await (withdraw_emoji(session, given) if removed else record(session, given))

    async def _rater(self, client: AsyncWebClient, team: str, user: str) -> Known:
        person = await self.house.people.get(client, team=team, user=user)
        person.must_be_allowed(Action.RATE)
        return person

    async def _detail(self, answer_id: str, person: Known, metadata: str) -> View:
        async with self.house.database.reading() as session:
            answer = await session.get_one(Answer, answer_id)
            standing = await standing_values(session, answer_id=answer_id, rater=person.id)
        return views.detail(answer, standing, metadata, person.say)


def _given_by_emoji(
    event: ReactionEvent, body: EventEnvelope, shown: tuple[Answer, Delivery], person: Known
) -> Given:
    rating = emoji_rating(event["reaction"])
    answer, delivery = shown
    return Given(
        cause=f"evt:{body['event_id']}",
        answer=answer,
        rater=person.id,
        metric=rating.metric if rating else Metric.THUMB,
        value=rating.value if rating else None,
        source=Source.EMOJI,
        delivery_id=delivery.id,
        emoji=event["reaction"],  # with its skin tone: each is a reaction of its own
        at=datetime.fromtimestamp(float(event["event_ts"]), UTC),
    )


def _measures(body: Submitted) -> dict[Metric, int | None]:
    """The measures that were chosen; what was left out is not changed."""
    state = body["view"]["state"]
    chosen = {metric: choice_of(state, metric.value, views.SCORE) for metric in MEASURES}
    return {metric: int(value) for metric, value in chosen.items() if value is not None}


async def _thank(client: AsyncWebClient, channel: str, thread: str, person: str, text: str) -> None:
    await client.chat_postEphemeral(
        channel=channel, user=person, thread_ts=thread or None, text=text
    )
