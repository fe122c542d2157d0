"""A training from wish to announcement: upload, create, follow, one card edited in place."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from bot.flows.durable import Flow
from bot.flows.home.tab import draw_home_of
from bot.flows.house import House
from bot.flows.training.progress import progress_of
from bot.flows.training.registering import register
from bot.locales import words_for
from bot.slack.files import upload_picture
from bot.views.blocks import escape, message
from bot.views.training import jobs as views
from bot.views.training import trained
from bot.views.training.loss_curve import loss_curve as draw
from core.datasets import Split, Version, training_lines
from core.errors import TogiError
from core.models import model_of_job, step_of_job
from core.providers import TrainingRequest
from core.tuning import (
    Job,
    JobState,
    close,
    estimate,
    follow,
    loss_curve,
    pace_of,
    steps_done,
)

LONGEST_POLL_SECONDS = 300.0
POLLS_BEFORE_SLOWING = 40
NEW_PICTURE_SHARE = 0.1  # of all steps between two pictures: each is an upload


Polled = tuple[bool, int, int]  # whether the job has ended, its last step, how many there are


@dataclass(frozen=True, slots=True)
class Steps:
    """What a training takes, each fit to be repeated."""

    house: House

    async def upload(self, job_id: str) -> None:
        """Hand the files over and keep their ids; a file that is there already is used."""
        async with self.house.database.reading() as session:
            job = await session.get_one(Job, job_id)
            lines = await training_lines(session, job.version_id, Split.TRAIN, share=job.share)
            validation = await training_lines(session, job.version_id, Split.VALIDATION)
        training_file = await self.house.training.upload(f"togi-{job_id}-train.jsonl", lines)
        validation_file = (
            await self.house.training.upload(f"togi-{job_id}-validation.jsonl", validation)
            if validation
            else None
        )
        async with self.house.database.transaction() as session:
            job = await session.get_one(Job, job_id)
            job.training_file, job.validation_file = training_file, validation_file
            session.add(job)

    async def create(self, job_id: str) -> views.Expected | None:
        """Start the provider's job, or find the one that an earlier try started.

        Returns what past trainings say of the time that it will take.
        """
        async with self.house.database.reading() as session:
            job = await session.get_one(Job, job_id)
        if job.state.is_final:  # cancelled while its files were on their way
            return None
        remote_id = await self.house.training.start(
            TrainingRequest(
                key=job_id,
                base_model=job.base_model,
                training_file=job.training_file or "",
                validation_file=job.validation_file,
                suffix=job.dataset_name,
                epochs=job.epochs or "auto",
            )
        )
        async with self.house.database.transaction() as session:
            job = await session.get_one(Job, job_id)
            job.remote_id = remote_id
            session.add(job)
        if job.state.is_final:  # cancelled while the provider was being asked
            await self.house.training.cancel(remote_id)
            return None
        return await self._expected(job)

    async def _expected(self, job: Job) -> views.Expected | None:
        """Not knowing it stops no training; before the first one there is nothing to know it by."""
        async with self.house.database.reading() as session:
            if not await pace_of(session, job.provider, job.base_model):
                return None
            version = await session.get_one(Version, job.version_id)
            try:
                found = await estimate(
                    session,
                    version,
                    await self.house.training.base(job.base_model),
                    training=self.house.training,
                    prices=self.house.prices,
                    epochs=job.epochs,
                    share=job.share,
                )
            except TogiError:
                return None
        return (found.seconds, found.past_trainings) if found.seconds else None

    async def poll(self, job_id: str) -> Polled:
        """Take over what the provider reports."""
        async with self.house.database.reading() as session:
            job = await session.get_one(Job, job_id)
            known = await steps_done(session, job_id)
        if job.state.is_final or not job.remote_id:
            return True, known, job.total_steps or 0
        remote = await self.house.training.job(job.remote_id)
        losses = await self.house.training.losses(job.remote_id, after=known - 1)
        async with self.house.database.transaction() as session:
            job = await session.get_one(Job, job_id)
            await follow(session, job, remote, losses)
            return job.state.is_final, await steps_done(session, job_id), job.total_steps or 0

    async def show(
        self,
        job_id: str,
        ts: str | None,
        picture: str | None,
        locale: str,
        expected: views.Expected | None = None,
    ) -> str:
        """Post the card, or edit it; returns its ts."""
        job, progress = await progress_of(self.house, job_id, picture, expected)
        card = views.card(job, progress, words_for(locale))
        if ts is None:
            return await self.house.post(f"job:{job_id}", job.channel, None, card)
        await self.house.edit(job.channel, ts, card)
        await draw_home_of(self.house, job.team, job.requested_by)
        return ts

    async def paint(self, job_id: str, locale: str) -> str:
        """A new picture of the loss; returns its file's id."""
        async with self.house.database.reading() as session:
            losses = await loss_curve(session, job_id)
            chosen = await step_of_job(session, job_id)
        say = words_for(locale)
        png = await asyncio.to_thread(draw, losses, say, chosen)
        alt = views.curve_in_words(losses, say, chosen)
        return await upload_picture(self.house.slack, f"{job_id}.png", png, alt)

    async def throw_away(self, picture: str) -> None:
        """Remove a picture that no card shows any more; one that is gone is gone."""
        await self.house.slack.files_delete(file=picture)

    async def give_up(self, job_id: str, error: TogiError, locale: str) -> None:
        async with self.house.database.transaction() as session:
            job = await session.get_one(Job, job_id)
            await close(session, job, JobState.FAILED, words_for(locale).error(error))

    async def tell(self, job_id: str, error: TogiError, locale: str) -> None:
        """Tell who asked for it, where no card can be posted."""
        async with self.house.database.reading() as session:
            job = await session.get_one(Job, job_id)
        await self.house.tell(job.requested_by, message(escape(words_for(locale).error(error))))

    async def announce(self, job_id: str, ts: str, locale: str) -> None:
        async with self.house.database.reading() as session:
            job = await session.get_one(Job, job_id)
            model = await model_of_job(session, job_id)
        can_answer = self.house.training.profile.serves_at_once
        done = trained.announcement(job, model, words_for(locale), can_answer=can_answer)
        await self.house.post(f"job:{job_id}:done", job.channel, ts, done)

    async def draw_home(self, job_id: str) -> None:
        async with self.house.database.reading() as session:
            job = await session.get_one(Job, job_id)
        await draw_home_of(self.house, job.team, job.requested_by)


def training(house: House) -> Flow[[str, str]]:
    """Declare the flow: a job's id and the locale of who asked for it."""
    durable, steps = house.durable, Steps(house)

    @durable.flow("train")
    async def train(job_id: str, locale: str) -> None:
        try:
            ts = await durable.patient_step("post card", steps.show, job_id, None, None, locale)
        except TogiError as error:
            await durable.patient_step("give up", steps.give_up, job_id, error, locale)
            await durable.patient_step("tell", steps.tell, job_id, error, locale)
            await durable.courtesy("draw home", steps.draw_home, job_id)
            return
        try:
            await durable.patient_step("upload", steps.upload, job_id)
            expected = await durable.patient_step("create", steps.create, job_id)
            await _follow_to_the_end(steps, job_id, ts, locale, expected)
        except TogiError as error:
            await durable.patient_step("give up", steps.give_up, job_id, error, locale)
            await durable.courtesy("show", steps.show, job_id, ts, None, locale)
        await durable.patient_step("announce", steps.announce, job_id, ts, locale)
        await durable.courtesy("draw home", steps.draw_home, job_id)

    return train


async def _follow_to_the_end(
    steps: Steps, job_id: str, ts: str, locale: str, expected: views.Expected | None
) -> None:
    """Look, show, sleep, until the job has ended; part of the flow, so only steps act."""
    durable, poll_seconds = steps.house.durable, steps.house.settings.poll_seconds
    picture: str | None = None
    painted_at, polls, ended = 0, 0, False
    while not ended:
        ended, step, total = await durable.patient_step("poll", steps.poll, job_id)
        marked = ended and await register(steps.house, job_id)
        earlier, unseen = picture, step - painted_at
        if unseen >= max(total * NEW_PICTURE_SHARE, 1) or (ended and unseen > 0) or marked:
            painted = await durable.courtesy("paint", steps.paint, job_id, locale)
            picture, painted_at = painted or picture, step
        await durable.courtesy("show", steps.show, job_id, ts, picture, locale, expected)
        if earlier and earlier != picture:
            await durable.courtesy("throw away", steps.throw_away, earlier)
        if not ended:
            await durable.sleep(_wait(poll_seconds, polls))
            polls += 1


def _wait(base: float, polls: int) -> float:
    """Seconds until the next look: steady at first, then ever longer, so that days cost little."""
    return min(base * max(1.0, polls / POLLS_BEFORE_SLOWING), max(base, LONGEST_POLL_SECONDS))
