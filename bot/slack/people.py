"""Who somebody is: asked of Slack once in a while, remembered in between."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from slack_sdk.web.async_client import AsyncWebClient

from bot.locales import Words, words_for
from core.people import Action, Operators, Person, Role, require

REMEMBERED_SECONDS = 300.0


@dataclass(frozen=True, slots=True)
class Known:
    """A person with their role and their words."""

    person: Person
    role: Role

    @property
    def id(self) -> str:
        return self.person.id

    @property
    def say(self) -> Words:
        return words_for(self.person.locale)

    def must_be_allowed(self, action: Action) -> None:
        require(self.role, action)


@dataclass
class People:
    """The members of a workspace, as `users.info` tells them."""

    operators: Operators
    _known: dict[tuple[str, str], tuple[float, Known]] = field(default_factory=dict)

    async def get(self, client: AsyncWebClient, *, team: str, user: str) -> Known:
        remembered = self._known.get((team, user))
        now = time.monotonic()
        if remembered and now - remembered[0] < REMEMBERED_SECONDS:
            return remembered[1]
        info = (await client.users_info(user=user, include_locale=True))["user"]
        person = Person(
            id=user,
            team=team,
            locale=info.get("locale", "en-US"),
            timezone=info.get("tz") or "UTC",
            is_admin=bool(info.get("is_admin") or info.get("is_owner")),
            is_guest=bool(info.get("is_restricted") or info.get("is_ultra_restricted")),
            is_bot=bool(info.get("is_bot")),
            is_foreign=info.get("team_id", team) != team,
        )
        known = Known(person, self.operators.role_of(person, await self._groups(client)))
        self._known[(team, user)] = (now, known)
        return known

    async def _groups(self, client: AsyncWebClient) -> dict[str, frozenset[str]]:
        members: dict[str, frozenset[str]] = {}
        for group in self.operators.groups():
            response = await client.usergroups_users_list(usergroup=group)
            members[group] = frozenset(response["users"])
        return members
