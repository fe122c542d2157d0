"""Notes where an added example contradicts what the data set says already."""

from __future__ import annotations

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.datasets.chats import asked_in, question_and_answer
from core.datasets.checking.contradictions import ClusterRow, contradictions
from core.datasets.faults import Fault
from core.datasets.tables import Example, Finding
from core.datasets.versions.finding import finding_of
from core.datasets.versions.succeeding import CONTRADICTION, next_position


async def note_contradictions(session: AsyncSession, added: Example) -> None:
    """Compare an example that was just added with those that ask the same."""
    same = select(Example).where(
        Example.version_id == added.version_id, Example.asked == added.asked
    )
    found = await session.exec(same.order_by(col(Example.position)))
    for fault in contradictions([_asked(example) for example in found]):
        if added.position in fault.rows:
            await _note(session, added.version_id, fault)


async def _note(session: AsyncSession, version_id: str, fault: Fault) -> None:
    """One finding for all that contradict each other: the row joins the one that is there."""
    known = await session.exec(
        select(Finding).where(Finding.version_id == version_id, Finding.code == CONTRADICTION)
    )
    rows = set(fault.rows)
    for finding in known:
        if rows & set(finding.rows):
            rows |= set(finding.rows)
            finding.rows = sorted(rows)
            finding.details = finding.details | {"count": len(rows)}
            session.add(finding)
            return
    position = await next_position(session, Finding, version_id)
    session.add(finding_of(fault, version_id, position))


def _asked(example: Example) -> ClusterRow:
    chat = question_and_answer(example.line)
    return ClusterRow(example.position, asked_in(example.line), chat.answer, chat.system)
