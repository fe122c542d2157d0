"""The files that a question brings along: fetched, read, forgotten again."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

from aiohttp import ClientError
from slack_sdk.errors import SlackClientError

from bot.flows.datasets.workplace import workplace
from bot.flows.house import House
from bot.slack.files import FileTooLarge, SlackFile, download
from bot.slack.posts import intend
from bot.slack.refusals import SlackPassing, slack_refusal
from bot.views.answers.attached import left_out
from core.answers import Page, Question
from core.answers.files import (
    MEGABYTES,
    MOST_FILES,
    OnlyBeginning,
    TooLarge,
    TooManyFiles,
    read_file,
)
from core.errors import TogiError


@dataclass(frozen=True, slots=True)
class Attached:
    """What was read, and what has to be said of the rest."""

    pages: list[Page] = field(default_factory=list)
    notes: list[TogiError] = field(default_factory=list)


async def read_attached(house: House, question: Question, files: Sequence[str]) -> Attached:
    """The words of some files of Slack's, for a question; of what can't be read, why.

    Raises:
        SlackPassing: when they may be had a minute later.
    """
    attached = Attached()
    for number, file in enumerate(files):  # one by one: reading takes memory
        name = ""
        try:
            info = await _info(house, file)
            name = info["name"]
            if number >= MOST_FILES:
                raise TooManyFiles(limit=MOST_FILES, name=name)
            await _read(house, question, info, attached)
        except SlackPassing:
            raise
        except TogiError as error:
            attached.notes.append(error)
            if name:
                attached.pages.append(Page(name, None))
    return attached


async def _read(house: House, question: Question, file: SlackFile, attached: Attached) -> None:
    name = file["name"]
    async with workplace(house.settings.data, f"read:{question.id}:{file['id']}") as folder:
        path = folder / "attached"
        try:
            await download(house.slack, file, path, limit_megabytes=MEGABYTES)
        except FileTooLarge as error:
            raise TooLarge(name=name, limit=MEGABYTES) from error
        except (ClientError, TimeoutError) as error:
            raise SlackPassing from error
        async with house.readers:
            read = await asyncio.to_thread(read_file, path, name)
    attached.pages.append(read.page)
    if not read.is_whole:
        attached.notes.append(OnlyBeginning(name=name))


async def _info(house: House, file: str) -> SlackFile:
    try:
        info = (await house.slack.files_info(file=file))["file"]
    except (SlackClientError, ClientError, TimeoutError) as error:
        raise slack_refusal(error) from error
    return {
        "id": info["id"],
        "name": info["name"],
        "size": info["size"],
        "url_private_download": info.get("url_private_download", ""),
    }


async def tell_what_was_left_out(
    house: House, question: Question, notes: Sequence[TogiError]
) -> None:
    """Tell the one who asked, once, which files the model was not given in full."""
    if not notes:
        return
    key = f"left-out:{question.id}"
    if (await intend(house.database, key, question.channel, question.thread)).tried:
        return
    person = await house.people.get(house.slack, team=question.team, user=question.asked_by)
    message = left_out(notes, person.say)
    await house.whisper(question.channel, person.id, message, question.within)
