"""Who is in a channel, however many pages that takes."""

from __future__ import annotations

import pytest

from bot.slack import members
from bot.slack.members import members_of
from tests.bot.slack.conftest import Slack


@pytest.fixture(autouse=True)
def pages_of_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(members, "AT_ONCE", 1)


async def test_everybody_is_found_on_whatever_page(slack: Slack) -> None:
    found = await members_of(slack.client, "C0GENERAL")

    assert len(found) == len(set(found))
    assert {"U0AIKO", "U0BEN", "U0CHIKA", "U0DANA"} <= set(found)


async def test_nobody_reads_on_when_all_that_are_wanted_are_found(slack: Slack) -> None:
    first, second, third, *_ = await members_of(slack.client, "C0GENERAL")

    assert await members_of(slack.client, "C0GENERAL", frozenset({second})) == [first, second]
    outside = frozenset({third, "U0NOBODY"})
    assert "U0NOBODY" not in await members_of(slack.client, "C0GENERAL", outside)


async def test_nobody_reads_on_where_there_are_too_many_anyway(slack: Slack) -> None:
    assert len(await members_of(slack.client, "C0GENERAL", most=2)) == 3
