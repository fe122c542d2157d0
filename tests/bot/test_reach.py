"""What a button may name, seen from where it is clicked."""

from __future__ import annotations

import pytest

from bot.listeners.payloads import read_click
from bot.listeners.reach import dataset_in_reach, version_in_reach
from core.datasets.versions.refusals import GoneMeanwhile
from core.storage import Database
from tests import builders as a

HERE, ELSEWHERE = {"team": "T1", "channel": "G1"}, {"team": "T1", "channel": "C1"}


async def test_private_data_is_named_by_no_button_of_another_channel(database: Database) -> None:
    dataset = a.a_dataset(private_to="G1")
    version = a.a_version(dataset)
    async with database.transaction() as session:
        session.add(dataset)
        await session.flush()
        session.add(version)
    here, elsewhere = {**HERE, "team": dataset.team}, {**ELSEWHERE, "team": dataset.team}
    async with database.reading() as session:
        assert (await version_in_reach(session, version.id, **here))[1].id == version.id
        for place in (elsewhere, {**here, "team": "T2"}, {**here, "channel": ""}):
            with pytest.raises(GoneMeanwhile):
                await dataset_in_reach(session, dataset.id, **place)
            with pytest.raises(GoneMeanwhile):
                await version_in_reach(session, version.id, **place)
        with pytest.raises(GoneMeanwhile):
            await version_in_reach(session, "dsv_gone", **here)


def test_under_what_one_person_sees_no_thread_begins() -> None:
    action = {"action_id": "fix_file", "action_ts": "2.0"}
    body = {
        "user": {"id": "U1"},
        "team": {"id": "T1"},
        "trigger_id": "t",
        "channel": {"id": "C1"},
        "container": {"type": "message", "message_ts": "1.0"},
    }
    in_thread = {**body["container"], "thread_ts": "0.5"}

    assert read_click(body, action).thread == ""
    assert read_click({**body, "container": in_thread}, action).thread == "0.5"
    assert read_click({**body, "message": {"ts": "1.0"}}, action).thread == "1.0"
