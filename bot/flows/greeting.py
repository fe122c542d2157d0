"""Somebody opened their direct messages with Togi: what they could ask, to begin with."""

from __future__ import annotations

from contextlib import suppress

from aiohttp import ClientError
from slack_sdk.errors import SlackClientError

from bot.flows.house import House
from bot.slack.people import Known
from bot.views.answers.prompts import prompts
from bot.views.datasets.cards import SHOWN_EXAMPLES
from core.channels import serving_model
from core.datasets import Dataset, Split, Version, examples, question_and_answer
from core.models import Model
from core.tuning import Job


async def suggest(house: House, person: Known, channel: str) -> None:
    """Offer a few first questions; a courtesy, so that what fails is not told.

    Without a thread: where an app is an agent, Slack silently shows nothing otherwise.
    """
    questions = await _asked_in_training(house, person.person.team, channel)
    title, offered = prompts(questions, person.say)
    with suppress(SlackClientError, ClientError, TimeoutError):
        await house.passing.assistant_threads_setSuggestedPrompts(
            channel_id=channel, title=title, prompts=offered
        )


async def _asked_in_training(house: House, team: str, channel: str) -> list[str]:
    """Questions that the model learnt to answer: those that its data set shows to everybody."""
    async with house.database.reading() as session:
        serving = await serving_model(session, team=team, channel=channel)
        model = await session.get(Model, serving) if serving else None
        job = await session.get(Job, model.job_id) if model and model.job_id else None
        version = await session.get(Version, job.version_id) if job else None
        dataset = await session.get(Dataset, version.dataset_id) if version else None
        if version is None or dataset is None or dataset.private_to or not model:
            return []
        if model.private_to:
            return []
        rows = await examples(session, version.id, Split.TRAIN, limit=SHOWN_EXAMPLES)
    return [question_and_answer(row.line)[0] for row in rows]
