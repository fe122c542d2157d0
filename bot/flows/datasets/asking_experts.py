"""Contradictions are put before people in a channel; what they decide becomes a version."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypedDict

from bot.flows.datasets.showing import shown
from bot.flows.datasets.superseding import supersede
from bot.flows.durable import Flow
from bot.flows.house import House
from bot.locales import Words, words_for
from bot.views.blocks import Message
from bot.views.datasets import consultations as consultation_views
from bot.views.datasets import contradictions as views
from bot.views.datasets.cards import card
from core.datasets import Dataset, Version, newest_version
from core.datasets.consulting.applying import carry_out, new_answers
from core.datasets.consulting.contradictions import Contradiction, contradictions
from core.datasets.consulting.deciding import POSTED_AT_ONCE, show_up_to, standing
from core.datasets.consulting.tables import Consultation, Decision
from core.datasets.versions.refusals import GoneMeanwhile
from core.errors import TogiError


class Settled(TypedDict):
    """A click of somebody: on an answer, or, without a finding, not to wait for the others."""

    consultation: str
    cause: str
    person: str
    finding: int | None


class Made(TypedDict):
    version: str  # "" where nothing changed, or something is missing
    closed: bool


@dataclass(frozen=True, slots=True)
class Consulted:
    """A consultation with all that its messages say."""

    consultation: Consultation
    dataset: Dataset
    next_number: int
    made: Version | None
    shown: Sequence[Contradiction]  # those that people have been shown
    decided: dict[int, Decision]
    written: dict[int, str]  # new answers, where none of the others was right

    @property
    def say(self) -> Words:
        return words_for(self.consultation.locale)

    @property
    def progress(self) -> consultation_views.Progress:
        consultation = self.consultation
        return consultation_views.Progress(
            consultation=consultation.id,
            dataset=self.dataset.name,
            asked_by=consultation.asked_by,
            shown=len(self.shown),
            left=len(consultation.findings) - consultation.posted,
            decided=len(self.decided),
            next_number=self.next_number,
            closed=consultation.closed_at is not None,
            made=self.made.number if self.made else None,
        )

    def message(self, one: Contradiction) -> Message:
        """What stands in the channel for a contradiction now."""
        decision, is_closed = self.decided.get(one.finding), bool(self.consultation.closed_at)
        if decision:
            place = None if is_closed else self.place(one)
            written = self.written.get(one.finding)
            name, say = self.dataset.name, self.say
            return views.decided(name, one, decision, place, say, written=written)
        if is_closed:
            return views.undecided(self.dataset.name, one, self.say)
        return self.choice(one)

    def choice(self, one: Contradiction) -> Message:
        return views.choice(self.dataset.name, one, self.place(one), self.say)

    def place(self, one: Contradiction) -> views.Contested:
        """The decision after the one that stands."""
        decision = self.decided.get(one.finding)
        number = decision.number if decision else 0
        return views.Contested(self.consultation.id, one.finding, number + 1)


async def load(house: House, consultation_id: str) -> Consulted:
    async with house.database.reading() as session:
        consultation = await session.get(Consultation, consultation_id)
        if consultation is None:
            raise GoneMeanwhile
        version = await session.get_one(Version, consultation.version_id)
        dataset = await session.get_one(Dataset, version.dataset_id)
        newest = await newest_version(session, dataset.id)
        made = consultation.made_version_id
        findings = consultation.findings[: consultation.posted]
        behind = await contradictions(session, version.id, findings)
        shown_to_people = [behind[finding] for finding in findings if finding in behind]
        decided = await standing(session, version.id, findings)
        written = await new_answers(session, shown_to_people, decided, made)
        return Consulted(
            consultation=consultation,
            dataset=dataset,
            next_number=newest.number + 1,
            made=await session.get(Version, made) if made else None,
            shown=shown_to_people,
            decided=decided,
            written=written,
        )


@dataclass(frozen=True, slots=True)
class Steps:
    """What asking people takes, each fit to be repeated."""

    house: House
    drawing: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def open(self, consultation_id: str, wanted: int) -> None:
        """The message above the choices, and note how many of them are to follow."""
        async with self.house.database.transaction() as session:
            await show_up_to(session, consultation_id, wanted)
        asked = await load(self.house, consultation_id)
        message = consultation_views.opening(asked.progress, asked.say)
        key, channel = opening_key(consultation_id), asked.consultation.channel
        await self.house.post(key, channel, None, message)
        if wanted > POSTED_AT_ONCE:
            await self.draw_opening(consultation_id)

    async def post_choices(self, consultation_id: str) -> None:
        """Each contradiction once; those that stand there already are left alone."""
        asked = await load(self.house, consultation_id)
        for one in asked.shown:
            key = _choice_key(consultation_id, one.finding)
            await self.house.post(key, asked.consultation.channel, None, asked.message(one))

    async def draw_opening(self, consultation_id: str) -> None:
        """One at a time, each reading anew: what is drawn last is what stands."""
        async with self.drawing:
            asked = await load(self.house, consultation_id)
            message = consultation_views.opening(asked.progress, asked.say)
            channel = asked.consultation.channel
            ts = await self.house.post(opening_key(consultation_id), channel, None, message)
            await self.house.edit(channel, ts, message)

    async def draw(self, consultation_id: str, finding: int | None = None) -> None:
        """Show what stands of one contradiction, or of all of them."""
        async with self.drawing:
            asked = await load(self.house, consultation_id)
            for one in asked.shown:
                if finding in {None, one.finding}:
                    channel, message = asked.consultation.channel, asked.message(one)
                    key = _choice_key(consultation_id, one.finding)
                    ts = await self.house.post(key, channel, None, message)
                    await self.house.edit(channel, ts, message)

    async def carry_out(
        self, consultation_id: str, cause: str, person: str, *, early: bool
    ) -> Made:
        async with self.house.database.transaction() as session:
            consultation = await session.get(Consultation, consultation_id)
            if consultation is None:
                raise GoneMeanwhile
            version = await carry_out(
                session, consultation_id, cause=cause, person=person, early=early
            )
            is_closed = consultation.closed_at is not None
        return {"version": version.id if version else "", "closed": is_closed}

    async def show_card(self, consultation_id: str, version_id: str) -> None:
        """The new version's card, where that of the old one stands."""
        asked = await load(self.house, consultation_id)
        told = card(await shown(self.house, version_id), asked.say)
        place = asked.consultation
        key = f"dataset:{version_id}"
        await self.house.post(key, place.home_channel, place.home_thread, told)
        await supersede(self.house, version_id, asked.say)

    async def tell(self, consultation_id: str, error: TogiError, *, decided: bool) -> None:
        """Tell who wanted it why people could not be asked, or not be shown what came of it."""
        async with self.house.database.reading() as session:
            consultation = await session.get(Consultation, consultation_id)
        if consultation is None:
            return
        say = words_for(consultation.locale)
        words = consultation_views.not_shown if decided else consultation_views.not_asked
        await self.house.tell(consultation.asked_by, words(say.error(error), say))


class AskingExperts(NamedTuple):
    """The flows of a consultation."""

    consult: Flow[[str, int]]
    settle: Flow[[Settled]]


def asking_experts(house: House) -> AskingExperts:
    durable, steps = house.durable, Steps(house)

    @durable.flow("consult")
    async def consult(consultation_id: str, wanted: int) -> None:
        """Show people so many contradictions of a consultation, with what was shown before."""
        try:
            await durable.step("open", steps.open, consultation_id, wanted)
            await durable.patient_step("post choices", steps.post_choices, consultation_id)
        except TogiError as error:
            await durable.patient_step("tell", steps.tell, consultation_id, error, decided=False)

    @durable.flow("settle")
    async def settle(settled: Settled) -> None:
        """Show what a click decided, and make a version of it all when nothing is missing."""
        own, finding = settled["consultation"], settled["finding"]
        cause, person, early = settled["cause"], settled["person"], finding is None
        try:
            made = await durable.patient_step(
                "carry out", steps.carry_out, own, cause, person, early=early
            )
            one = None if made["closed"] else finding
            await durable.patient_step("draw", steps.draw, own, one)
            await durable.patient_step("draw opening", steps.draw_opening, own)
            if made["version"]:
                await durable.patient_step("show card", steps.show_card, own, made["version"])
        except TogiError as error:
            await durable.patient_step("tell", steps.tell, own, error, decided=True)

    return AskingExperts(consult, settle)


def opening_key(consultation_id: str) -> str:
    return f"consultation:{consultation_id}"


def _choice_key(consultation_id: str, finding: int) -> str:
    return f"consultation:{consultation_id}:{finding}"
