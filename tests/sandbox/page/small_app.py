"""A small Bolt app for the page to talk to: a menu, a modal, feedback, and a memory."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

Json = dict[str, Any]


def words(text: str, kind: str = "plain_text") -> Json:
    return {"type": kind, "text": text}


def button(text: str, action_id: str) -> Json:
    return {"type": "button", "text": words(text), "action_id": action_id, "value": action_id}


MENU: list[Json] = [
    {"type": "header", "text": words("What Togi can do")},
    {"type": "section", "text": words("*Bring* examples", "mrkdwn")},
    {"type": "actions", "elements": [button("Add a data set", "add")]},
]
FEEDBACK: Json = {
    "type": "context_actions",
    "elements": [
        {
            "type": "feedback_buttons",
            "action_id": "feedback",
            "positive_button": {"text": words("Good answer"), "value": "up"},
            "negative_button": {"text": words("Bad answer"), "value": "down"},
        }
    ],
}
MODAL: Json = {
    "type": "modal",
    "callback_id": "add",
    "notify_on_close": True,
    "title": words("Add a data set"),
    "submit": words("Add"),
    "close": words("Cancel"),
    "blocks": [
        {
            "type": "input",
            "block_id": "name",
            "label": words("Name"),
            "element": {"type": "plain_text_input", "action_id": "value"},
        },
        {
            "type": "input",
            "block_id": "kind",
            "label": words("Language"),
            "element": {
                "type": "static_select",
                "action_id": "value",
                "options": [
                    {"text": words("English"), "value": "en"},
                    {"text": words("日本語"), "value": "ja"},
                ],
            },
        },
        {
            "type": "input",
            "block_id": "file",
            "optional": True,
            "label": words("File"),
            "element": {"type": "file_input", "action_id": "value", "filetypes": ["csv"]},
        },
    ],
}


@dataclass
class Togi:
    """A small app: it answers /ft, opens a modal, hears feedback, and remembers what it heard."""

    client: AsyncWebClient
    app: AsyncApp
    actions: list[Json] = field(default_factory=list)
    submitted: list[Json] = field(default_factory=list)
    closed: list[Json] = field(default_factory=list)
    events: list[Json] = field(default_factory=list)
    shortcuts: list[str] = field(default_factory=list)
    on_shortcut: Callable[[str], Awaitable[None]] = field(default=lambda _trigger: asyncio.sleep(0))

    def listen(self) -> None:
        app = self.app

        @app.command("/ft")
        async def menu(ack: AsyncAck, respond: AsyncRespond) -> None:
            await ack()
            await respond(text="What Togi can do", blocks=MENU)

        @app.action("add")
        async def add(ack: AsyncAck, body: Json) -> None:
            await ack()
            await self.client.views_open(trigger_id=body["trigger_id"], view=MODAL)

        @app.action("feedback")
        async def feedback(ack: AsyncAck, body: Json) -> None:
            await ack()
            self.actions.append(body["actions"][0])
            await self.client.chat_postEphemeral(
                channel=body["channel"]["id"], user=body["user"]["id"], text="Thank you, noted."
            )

        @app.view("add")
        async def submit(ack: AsyncAck, view: Json) -> None:
            values = view["state"]["values"]
            if values["name"]["value"]["value"] == "taken":
                await ack(response_action="errors", errors={"name": "That name is taken."})
                return
            self.submitted.append(values)
            await ack()

        @app.view_closed("add")
        async def closed(ack: AsyncAck, body: Json) -> None:
            await ack()
            self.closed.append(body)

        @app.shortcut("rate_answer")
        async def shortcut(ack: AsyncAck, body: Json) -> None:
            await ack()
            self.shortcuts.append(body["message"]["text"])
            await self.on_shortcut(body["trigger_id"])

        for kind in ("message", "app_mention", "agent_session_stopped", "app_home_opened"):
            app.event(kind)(self._remember)
        for kind in ("reaction_added", "reaction_removed"):
            app.event(kind)(self._remember)

    async def _remember(self, event: Json) -> None:
        self.events.append(event)

    def heard(self, kind: str) -> list[Json]:
        return [one for one in self.events if one["type"] == kind]
