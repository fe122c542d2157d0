"""Who presses a button of a consultation has to be where its data may be shown."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web
from slack_sdk.web.async_client import AsyncWebClient

from bot.flows.house import House
from bot.listeners.contradictions import Listener
from bot.views.datasets import contradictions as views
from core.datasets import Version
from core.datasets.consulting.tables import Consultation
from core.datasets.versions.refusals import GoneMeanwhile
from core.people.permissions import VisitorsCannot
from core.storage import Database
from tests import builders as a
from tests.core.datasets.sets import a_set

ROWS = [("When open?", "9"), ("When open?", "10")]
OWN_CHANNEL, ELSEWHERE = "G1", "C1"
CLICKS = ("more", "right", "none_right", "change", "conclude")
MEMBERS = {
    "U1": {"team_id": a.TEAM, "is_admin": True},
    "U2": {"team_id": a.TEAM, "is_admin": True, "is_restricted": True},
    "U3": {"team_id": "T2", "is_admin": True},
}


@pytest.fixture
async def slack() -> AsyncIterator[AsyncWebClient]:
    """A Slack that knows who somebody is; whatever else is asked of it fails."""

    async def users_info(request: web.Request) -> web.Response:
        user = request.query["user"]
        return web.json_response({"ok": True, "user": {"id": user, **MEMBERS[user]}})

    app = web.Application()
    app.router.add_get("/api/users.info", users_info)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    yield AsyncWebClient(base_url=f"{site.name}/api/")
    await runner.cleanup()


async def asked_about(database: Database, version: Version) -> views.Contested:
    """A contradiction of private data that people were asked about at home."""
    consultation = Consultation(
        cause="view:1",
        team=a.TEAM,
        version_id=version.id,
        findings=[1],
        posted=1,
        channel=OWN_CHANNEL,
        home_channel=OWN_CHANNEL,
        asked_by="U1",
        locale="en-US",
    )
    async with database.transaction() as session:
        await a.kept(session, consultation)
    return views.Contested(consultation.id, 1, 1)


def clicked(person: str, channel: str, team: str) -> dict[str, Any]:
    return {
        "user": {"id": person},
        "team": {"id": team},
        "trigger_id": "t",
        "channel": {"id": channel},
        "container": {"message_ts": "1.1"},
    }


async def never_acked(*_: object, **__: object) -> None:
    raise AssertionError


async def press(
    house: House, slack: AsyncWebClient, place: views.Contested, what: str, **who: str
) -> None:
    value = {
        "more": f"{place.consultation}:1",
        "right": place.with_row(1),
        "conclude": place.consultation,
    }.get(what, str(place))
    listener = Listener(house, flows=None)
    own = {"person": "U1", "channel": OWN_CHANNEL, "team": a.TEAM} | who
    if what == "written":
        view = {
            "id": "V1",
            "private_metadata": f"{place}:{own['channel']}:1.1",
            "state": {"values": {views.ANSWER: {views.ANSWER: {"value": "11"}}}},
        }
        body = {"user": {"id": own["person"]}, "team": {"id": own["team"]}, "view": view}
        await listener.written(never_acked, body, slack)
        return
    action = {"action_id": what, "action_ts": "2.0", "value": value}
    await getattr(listener, what)(never_acked, clicked(**own), action, slack)


@pytest.mark.parametrize("what", [*CLICKS, "written"])
async def test_a_button_of_a_consultation_works_only_where_its_data_may_be_shown(
    house: House, database: Database, slack: AsyncWebClient, what: str
) -> None:
    version = await a_set(database, ROWS, [[1, 2]], private_to=OWN_CHANNEL)
    place = await asked_about(database, version)

    with pytest.raises(GoneMeanwhile):
        await press(house, slack, place, what, channel=ELSEWHERE)


@pytest.mark.parametrize("what", [*CLICKS, "written"])
async def test_who_is_no_full_member_is_told_who_could_decide(
    house: House, database: Database, slack: AsyncWebClient, what: str
) -> None:
    """A guest; somebody of another organisation; and the same where Slack names their team."""
    version = await a_set(database, ROWS, [[1, 2]])
    place = await asked_about(database, version)

    for who in ({"person": "U2"}, {"person": "U3"}, {"person": "U3", "team": "T2"}):
        with pytest.raises(VisitorsCannot):
            await press(house, slack, place, what, **who)


@pytest.mark.parametrize("what", [*CLICKS, "written"])
async def test_a_button_of_what_is_gone_says_so(
    house: House, slack: AsyncWebClient, what: str
) -> None:
    with pytest.raises(GoneMeanwhile):
        await press(house, slack, views.Contested("con_gone", 1, 1), what)
