"""Asking people and keeping what they decide; of two decisions at once, the first is kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.datasets.consulting.tables import Consultation, Decision
from core.errors import TogiError
from core.storage import keep_once
from core.storage.among import among

POSTED_AT_ONCE = 5


class NothingToDecide(TogiError):
    template: ClassVar[str] = "No contradictions are left to decide in “{name}”."


class ConsultationClosed(TogiError):
    template: ClassVar[str] = (
        "These decisions have been carried out already. If contradictions are left, the card of "
        "the data set's newest version asks about them again."
    )


async def consult(session: AsyncSession, consultation: Consultation) -> Consultation:
    """Write down that people are to be asked; the same cause is the same consultation."""
    return await keep_once(session, consultation, col(Consultation.cause) == consultation.cause)


async def show_up_to(session: AsyncSession, consultation_id: str, wanted: int) -> Consultation:
    """Note that people are shown the first `wanted` contradictions, or all that there are."""
    consultation = await session.get_one(Consultation, consultation_id, with_for_update=True)
    if consultation.closed_at is None:
        most = min(wanted, len(consultation.findings))
        consultation.posted = max(consultation.posted, most)
        session.add(consultation)
    return consultation


async def decide(session: AsyncSession, decision: Decision) -> Decision:
    """The decision that is kept under this number: this one, or that of who was faster.

    Raises:
        ConsultationClosed: when a version has been made of the decisions.
    """
    consultation = await session.get_one(
        Consultation, decision.consultation_id, with_for_update=True
    )
    same = (
        (col(Decision.version_id) == decision.version_id)
        & (col(Decision.finding) == decision.finding)
        & (col(Decision.number) == decision.number)
    )
    if consultation.closed_at and not (await session.exec(select(Decision).where(same))).first():
        raise ConsultationClosed
    return await keep_once(session, decision, same)


async def standing(
    session: AsyncSession, version_id: str, findings: Sequence[int]
) -> dict[int, Decision]:
    """What was decided of each finding; the last word stands."""
    decisions = await session.exec(
        select(Decision)
        .where(Decision.version_id == version_id, among(col(Decision.finding), findings))
        .order_by(col(Decision.number))
    )
    return {decision.finding: decision for decision in decisions}
