"""A model that its provider ends soon is announced where it answers, with what can replace it."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from tests.e2e.test_channel_settings import a_second_model, asks
from tests.e2e.test_evaluating import card
from tests.e2e.workspace import BEN, SUPPORT, Workspace

pytestmark = pytest.mark.slow


def test_who_is_served_by_a_model_that_ends_hears_it_once_with_what_can_replace_it(
    chatty: Workspace,
) -> None:
    day = datetime.now(UTC).date() + timedelta(days=10)
    a_second_model(chatty, f"mine-until-{day}")
    chatty.command(BEN, f"use mine-until-{day}")

    for _ in range(2):  # the second start looks again, and says nothing new
        chatty.bot.kill()
        (chatty.folder / "data" / "engine.db").unlink()  # another day, for all the engine knows
        chatty.bot.start()
        told = card(chatty, "open_settings")
        asks(chatty)

    assert f"mine-until-{day}" in told["text"]
    assert "10 days from now" in told["text"]
    assert "slow" in told["text"]
    assert "start_evaluation" in json.dumps(told["blocks"])
    seen = [m for m in chatty.from_togi(SUPPORT) if "stops answering" in m["text"]]
    assert len(seen) == 1
