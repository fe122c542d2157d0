"""Adds an example to a data set: the next version is the one before it, and this example."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.datasets.adding.doubting import note_contradictions
from core.datasets.adding.placing import split_for
from core.datasets.adding.tables import Addition
from core.datasets.chats import Frame, asked_in, fingerprint, question_and_answer
from core.datasets.faults import Fault
from core.datasets.reading.drafts import BLANK
from core.datasets.tables import (
    Arrival,
    Dataset,
    ErasedQuestion,
    Example,
    Kind,
    Origin,
    Version,
)
from core.datasets.versions.bringing import brought_by, dataset_called
from core.datasets.versions.looking import list_datasets, versions
from core.datasets.versions.succeeding import Added, Changes, complete, succeed
from core.errors import TogiError

BY_HAND, ENCODING = "", "utf-8"  # what a version says that no file was behind


class ThereAlready(TogiError):
    template: ClassVar[str] = "“{name}” already has exactly this example, in row {row}."


class HoldsPreferences(TogiError):
    template: ClassVar[str] = (
        "“{name}” contains pairs of a better and a worse answer, so a single answer can't be "
        "added. Choose another data set, or type a new name."
    )


class ErasedBefore(TogiError):
    template: ClassVar[str] = "This question was erased on request, so it isn't added again."


def what_is_wrong_with(question: str, answer: str) -> Iterator[Fault]:
    """The same that is asked of a row of a table."""
    if not question.strip(BLANK):
        yield Fault(1, "empty_question")
    if not answer.strip(BLANK):
        yield Fault(1, "empty_answer")
    if "\0" in question or "\0" in answer:
        yield Fault(1, "unreadable_character")


async def add(session: AsyncSession, cause: str) -> Version:
    """Carry out an addition that was written down; carried out once, it gives the same version.

    Raises:
        NameTaken: when the name belongs to a data set of another channel.
        HoldsPreferences: when that data set is of another kind.
        ErasedBefore: when this question was taken out on request.
        ThereAlready: when nothing would change.
    """
    addition = await session.get_one(Addition, cause)
    wanted = Dataset(
        team=addition.team,
        name=addition.name,
        created_by=addition.person,
        private_to=addition.private_to,
    )
    dataset = await dataset_called(session, wanted)
    if made := await brought_by(session, cause):
        return made
    base = (await session.exec(versions(dataset.id).limit(1))).first()
    if base and base.kind is not Kind.CHAT:
        raise HoldsPreferences(name=dataset.name)
    line = await _line(session, addition, base)
    await _must_not_be_erased(session, dataset.team, line)
    if base and (row := await _row_of(session, base.id, line)):
        raise ThereAlready(name=dataset.name, row=row)
    added = Added(line, await split_for(session, dataset.id, base, line))
    if base:
        changes = Changes(added=[added])
        version = await succeed(
            session, base, changes, Origin.ADDITION, cause=cause, person=addition.person
        )
    else:
        version = await _first(session, dataset.id, addition, added)
    await note_contradictions(session, await last_example(session, version.id))
    addition.version_id = version.id
    addition.question = addition.answer = addition.system_prompt = None  # now in the version alone
    session.add(addition)
    return version


async def _line(session: AsyncSession, addition: Addition, base: Version | None) -> str:
    system = addition.system_prompt or (await _told(session, base) if base else None)
    frame = Frame.with_system(system)
    return frame.line(addition.question or "", addition.answer or "").decode()


async def _must_not_be_erased(session: AsyncSession, team: str, line: str) -> None:
    if await session.get(ErasedQuestion, (team, fingerprint(asked_in(line)))):
        raise ErasedBefore


async def _told(session: AsyncSession, base: Version) -> str | None:
    """The system prompt of a data set: the version's, or where a file brought it, its rows'."""
    if base.system_prompt:
        return base.system_prompt
    rows = select(Example.line).where(Example.version_id == base.id)
    first = (await session.exec(rows.order_by(col(Example.position)).limit(1))).first()
    return question_and_answer(first).system if first else None


async def _row_of(session: AsyncSession, version_id: str, line: str) -> int | None:
    """The row that says exactly this."""
    statement = select(Example.position).where(
        Example.version_id == version_id,
        Example.asked == fingerprint(asked_in(line)),
        Example.line == line,
    )
    return (await session.exec(statement)).first()


async def _first(
    session: AsyncSession, dataset_id: str, addition: Addition, added: Added
) -> Version:
    version = Version(
        dataset_id=dataset_id,
        number=1,
        digest="",  # known when the example is there
        cause=addition.cause,
        file_name=BY_HAND,
        encoding=ENCODING,
        origin=Origin.ADDITION,
        system_prompt=addition.system_prompt,
        training_examples=0,
        validation_examples=0,
        held_out_examples=0,
        created_by=addition.person,
    )
    session.add(version)
    await session.flush()
    await complete(session, version, [added])
    return version


async def last_grown_in(session: AsyncSession, team: str, channel: str) -> str | None:
    """The id of the data set that a file or an example of a channel went to last, if any did."""
    brought = select(Arrival.cause).where(Arrival.team == team, Arrival.channel == channel)
    added = select(Addition.cause).where(Addition.team == team, Addition.channel == channel)
    versions_of_channel = (
        select(Version.dataset_id)
        .where(col(Version.cause).in_(brought) | col(Version.cause).in_(added))
        .order_by(col(Version.created_at).desc())
        .limit(1)
    )
    return (await session.exec(versions_of_channel)).first()


async def may_grow(
    session: AsyncSession, team: str, channel: str, private_to: str | None
) -> list[Dataset]:
    """The data sets that an example of a channel may be added to, the last one changed first.

    What was said in a private channel stays with the data sets that belong to it.
    """
    seen = await list_datasets(session, team, channel)
    pairs = select(Version.dataset_id).where(Version.kind == Kind.PREFERENCE)
    others = set(await session.exec(pairs.distinct()))
    return [one for one in seen if one.private_to == private_to and one.id not in others]


async def forget(session: AsyncSession, cause: str) -> None:
    """Keep no words of an addition that was refused."""
    addition = await session.get_one(Addition, cause)
    addition.question = addition.answer = addition.system_prompt = None
    session.add(addition)


async def last_example(session: AsyncSession, version_id: str) -> Example:
    """The one that a version was made for stands at its end."""
    rows = select(Example).where(Example.version_id == version_id)
    return (await session.exec(rows.order_by(col(Example.position).desc()).limit(1))).one()
