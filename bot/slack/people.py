"""Who somebody is: asked of Slack once in a while, remembered in between."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TypedDict

from aiohttp import ClientError
from slack_sdk.errors import SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.locales import Words, words_for
from core.people import Action, Operators, Person, Role, require
from core.people.persons import EVERYBODY

REMEMBERED_SECONDS = 300.0
PATIENCE_SECONDS = 1.0
MOST_NAMES = 20  # looked up at once
MOST_OPERATORS = 3  # named to who is none


class Profile(TypedDict, total=False):
    display_name: str


class User(TypedDict, total=False):
    """What `users.info` tells of a name."""

    profile: Profile
    real_name: str
    name: str


@dataclass(frozen=True, slots=True)
class Known:
    """A person with their role and their words."""

    person: Person
    role: Role
    operators: tuple[str, ...] = ()  # what some of those are called who may do more
    admins_operate: bool = False  # whether those are the workspace's owners and admins

    @property
    def id(self) -> str:
        return self.person.id

    @property
    def say(self) -> Words:
        return words_for(self.person.locale)

    def must_be_allowed(self, action: Action) -> None:
        require(self.role, action, self.operators, admins_operate=self.admins_operate)


@dataclass
class People:
    """The members of a workspace, as `users.info` tells them."""

    operators: Operators
    _known: dict[tuple[str, str], tuple[float, Known]] = field(default_factory=dict)
    _asking: defaultdict[tuple[str, str], asyncio.Lock] = field(
        default_factory=lambda: defaultdict(asyncio.Lock)
    )
    _own: dict[str, str] = field(default_factory=dict)
    _admins: defaultdict[str, dict[str, str]] = field(  # by team: the names of those it has met
        default_factory=lambda: defaultdict(dict)
    )

    async def get(self, client: AsyncWebClient, *, team: str, user: str) -> Known:
        if known := self._remembered(team, user):
            return known
        async with self._asking[team, user]:  # many may ask at once: Slack is asked once
            return self._remembered(team, user) or await self._ask(client, team, user)

    def _remembered(self, team: str, user: str) -> Known | None:
        known = self._known.get((team, user))
        is_fresh = known and time.monotonic() - known[0] < REMEMBERED_SECONDS
        return known[1] if known and is_fresh else None

    async def _ask(self, client: AsyncWebClient, team: str, user: str) -> Known:
        info = (await client.users_info(user=user, include_locale=True))["user"]
        person = Person(
            id=user,
            team=team,
            name=_name(info),
            locale=info.get("locale", "en-US"),
            timezone=info.get("tz") or "UTC",
            is_admin=bool(info.get("is_admin") or info.get("is_owner")),
            is_guest=bool(info.get("is_restricted") or info.get("is_ultra_restricted")),
            is_bot=bool(info.get("is_bot")),
            is_foreign=info.get("team_id", team) != team,
        )
        groups = await self._groups(client)
        role, names = self.operators.role_of(person, groups), tuple[str, ...]()
        if role is Role.MEMBER:  # who is an operator is never asked about while they are asked for
            names = await self._some_operators(client, team, groups)
        self._admins[team].pop(user, None)
        if person.is_admin and person.name:
            self._admins[team][user] = person.name
        known = Known(person, role, names, admins_operate=not self.operators.named)
        self._known[team, user] = (time.monotonic(), known)
        return known

    async def own_id(self, client: AsyncWebClient, *, team: str) -> str:
        """Togi's own user id in a workspace; "" where Slack doesn't tell it right now."""
        if team not in self._own:
            try:
                async with asyncio.timeout(PATIENCE_SECONDS):
                    self._own[team] = str((await client.auth_test())["user_id"])
            except (SlackClientError, ClientError, TimeoutError):
                return ""
        return self._own[team]

    async def names(
        self, client: AsyncWebClient, *, team: str, users: Iterable[str]
    ) -> dict[str, str]:
        """What colleagues call some people, as far as Slack tells it within a moment."""
        wanted = list(dict.fromkeys(users))[:MOST_NAMES]

        async def name(user: str) -> str:
            with suppress(SlackClientError, ClientError, TimeoutError):
                async with asyncio.timeout(PATIENCE_SECONDS):
                    return (await self.get(client, team=team, user=user)).person.name
            return ""

        return dict(zip(wanted, await asyncio.gather(*map(name, wanted)), strict=True))

    async def some_operators(self, client: AsyncWebClient, *, team: str) -> tuple[str, ...]:
        """The names of a few people who may do more than members may, as far as they are known."""
        with suppress(SlackClientError, ClientError, TimeoutError):
            return await self._some_operators(client, team, await self._groups(client))
        return ()

    async def _some_operators(
        self, client: AsyncWebClient, team: str, groups: dict[str, frozenset[str]]
    ) -> tuple[str, ...]:
        if not self.operators.named:  # Slack has no list of them that is short to read
            return tuple(list(self._admins[team].values())[:MOST_OPERATORS])
        users = self.operators.named - self.operators.groups() - {EVERYBODY}
        some = sorted(users.union(*groups.values()))[:MOST_OPERATORS]
        names = await self.names(client, team=team, users=some)
        return tuple(filter(None, names.values()))

    async def _groups(self, client: AsyncWebClient) -> dict[str, frozenset[str]]:
        members: dict[str, frozenset[str]] = {}
        for group in self.operators.groups():
            response = await client.usergroups_users_list(usergroup=group)
            members[group] = frozenset(response["users"])
        return members


def _name(info: User) -> str:
    """The name that somebody chose to be shown, else the one they were given."""
    profile = info.get("profile", {})
    return profile.get("display_name") or info.get("real_name") or info.get("name") or ""
