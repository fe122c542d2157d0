"""Who somebody is, as Slack tells it, and the role that it gives them."""

from __future__ import annotations

import pytest

from bot.slack.people import People
from core.people import Action, NotAllowed, Operators, Role
from tests.bot.slack.conftest import Slack

TEAM = "T0TOGI"


async def role(slack: Slack, user: str, operators: str = "") -> Role:
    people = People(Operators.parse(operators))
    return (await people.get(slack.client, team=TEAM, user=user)).role


async def test_admins_are_operators_and_others_members(slack: Slack) -> None:
    assert await role(slack, "U0AIKO") is Role.OPERATOR
    assert await role(slack, "U0DANA") is Role.MEMBER
    assert await role(slack, "U0DANA", "U0DANA") is Role.OPERATOR


async def test_who_is_refused_learns_the_names_of_some_who_are_not(slack: Slack) -> None:
    people = People(Operators.parse("U0AIKO U0BEN"))

    known = await people.get(slack.client, team=TEAM, user="U0DANA")

    assert known.operators == ("aiko", "ben")
    with pytest.raises(NotAllowed, match="Ask aiko or ben"):
        known.must_be_allowed(Action.TRAIN)


async def test_where_admins_operate_no_names_are_asked_for(slack: Slack) -> None:
    known = await People(Operators()).get(slack.client, team=TEAM, user="U0DANA")

    with pytest.raises(NotAllowed, match="owners and admins"):
        known.must_be_allowed(Action.TRAIN)


async def test_an_admin_who_was_met_is_named_to_who_is_refused(slack: Slack) -> None:
    people = People(Operators())
    await people.get(slack.client, team=TEAM, user="U0BEN")

    known = await people.get(slack.client, team=TEAM, user="U0DANA")

    with pytest.raises(NotAllowed, match="Ask one of them, such as ben,"):
        known.must_be_allowed(Action.TRAIN)
    assert await people.some_operators(slack.client, team=TEAM) == ("ben",)


@pytest.mark.parametrize(
    "flags",
    [
        {"is_restricted": True},
        {"is_ultra_restricted": True},
        {"is_bot": True},
        {"team_id": "T0OTHER"},
    ],
)
async def test_visitors_may_nothing(slack: Slack, flags: dict[str, object]) -> None:
    user = f"U0{next(iter(flags)).replace('_', '').upper()}"
    async with slack.http.post(
        f"{slack.base_url}/control/member", json={"id": user, **flags}
    ) as answer:
        assert answer.status == 200

    known = await People(Operators.parse("*")).get(slack.client, team=TEAM, user=user)

    assert known.role is Role.VISITOR
    with pytest.raises(NotAllowed):
        known.must_be_allowed(Action.LOOK)


async def test_a_person_is_spoken_to_in_their_own_language(slack: Slack) -> None:
    people = People(Operators())

    assert (await people.get(slack.client, team=TEAM, user="U0CHIKA")).say.language == "ja"
    assert (await people.get(slack.client, team=TEAM, user="U0BEN")).say.language == "en"


async def test_slack_is_not_asked_twice_in_a_row(slack: Slack) -> None:
    people = People(Operators())
    await people.get(slack.client, team=TEAM, user="U0BEN")
    await slack.fault(method="users.info", error="internal_error", times=1)

    known = await people.get(slack.client, team=TEAM, user="U0BEN")

    assert known.id == "U0BEN"
    async with slack.http.delete(f"{slack.base_url}/control/faults") as answer:
        assert answer.status == 200
