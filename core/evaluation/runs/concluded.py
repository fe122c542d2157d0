"""The verdict on a closed run, kept as it was told: no rating and no update changes it later."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from core.evaluation.runs.tables import Conclusion
from core.evaluation.verdicts.history import History
from core.evaluation.verdicts.judging import Judgement
from core.storage import keep_once

if TYPE_CHECKING:
    from pydantic import TypeAdapter


class Concluded(NamedTuple):
    """A verdict, and how it stood after each question that was decided."""

    judgement: Judgement
    course: History


async def keep_verdict(session: AsyncSession, run_id: str, found: Concluded) -> Concluded:
    """Keep what a closed run came to; who concludes later finds what was kept first."""
    as_json = _form().dump_python(found, mode="json")
    conclusion = Conclusion(run_id=run_id, judgement=as_json[0], course=as_json[1])
    kept = await keep_once(session, conclusion, col(Conclusion.run_id) == run_id)
    return _read(kept)


async def concluded(session: AsyncSession, run_id: str) -> Concluded | None:
    """None while a run is open, and where nobody has concluded it yet."""
    kept = await session.get(Conclusion, run_id)
    return _read(kept) if kept else None


async def picture_of(session: AsyncSession, run_id: str) -> str | None:
    kept = await session.get(Conclusion, run_id)
    return kept.picture if kept else None


async def keep_picture(session: AsyncSession, run_id: str, file: str) -> None:
    kept = await session.get_one(Conclusion, run_id)
    kept.picture = file
    session.add(kept)


def _read(kept: Conclusion) -> Concluded:
    return _form().validate_python((kept.judgement, kept.course))


@cache
def _form() -> TypeAdapter[Concluded]:
    from pydantic import TypeAdapter  # what it builds takes a while

    return TypeAdapter(Concluded)
