"""The one place where a refusal reaches the person it is for, privately and in their words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

import orjson
import structlog
from aiohttp import ClientError
from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.bugs import reported
from bot.flows.house import House
from bot.listeners.payloads import inside
from bot.locales import Words, words_for
from bot.slack.refusals import slack_refusal
from bot.views.blocks import Json, escape
from core.errors import TogiError

Body = Mapping[str, object]


def register(app: AsyncApp, house: House) -> None:
    @app.error
    async def refused(error: Exception, body: Body, client: AsyncWebClient) -> BoltResponse:
        refusal = refusal_of(error)
        if is_event(body) and refusal.may_pass:
            return BoltResponse(status=503)  # not acknowledged: Slack brings the event again
        if "command" in body:
            text = await _text_of(house, refusal, body, client)
            return _answer({"response_type": "ephemeral", "text": text})
        if body.get("type") == "view_submission":
            text = await _text_of(house, refusal, body, client)
            return _answer({"response_action": "errors", "errors": {_first_input(body): text}})
        await tell(house, refusal, body, client)
        return BoltResponse(status=200)


async def tell(house: House, refusal: TogiError, body: Body, client: AsyncWebClient) -> None:
    """Tell whoever did something, where they did it, why nothing came of it."""
    if user := _user(body):
        text = await _text_of(house, refusal, body, client)
        await _whisper(client, _channel(body) or user, _thread(body), user, text, refusal)


def is_event(body: Body) -> bool:
    return body.get("type") == "event_callback"


async def _text_of(house: House, refusal: TogiError, body: Body, client: AsyncWebClient) -> str:
    return escape((await _words(house, client, body, _user(body))).error(refusal))


def refusal_of(error: Exception) -> TogiError:
    if isinstance(error, TogiError):
        return error
    if isinstance(error, SlackClientError | ClientError | TimeoutError):
        return slack_refusal(error)
    return reported(error)


async def _words(house: House, client: AsyncWebClient, body: Body, user: str | None) -> Words:
    """The person's own words; English where Slack can't even say who they are."""
    team = _text(body, "team_id") or _text(body, "team", "id") or ""
    try:
        return (await house.people.get(client, team=team, user=user or "")).say
    except (SlackClientError, ClientError, TimeoutError):
        return words_for("en")


async def _whisper(
    client: AsyncWebClient,
    channel: str,
    thread: str | None,
    user: str,
    text: str,
    refusal: TogiError,
) -> None:
    """Tell one person where they are looking, or in a direct message where Togi is no member.

    Where Slack takes neither, whoever runs Togi finds it in the log.
    """
    try:
        try:
            await client.chat_postEphemeral(channel=channel, user=user, thread_ts=thread, text=text)
        except SlackApiError:
            await client.chat_postMessage(channel=user, text=text)
    except (SlackClientError, ClientError, TimeoutError) as error:
        why = str(slack_refusal(error))
        structlog.get_logger().warning("refusal not told", refusal=str(refusal), slack=why)


def _answer(body: dict[str, Json]) -> BoltResponse:
    return BoltResponse(
        status=200,
        body=orjson.dumps(body).decode(),
        headers={"content-type": ["application/json; charset=utf-8"]},
    )


def _user(body: Body) -> str | None:
    return _text(body, "user_id") or _text(body, "user", "id") or _text(body, "event", "user")


def _channel(body: Body) -> str | None:
    return (
        _text(body, "channel_id")
        or _text(body, "channel", "id")
        or _text(body, "event", "channel")
        or _text(body, "event", "item", "channel")
    )


def _thread(body: Body) -> str | None:
    """The thread in which something was clicked or said."""
    ts = _text(body, "container", "message_ts") or _text(body, "message", "ts")
    thread = _text(body, "container", "thread_ts") or _text(body, "message", "thread_ts")
    return inside(thread, ts) or inside(
        _text(body, "event", "thread_ts"), _text(body, "event", "ts")
    )


def _text(body: Body, *path: str) -> str | None:
    """The string at a path of a payload, None where there is none."""
    here: object = body
    for key in path:
        here = cast("Body", here).get(key) if isinstance(here, Mapping) else None
    return here if isinstance(here, str) else None


def _first_input(body: Body) -> str:
    """The input under which a modal shows what is wrong."""
    view = cast("Mapping[str, list[Mapping[str, str]]]", body["view"])
    inputs = [block["block_id"] for block in view["blocks"] if block["type"] == "input"]
    return inputs[0]
