"""A person as the workspace knows them, and the role that gives them here."""

from __future__ import annotations

from dataclasses import dataclass

from core.people.permissions import Role

EVERYBODY = "*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One member of a workspace, or a visitor to it."""

    id: str
    team: str
    name: str = ""  # as colleagues see it
    locale: str = "en-US"
    timezone: str = "UTC"
    is_admin: bool = False
    is_guest: bool = False
    is_bot: bool = False
    is_foreign: bool = False


@dataclass(frozen=True, slots=True)
class Operators:
    """`TOGI_OPERATORS`: user ids and ids of user groups, or `*`; empty: the workspace's admins.

    `members_of` maps a user group's id to the ids of its members.
    """

    named: frozenset[str] = frozenset()

    @classmethod
    def parse(cls, text: str) -> Operators:
        return cls(frozenset(text.replace(",", " ").split()))

    def groups(self) -> frozenset[str]:
        """The user groups whose members have to be looked up."""
        return frozenset(name for name in self.named if name.startswith("S"))

    def role_of(self, person: Person, members_of: dict[str, frozenset[str]]) -> Role:
        if person.is_bot or person.is_guest or person.is_foreign:
            return Role.VISITOR
        if not self.named:
            return Role.OPERATOR if person.is_admin else Role.MEMBER
        in_group = any(person.id in members_of.get(group, ()) for group in self.groups())
        if EVERYBODY in self.named or person.id in self.named or in_group:
            return Role.OPERATOR
        return Role.MEMBER
