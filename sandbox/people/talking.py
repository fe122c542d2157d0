"""What a person does without a button: speak, command, react, open, stop."""

from __future__ import annotations

from sandbox import answers, events, modals, reacting, seed, speech, uploads
from sandbox.delivery import Unanswered
from sandbox.json_types import JsonObject
from sandbox.people.asked import Asked
from sandbox.records import APP, BOT_USER, TEAM, Channel, Message
from sandbox.refusal import Refusal
from sandbox.sentences import sentence
from sandbox.triggers import Hook
from sandbox.view_wire import view_json
from sandbox.wording import mentions, typed

LONGEST = 40_000


def message(asked: Asked) -> JsonObject:
    house, channel, me = asked.house, asked.channel(), asked.me
    files = asked.texts("files")
    text = typed(asked.text("text"), house.workspace)
    if len(text) > LONGEST:
        raise Refusal("msg_too_long")
    if not text.strip() and not files:
        raise Refusal("no_text")
    if not channel.has(me.id):
        raise Refusal("not_in_channel")
    thread_ts = asked.text("thread_ts")
    if thread_ts:
        root = asked.message(channel, "thread_ts")
        thread_ts = root.thread_ts or root.ts
    said = Message(
        channel=channel.id,
        ts=house.workspace.clock.ts(),
        user=me.id,
        text=text,
        thread_ts=thread_ts,
        subtype="file_share" if files else "",
        files=files,
    )
    uploads.shared(house, channel, said)
    speech.say(house, channel, said)
    channel.read[me.id] = said.ts
    house.workspace.keep(channel)
    if BOT_USER in mentions(text) and not channel.has(BOT_USER):
        notice(asked, channel, "app_not_here")
    return {"ts": said.ts}


def notice(asked: Asked, channel: Channel | None, name: str, /, **details: object) -> None:
    """What Slack itself tells this one person."""
    told: JsonObject = {"type": "notice", "text": sentence(asked.me, name, **details)}
    if channel is not None:
        told["channel"] = channel.id
    asked.house.feed.tell([asked.me.id], told)


async def command(asked: Asked) -> JsonObject:
    house, channel, me = asked.house, asked.channel(), asked.me
    name = asked.text("command")
    if name == "/invite":
        if house.manifest.display_name not in asked.text("text"):
            raise Refusal("user_not_found")
        return invite(asked, channel)
    declared = house.manifest.command(name)
    if declared is None:
        raise Refusal("unknown_command")
    text = asked.text("text")
    if declared.get("should_escape"):
        text = typed(text, house.workspace, named=True)
    payload: JsonObject = {
        "token": events.VERIFICATION_TOKEN,
        "team_id": TEAM,
        "team_domain": seed.TEAM_DOMAIN,
        "channel_id": channel.id,
        "channel_name": _channel_name(channel),
        "user_id": me.id,
        "user_name": me.name,
        "command": name,
        "text": text,
        "api_app_id": APP,
        "is_enterprise_install": "false",
        "response_url": house.triggers.hook(me.id, channel.id),
        "trigger_id": house.triggers.trigger(me.id),
    }
    try:
        answer = await house.delivery.ask("slash_commands", payload)
    except Unanswered as failure:
        notice(asked, channel, "command_failed", command=name, error=failure)
        raise Refusal(str(failure)) from None
    if answer:
        _show_answer(asked, channel, name, answer)
    return {}


def _show_answer(asked: Asked, channel: Channel, name: str, body: JsonObject) -> None:
    """What the app put into its acknowledgement."""
    try:
        answers.answer(asked.house, Hook(asked.me.id, channel.id, 0.0), body)
    except Refusal as refusal:
        notice(asked, channel, "command_failed", command=name, error=refusal)
        raise


def _channel_name(channel: Channel) -> str:
    return {"im": "directmessage", "group": "privategroup"}.get(channel.shape, channel.name)


def invite(asked: Asked, channel: Channel) -> JsonObject:
    house, me = asked.house, asked.me
    if not channel.has(BOT_USER):
        channel.members.append(BOT_USER)
        house.workspace.keep(channel)
        house.feed.tell(speech.audience(channel), {"type": "channel", "channel": channel.id})
        events.happened(
            house,
            {
                "type": "member_joined_channel",
                "user": BOT_USER,
                "channel": channel.id,
                "channel_type": channel.shape[0].upper(),
                "team": TEAM,
                "inviter": me.id,
                "event_ts": house.workspace.clock.ts(),
            },
            channel,
        )
    return {}


def reaction(asked: Asked) -> JsonObject:
    channel, me = asked.channel(), asked.me
    message = asked.message(channel, "ts")
    if message.ephemeral_to:
        raise Refusal("message_not_found")
    change = reacting.remove if asked.body.get("remove") else reacting.add
    change(asked.house, channel, message, me.id, asked.text("name"))
    return {}


def open_app(asked: Asked) -> JsonObject:
    """Open the app's Home or Messages tab."""
    house, me, tab = asked.house, asked.me, asked.text("tab")
    direct = house.workspace.direct(me.id)
    if tab not in {"home", "messages"} or direct is None:
        raise Refusal("invalid_tab")
    event: JsonObject = {
        "type": "app_home_opened",
        "user": me.id,
        "channel": direct.id,
        "tab": tab,
        "event_ts": house.workspace.clock.ts(),
    }
    if tab == "home" and (view := modals.home_of(house, me.id)) is not None:
        event["view"] = view_json(view)
    if tab == "messages" and house.manifest.is_agent:
        event["context"] = {"entities": []}
    events.happened(house, event)
    return {}


def stop(asked: Asked) -> JsonObject:
    """The stop button of an agent session."""
    house, channel, thread_ts = asked.house, asked.channel(), asked.text("thread_ts")
    streaming = [
        one.ts
        for one in house.workspace.replies(channel.id, thread_ts)
        if one.stream == "in_progress"
    ]
    events.happened(
        house,
        {
            "type": "agent_session_stopped",
            "user": asked.me.id,
            "channel": channel.id,
            "thread_ts": thread_ts,
            "streaming_message_ts": streaming,
            "event_ts": house.workspace.clock.ts(),
        },
        channel,
    )
    return {}
