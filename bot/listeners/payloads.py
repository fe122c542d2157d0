"""What Slack sends, as far as Togi reads it; parsed at the door, values inside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NotRequired, TypedDict

from bot.views.blocks import Block


class Command(TypedDict):
    text: NotRequired[str]
    user_id: str
    team_id: str
    channel_id: str
    channel_name: str
    trigger_id: str


class EventFile(TypedDict):
    id: str
    name: NotRequired[str]


class MessageEvent(TypedDict):
    """`app_mention` and `message`; a message of a bot has no `user`."""

    channel: str
    ts: str
    text: NotRequired[str]
    user: NotRequired[str]
    bot_id: NotRequired[str]
    subtype: NotRequired[str]
    thread_ts: NotRequired[str]
    files: NotRequired[list[EventFile]]


class Item(TypedDict):
    type: str
    channel: NotRequired[str]
    ts: NotRequired[str]


class ReactionEvent(TypedDict):
    user: str
    reaction: str
    item: Item
    event_ts: str


class EventEnvelope(TypedDict):
    event_id: str
    team_id: str


class Identified(TypedDict):
    id: str


class Actor(TypedDict):
    id: str
    team_id: NotRequired[str]


class Container(TypedDict):
    type: NotRequired[str]
    message_ts: NotRequired[str]
    thread_ts: NotRequired[str]
    view_id: NotRequired[str]
    is_ephemeral: NotRequired[bool]


class ShownMessage(TypedDict):
    ts: str
    thread_ts: NotRequired[str]
    text: NotRequired[str]
    user: NotRequired[str]
    bot_id: NotRequired[str]
    files: NotRequired[list[EventFile]]
    blocks: NotRequired[list[Block]]


class Action(TypedDict):
    action_id: str
    action_ts: str
    value: NotRequired[str]


class Option(TypedDict):
    value: str


class StateValue(TypedDict, total=False):
    value: str | None
    selected_option: Option | None
    selected_options: list[Option]
    selected_conversation: str | None
    selected_users: list[str]
    files: list[EventFile]


class State(TypedDict):
    values: dict[str, dict[str, StateValue]]


class ClickedView(TypedDict):
    type: str


class Clicked(TypedDict):
    """`block_actions` and shortcuts."""

    user: Actor
    team: Identified
    trigger_id: str
    response_url: NotRequired[str]
    container: NotRequired[Container]
    channel: NotRequired[Identified]
    message: NotRequired[ShownMessage]
    view: NotRequired[ClickedView]
    state: NotRequired[State]


class SubmittedView(TypedDict):
    id: str
    callback_id: str
    private_metadata: str
    state: State


class Submitted(TypedDict):
    """`view_submission`."""

    user: Actor
    team: Identified
    view: SubmittedView


@dataclass(frozen=True, slots=True)
class Click:
    """A click, read: who, where, and what the element carries.

    `channel` is "" on the Home tab. `thread` is "" where there is none that others could see.
    `inside` is the thread that what was clicked is a reply in, None in the channel itself: there
    the person is looking, so what only they are told is told there.
    """

    team: str
    user: str
    channel: str
    ts: str
    thread: str
    inside: str | None
    value: str
    trigger: str
    cause: str
    at: datetime


def read_click(body: Clicked, action: Action) -> Click:
    """The key names the click, not the delivery: Slack may tell of it twice.

    Of what only one person sees, Slack sends no message along: no thread can begin under it.
    """
    channel = body.get("channel", {"id": ""})["id"]
    container = body.get("container", {})
    shown = body.get("message")
    ts = container.get("message_ts") or container.get("view_id") or ""
    thread = (shown.get("thread_ts") or shown["ts"]) if shown else container.get("thread_ts", "")
    team, user = body["team"]["id"], body["user"]["id"]
    return Click(
        team=team,
        user=user,
        channel=channel,
        ts=ts,
        thread=thread,
        inside=inside(container.get("thread_ts") or thread, ts),
        value=action.get("value", ""),
        trigger=body["trigger_id"],
        cause=f"act:{team}:{ts}:{user}:{action['action_ts']}",
        at=datetime.fromtimestamp(float(action["action_ts"]), UTC),
    )


def inside(thread: str | None, ts: str | None) -> str | None:
    """The thread that a message is a reply in; one that begins a thread stands in the channel."""
    return thread if thread and thread != ts else None


def text_of(state: State, block: str, action: str) -> str | None:
    """What was typed into an input, None when nothing was."""
    value = state["values"].get(block, {}).get(action, {}).get("value")
    return value.strip() or None if value else None


def choice_of(state: State, block: str, action: str) -> str | None:
    option = state["values"].get(block, {}).get(action, {}).get("selected_option")
    return option["value"] if option else None


def choices_of(state: State, block: str, action: str) -> list[str]:
    """What was ticked, in the order of the boxes."""
    options = state["values"].get(block, {}).get(action, {}).get("selected_options") or []
    return [option["value"] for option in options]


def files_of(state: State, block: str, action: str) -> list[EventFile]:
    return state["values"].get(block, {}).get(action, {}).get("files") or []


def users_of(state: State, block: str, action: str) -> list[str]:
    return state["values"].get(block, {}).get(action, {}).get("selected_users") or []


def conversation_of(state: State, block: str, action: str) -> str | None:
    return state["values"].get(block, {}).get(action, {}).get("selected_conversation")
