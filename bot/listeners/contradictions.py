"""“Ask an expert”: where to ask, what somebody decides, and not to wait for the rest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from slack_bolt.async_app import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.flows.all import Flows
from bot.flows.datasets.asking_experts import Consulted, load
from bot.flows.house import House
from bot.listeners.clicking import who_clicked
from bot.listeners.payloads import Action as ClickedAction
from bot.listeners.payloads import Click, Clicked, Submitted, conversation_of, text_of
from bot.listeners.reach import consultation_in_reach, dataset_in_reach
from bot.slack.people import Known
from bot.slack.places import must_be_present
from bot.views.datasets import consultations
from bot.views.datasets import contradictions as views
from core.datasets import Dataset, newest_version
from core.datasets.consulting.contradictions import Contradiction, open_contradictions
from core.datasets.consulting.deciding import (
    POSTED_AT_ONCE,
    ConsultationClosed,
    NothingToDecide,
    consult,
    decide,
)
from core.datasets.consulting.tables import Choice, Consultation, Decision
from core.errors import TogiError
from core.people import Action


class PrivateData(TogiError):
    template: ClassVar[str] = (
        "“{name}” belongs to a private channel, so people can only be asked there."
    )


class NothingWritten(TogiError):
    template: ClassVar[str] = "Write the right answer, or choose “Cancel”."


@dataclass(frozen=True, slots=True)
class Listener:
    house: House
    flows: Flows

    async def open_where(
        self, ack: AsyncAck, body: Clicked, action: ClickedAction, client: AsyncWebClient
    ) -> None:
        click, person = await who_clicked(self.house, client, body, action, Action.ADD_DATA)
        dataset, _, findings = await self._open(click.value, click.team, click.channel)
        if not findings:
            raise NothingToDecide(name=dataset.name)
        await ack()
        home = click.channel or await self.house.direct(person.id)
        metadata = f"{dataset.id}:{home}:{click.thread}"
        channel = dataset.private_to or home
        view = consultations.where_modal(dataset, len(findings), channel, metadata, person.say)
        await client.views_open(trigger_id=click.trigger, view=view)

    async def asked(self, ack: AsyncAck, body: Submitted, client: AsyncWebClient) -> None:
        view, team = body["view"], body["team"]["id"]
        person = await self.house.people.get(client, team=team, user=body["user"]["id"])
        person.must_be_allowed(Action.ADD_DATA)
        dataset_id, home, thread = view["private_metadata"].split(":")
        channel = (
            conversation_of(view["state"], consultations.CHANNEL, consultations.CHANNEL) or home
        )
        dataset, version_id, findings = await self._open(dataset_id, team, home)
        if dataset.private_to and channel != dataset.private_to:
            raise PrivateData(name=dataset.name)
        await must_be_present(client, channel)
        if not findings:
            raise NothingToDecide(name=dataset.name)
        consultation = Consultation(
            cause=f"view:{team}:{view['id']}",
            team=team,
            version_id=version_id,
            findings=findings,
            channel=channel,
            home_channel=home,
            home_thread=thread or None,
            asked_by=person.id,
            locale=person.person.locale,
        )
        async with self.house.database.transaction() as session:
            kept = await consult(session, consultation)
        await self._show(kept.id, POSTED_AT_ONCE)
        await ack()

    async def more(
        self, ack: AsyncAck, body: Clicked, action: ClickedAction, client: AsyncWebClient
    ) -> None:
        """The next few; whoever clicks, the same ones."""
        click, _ = await who_clicked(self.house, client, body, action, Action.DECIDE)
        consultation_id, _, shown = click.value.partition(":")
        await self._reach(consultation_id, click.team, click.channel)
        await self._show(consultation_id, int(shown) + POSTED_AT_ONCE)
        await ack()

    async def right(
        self, ack: AsyncAck, body: Clicked, action: ClickedAction, client: AsyncWebClient
    ) -> None:
        """One answer is right, or all of them are."""
        click, person = await who_clicked(self.house, client, body, action, Action.DECIDE)
        place, row = views.read_place(click.value)
        right = int(row)
        all_right = right == views.ALL_OF_THEM
        choice = Choice.ALL if all_right else Choice.ONE
        asked = await self._reach(place.consultation, click.team, click.channel)
        decision = _decision(asked, click.cause, place, person, choice)
        decision.right = None if all_right else right
        decision.at = click.at
        kept = await self._decide(decision)
        await ack()
        if kept.cause != decision.cause:
            await self._too_late(kept, click, person)

    async def none_right(
        self, ack: AsyncAck, body: Clicked, action: ClickedAction, client: AsyncWebClient
    ) -> None:
        click, person = await who_clicked(self.house, client, body, action, Action.DECIDE)
        place, _ = views.read_place(click.value)
        await self._reach(place.consultation, click.team, click.channel)
        _, one = await self._contradiction(place)
        await ack()
        view = views.write_modal(one, f"{place}:{click.channel}:{click.ts}", person.say)
        await client.views_open(trigger_id=click.trigger, view=view)

    async def written(self, ack: AsyncAck, body: Submitted, client: AsyncWebClient) -> None:
        """The right answer, where none of the others was."""
        view, team = body["view"], body["team"]["id"]
        person = await self.house.people.get(client, team=team, user=body["user"]["id"])
        person.must_be_allowed(Action.DECIDE)
        place, clicked_in = views.read_place(view["private_metadata"])
        asked = await self._reach(place.consultation, team, clicked_in.partition(":")[0])
        cause = f"view:{team}:{view['id']}"
        decision = _decision(asked, cause, place, person, Choice.OTHER)
        decision.answer = text_of(view["state"], views.ANSWER, views.ANSWER)
        if not decision.answer:
            raise NothingWritten
        kept = await self._decide(decision)
        await ack()
        if kept.cause != decision.cause:
            message = views.decided_already(kept, person.say)
            await self.house.whisper(asked.channel, person.id, message)

    async def change(
        self, ack: AsyncAck, body: Clicked, action: ClickedAction, client: AsyncWebClient
    ) -> None:
        """Offer the choice again; what stands, stands until somebody chooses."""
        click, _ = await who_clicked(self.house, client, body, action, Action.DECIDE)
        place, _ = views.read_place(click.value)
        await self._reach(place.consultation, click.team, click.channel)
        asked, one = await self._contradiction(place)
        await ack()
        await self.house.edit(click.channel, click.ts, asked.choice(one))

    async def conclude(
        self, ack: AsyncAck, body: Clicked, action: ClickedAction, client: AsyncWebClient
    ) -> None:
        """Make a version of what is decided, without waiting for the rest."""
        click, person = await who_clicked(self.house, client, body, action, Action.ADD_DATA)
        await self._reach(click.value, click.team, click.channel)
        await self._settle(click.value, click.cause, person.id, None)
        await ack()

    async def _decide(self, decision: Decision) -> Decision:
        """Keep a decision, or learn who was faster; what was kept is then seen to, once."""
        async with self.house.database.transaction() as session:
            kept = await decide(session, decision)
        await self._settle(kept.consultation_id, kept.cause, kept.decided_by, kept.finding)
        return kept

    async def _too_late(self, kept: Decision, click: Click, person: Known) -> None:
        """Tell who was a moment too late, and bring what they saw up to date."""
        message = views.decided_already(kept, person.say)
        await self.house.whisper(click.channel, person.id, message, click.inside)
        asked = await load(self.house, kept.consultation_id)
        shown = next((one for one in asked.shown if one.finding == kept.finding), None)
        if shown:
            await self.house.edit(click.channel, click.ts, asked.message(shown))

    async def _settle(
        self, consultation_id: str, cause: str, person: str, finding: int | None
    ) -> None:
        await self.house.durable.start(
            f"settle:{cause}",
            self.flows.settle,
            {
                "consultation": consultation_id,
                "cause": cause,
                "person": person,
                "finding": finding,
            },
        )

    async def _show(self, consultation_id: str, wanted: int) -> None:
        cause = f"consult:{consultation_id}:{wanted}"
        await self.house.durable.start(cause, self.flows.consult, consultation_id, wanted)

    async def _contradiction(self, place: views.Contested) -> tuple[Consulted, Contradiction]:
        asked = await load(self.house, place.consultation)
        one = next((one for one in asked.shown if one.finding == place.finding), None)
        if one is None or asked.consultation.closed_at:
            raise ConsultationClosed
        return asked, one

    async def _reach(self, consultation_id: str, team: str, channel: str) -> Consultation:
        async with self.house.database.reading() as session:
            return await consultation_in_reach(session, consultation_id, team=team, channel=channel)

    async def _open(
        self, dataset_id: str, team: str, channel: str
    ) -> tuple[Dataset, str, list[int]]:
        """A data set, its newest version's id, and the contradictions that are open in it."""
        async with self.house.database.reading() as session:
            dataset = await dataset_in_reach(session, dataset_id, team=team, channel=channel)
            version = await newest_version(session, dataset_id)
            return dataset, version.id, await open_contradictions(session, version.id)


def _decision(
    asked: Consultation, cause: str, place: views.Contested, person: Known, choice: Choice
) -> Decision:
    return Decision(
        cause=cause,
        consultation_id=asked.id,
        version_id=asked.version_id,
        finding=place.finding,
        number=place.number,
        choice=choice,
        decided_by=person.id,
    )
