"""A thumb or the five measures, given and taken back: idempotent writes, then private thanks."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import ClassVar

from aiohttp import ClientError
from slack_bolt.async_app import AsyncAck, AsyncRespond
from slack_sdk.errors import SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.flows.house import House
from bot.listeners.clicking import who_clicked
from bot.listeners.payloads import Action as ClickedAction
from bot.listeners.payloads import Clicked, Submitted, choice_of, read_click
from bot.listeners.rater import (
    RatedAnswer,
    cause_of,
    clicked_place,
    comment_in,
    place_of,
    rater,
    tell,
)
from bot.slack.people import Known
from bot.views.answers.answer import read_thumb
from bot.views.blocks import View
from bot.views.ratings import measures as views
from bot.views.ratings import thanks as thanks_views
from bot.views.ratings import wrong as wrong_views
from bot.views.ratings.thanks import Said
from core.answers import Answer, Question, answer_shown_at
from core.errors import TogiError
from core.people import MAY, Action
from core.ratings import (
    MEASURES,
    Given,
    Metric,
    Source,
    comment_on,
    record,
    record_all,
    record_changes,
    says_something,
    standing_comment,
    standing_values,
    withdraw_comments,
)

TAKEN_BACK_WITH = {Said.UP: (Metric.THUMB,), Said.DOWN: (Metric.THUMB,), Said.MEASURES: MEASURES}


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
        """Keep it; ask what was wrong while the trigger lives. The thanks offer to say it later."""
        click, person = await who_clicked(self.house, client, body, action, Action.RATE)
        answer_id, value = read_thumb(click.value)
        async with self.house.database.transaction() as session:
            shown = await answer_shown_at(
                session, team=click.team, channel=click.channel, ts=click.ts
            )
            given = Given(
                cause=click.cause,
                answer=await session.get_one(Answer, answer_id),
                rater=person.id,
                metric=Metric.THUMB,
                value=value,
                source=Source.BUTTON,
                delivery_id=shown[1].id if shown else None,
                at=click.at,
            )
            await record(session, given)
            said = await standing_comment(session, answer_id=answer_id, rater=person.id)
        await ack()
        if value:
            return
        place = RatedAnswer(answer_id, click.channel, click.thread)
        view = wrong_views.wrong(str(place), said, person.say)
        with contextlib.suppress(SlackClientError, ClientError, TimeoutError):
            await client.views_open(trigger_id=click.trigger, view=view)

    async def thank_for_thumb(
        self, body: Clicked, action: ClickedAction, client: AsyncWebClient
    ) -> None:
        click = read_click(body, action)
        person = await self.house.people.get(client, team=click.team, user=click.user)
        if Action.RATE not in MAY[person.role]:  # refused, and told so
            return
        answer_id, value = read_thumb(click.value)
        said = Said.UP if value else Said.DOWN
        message = thanks_views.thanks(answer_id, said, person.say)
        await tell(self.house, person, RatedAnswer(answer_id, click.channel, click.thread), message)

    async def take_back(
        self, ack: AsyncAck, body: Clicked, action: ClickedAction, client: AsyncWebClient
    ) -> None:
        click, person = await who_clicked(self.house, client, body, action, Action.RATE)
        answer_id, said = thanks_views.read_take_back(click.value)
        async with self.house.database.transaction() as session:
            given = Given(
                cause=click.cause,
                answer=await session.get_one(Answer, answer_id),
                rater=person.id,
                metric=Metric.THUMB,
                value=None,
                source=Source.BUTTON,
                at=click.at,
            )
            await record_all(session, given, dict.fromkeys(TAKEN_BACK_WITH.get(said, ())))
            if said is not Said.UP:
                await withdraw_comments(session, answer_id=answer_id, rater=person.id)
        await ack()

    async def tell_taken_back(
        self, body: Clicked, action: ClickedAction, client: AsyncWebClient, respond: AsyncRespond
    ) -> None:
        """Written over the thanks; those of long ago can't be."""
        click = read_click(body, action)
        person = await self.house.people.get(client, team=click.team, user=click.user)
        if Action.RATE not in MAY[person.role]:
            return
        answer_id, _ = thanks_views.read_take_back(click.value)
        message = thanks_views.taken_back(person.say)
        shown = await respond(text=message["text"], blocks=message["blocks"], replace_original=True)
        if shown.status_code != HTTPStatus.OK:
            await tell(
                self.house, person, RatedAnswer(answer_id, click.channel, click.thread), message
            )

    async def open_detail(
        self, ack: AsyncAck, body: Clicked, action: ClickedAction, client: AsyncWebClient
    ) -> None:
        click, person = await who_clicked(self.house, client, body, action, Action.RATE)
        await ack()
        view = await self._detail(clicked_place(click, body), person)
        await client.views_open(trigger_id=click.trigger, view=view)

    async def shortcut(self, ack: AsyncAck, body: Clicked, client: AsyncWebClient) -> None:
        """“Rate this answer” in a message's menu."""
        team, channel, message = body["team"]["id"], body["channel"]["id"], body["message"]
        person = await rater(self.house, client, team, body["user"]["id"])
        async with self.house.database.reading() as session:
            shown = await answer_shown_at(session, team=team, channel=channel, ts=message["ts"])
        if not shown:
            raise NoAnswerHere
        await ack()
        thread = message.get("thread_ts") or message["ts"]
        view = await self._detail(RatedAnswer(shown[0].id, channel, thread), person)
        await client.views_open(trigger_id=body["trigger_id"], view=view)

    async def _detail(self, place: RatedAnswer, person: Known) -> View:
        mine = {"answer_id": place.answer_id, "rater": person.id}
        async with self.house.database.reading() as session:
            answer = await session.get_one(Answer, place.answer_id)
            question = await session.get_one(Question, answer.question_id)
            standing = await standing_values(session, **mine)
            said = await standing_comment(session, **mine)
        return views.detail(question, answer, standing, said, str(place), person.say)

    async def detail(self, ack: AsyncAck, body: Submitted, client: AsyncWebClient) -> None:
        person = await rater(self.house, client, body["team"]["id"], body["user"]["id"])
        async with self.house.database.transaction() as session:
            given = Given(
                cause=cause_of(body),
                answer=await session.get_one(Answer, place_of(body).answer_id),
                rater=person.id,
                metric=Metric.QUALITY,
                value=None,
                source=Source.MODAL,
            )
            await record_changes(session, given, _measures(body))
            await comment_on(session, comment_in(body))
        await ack()

    async def wrong(self, ack: AsyncAck, body: Submitted, client: AsyncWebClient) -> None:
        await rater(self.house, client, body["team"]["id"], body["user"]["id"])
        async with self.house.database.transaction() as session:
            await comment_on(session, comment_in(body))
        await ack()

    async def thank_for_view(self, body: Submitted, client: AsyncWebClient) -> None:
        """Thanks for what a modal said, with what it takes to change one's mind."""
        team, user = body["team"]["id"], body["user"]["id"]
        person = await self.house.people.get(client, team=team, user=user)
        if Action.RATE not in MAY[person.role]:
            return
        place, comment = place_of(body), comment_in(body)
        measures = _measures(body)
        given = {metric: value for metric, value in measures.items() if value is not None}
        if given:
            message = thanks_views.thanks_for_detail(place.answer_id, given, person.say)
        elif says_something(comment):
            message = thanks_views.thanks(place.answer_id, Said.WORDS, person.say)
        elif measures:  # each of them was taken back
            message = thanks_views.taken_back(person.say)
        elif body["view"]["callback_id"] == views.DETAIL_MODAL:
            place = replace(place, thanks="")  # what was said before stands
            message = thanks_views.nothing_said(person.say)
        else:  # a thumb down, of which its own thanks have told
            return
        await tell(self.house, person, place, message)

    async def say_what_was_wrong(
        self, ack: AsyncAck, body: Clicked, action: ClickedAction, client: AsyncWebClient
    ) -> None:
        click, person = await who_clicked(self.house, client, body, action, Action.RATE)
        await ack()
        async with self.house.database.reading() as session:
            said = await standing_comment(session, answer_id=click.value, rater=person.id)
        view = wrong_views.wrong(str(clicked_place(click, body)), said, person.say)
        await client.views_open(trigger_id=click.trigger, view=view)


def _measures(body: Submitted) -> dict[Metric, int | None]:
    """The measures that were chosen, None for one that is to stand no longer."""
    state = body["view"]["state"]
    chosen = {metric: choice_of(state, metric.value, views.SCORE) for metric in MEASURES}
    return {
        metric: None if value == views.NO_RATING else int(value)
        for metric, value in chosen.items()
        if value is not None
    }
