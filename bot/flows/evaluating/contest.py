"""A run with the names of who contests, read for whoever shows something of it."""

from __future__ import annotations

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.flows.house import House
from bot.locales import Words, words_for
from bot.views.evaluation.names import Contest
from core.evaluation.runs.ballots import Ballots, ballots
from core.evaluation.runs.promoting import decisions
from core.evaluation.runs.repeating import schedule_of
from core.evaluation.runs.tables import RunState
from core.models import Model


async def contest_of(house: House, run_id: str) -> Contest:
    async with house.database.reading() as session:
        return await load_contest(session, run_id)


async def load_contest(session: AsyncSession, run_id: str) -> Contest:
    state = await ballots(session, run_id)
    names = await _names(session, state, words_for(state.run.locale))
    decided = await decisions(session, run_id) if state.run.state is RunState.CLOSED else []
    return Contest(state, names, await schedule_of(session, run_id), decided)


async def _names(session: AsyncSession, state: Ballots, say: Words) -> dict[str, str]:
    """A model's title; with a prompt of its own, it says so."""
    names = {}
    for one in state.contestants:
        model = await session.get_one(Model, one.model_id)
        own = one.system_prompt is not None
        names[one.id] = say("{model}, own prompt", model=model.title) if own else model.title
    return names


def card_key(run_id: str) -> str:
    return f"run:{run_id}"
