"""A command with who typed it where."""

from __future__ import annotations

from dataclasses import dataclass

from bot.slack.people import Known


@dataclass(frozen=True, slots=True)
class Asked:
    """What every command is answered by, whether it was typed or clicked."""

    person: Known
    channel: str
    cause: str
    trigger: str

    @property
    def team(self) -> str:
        return self.person.person.team
