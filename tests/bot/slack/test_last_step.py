"""Who clicks while an answer begins, or after somebody else, is told why nothing changes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.flows.durable import Durable
from bot.flows.house import House
from bot.flows.training.last_step import last_step
from core.models import register_tuned
from core.tuning import Best
from tests import builders as a
from tests.bot.slack.conftest import Slack

# The engine keeps its record through our session.
pytestmark = pytest.mark.filterwarnings(r"ignore:\s*. You probably want:DeprecationWarning")
AIKO, HERE = "U0AIKO", "C0GENERAL"
BEST: Best = {"model": "ft:60", "step": 60, "loss": 0.61, "last_step": 90, "last_loss": 0.68}


@pytest.fixture(autouse=True)
def unblocked_loop() -> None:
    """The engine is launched on the loop itself, as at the bot's start."""


@pytest.mark.parametrize("has_answered", [True, False])
async def test_a_click_that_came_too_late_is_answered(
    house: House, slack: Slack, tmp_path: Path, *, has_answered: bool
) -> None:
    job = await a.a_job_in(house.database, remote_model="ft:end")
    async with house.database.transaction() as session:
        model = await register_tuned(session, job, "ft:end", BEST if has_answered else None)
        if has_answered:
            question = a.a_question()
            await a.kept(session, question, a.an_answer(question, model))
    card = str((await slack.client.chat_postMessage(channel=HERE, text="Training"))["ts"])
    done = await slack.client.chat_postMessage(channel=HERE, thread_ts=card, text="Done")
    durable = Durable(house.database, f"sqlite:///{tmp_path / 'engine.db'}")
    await durable.prepare()
    flow = last_step(replace(house, durable=durable, slack=slack.client))
    try:
        await durable.launch()
        where = {"channel": HERE, "ts": str(done["ts"]), "thread": card, "locale": "en"}
        await durable.finish(card, flow, {"model": model.id, "person": AIKO, **where})
    finally:
        await durable.close()

    (told,) = [m for m in await slack.messages(HERE, thread_ts=card) if m.get("is_ephemeral")]
    assert ("60" if has_answered else "最終ステップ") in str(told["text"])
