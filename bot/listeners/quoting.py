"""“Ask about this” in a message's menu: a question about what somebody wrote, in its thread."""

from __future__ import annotations

from dataclasses import dataclass

from slack_bolt.async_app import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.flows.all import Flows
from bot.flows.house import House
from bot.listeners.asking import Asking
from bot.listeners.payloads import Clicked, Submitted, text_of
from bot.slack.people import Known
from bot.slack.places import must_be_present
from bot.slack.plain import plain_text
from bot.slack.refusals import ChannelArchived, NotInvited
from bot.views.answers import quoting as views
from bot.views.models.listed import question_asked
from core.answers import Question
from core.answers.files import MOST_FILES
from core.channels.direct import is_direct
from core.people import Action


@dataclass(frozen=True, slots=True)
class Listener:
    house: House
    flows: Flows

    async def shortcut(self, ack: AsyncAck, body: Clicked, client: AsyncWebClient) -> None:
        team, channel, message = body["team"]["id"], body["channel"]["id"], body["message"]
        person = await self.house.people.get(client, team=team, user=body["user"]["id"])
        person.must_be_allowed(Action.ASK)
        files = ",".join(file["id"] for file in message.get("files", [])[:MOST_FILES])
        place = f"{channel}:{message.get('thread_ts') or message['ts']}:{files}:"
        place += message.get("user", "")
        view = views.about_modal(plain_text(message.get("text", "")), place, person.say)
        await client.views_open(trigger_id=body["trigger_id"], view=view)
        await ack()

    async def submitted(self, ack: AsyncAck, body: Submitted, client: AsyncWebClient) -> None:
        view, team = body["view"], body["team"]["id"]
        person = await self.house.people.get(client, team=team, user=body["user"]["id"])
        person.must_be_allowed(Action.ASK)
        (channel, thread, files, author), quoted = views.read_metadata(view["private_metadata"])
        asked = text_of(view["state"], views.QUESTION, views.QUESTION) or ""
        names = await self.house.people.names(client, team=team, users=[author] if author else [])
        text = views.asked_of_it(quoted, names.get(author, ""), asked, person.say)
        question = await self._place(person, f"view:{team}:{view['id']}", channel, thread, asked)
        question.text, question.files = text, [file for file in files.split(",") if file]
        await Asking(self.house, self.flows).publicly(question, person)
        await ack()

    async def _place(
        self, person: Known, cause: str, channel: str, thread: str, asked: str
    ) -> Question:
        """The thread of the message; where Togi can't speak, the person's direct messages."""
        shown: str | None = thread
        try:
            await must_be_present(self.house.slack, channel)
        except (NotInvited, ChannelArchived):
            channel, shown = await self.house.direct(person.id), None
        message = question_asked(asked, person.id, person.say)
        ts = await self.house.post(cause, channel, shown, message)
        return Question(
            team=person.person.team,
            cause=cause,
            channel=channel,
            thread=shown or ts,
            ts=ts,
            asked_by=person.id,
            text=asked,
            joins_thread=bool(shown) and not is_direct(channel),
        )
