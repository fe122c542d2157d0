"""How a version came to be: from a file, from what people decided, or an example by hand."""

from __future__ import annotations

from enum import StrEnum

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.datasets.adding.tables import Addition
from core.datasets.consulting.tables import Consultation


class Origin(StrEnum):
    FILE = "file"
    DECISIONS = "decisions"
    ADDITION = "addition"


async def origin_of(session: AsyncSession, version_id: str) -> Origin:
    decided = select(Consultation.id).where(Consultation.made_version_id == version_id)
    if (await session.exec(decided)).first():
        return Origin.DECISIONS
    added = select(Addition.cause).where(Addition.version_id == version_id)
    if (await session.exec(added)).first():
        return Origin.ADDITION
    return Origin.FILE
