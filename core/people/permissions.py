"""The one table of who may do what."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from core.errors import TogiError


class Role(StrEnum):
    VISITOR = "visitor"  # guests, people of other organisations, bots
    MEMBER = "member"
    OPERATOR = "operator"


class Action(StrEnum):
    LOOK = "look"
    ASK = "ask"
    RATE = "rate"
    DECIDE = "decide"  # which of two answers in a data set is right
    ADD_DATA = "add_data"
    TRAIN = "train"
    CANCEL = "cancel"
    USE = "use"
    EXPORT = "export"  # data as a file
    SET_EMOJI = "set_emoji"  # what an emoji says of an answer
    CHANGE_DATA = "change_data"  # its name, and whether it is there at all


MEMBERS_MAY = frozenset({Action.LOOK, Action.ASK, Action.RATE, Action.DECIDE})

MAY: dict[Role, frozenset[Action]] = {
    Role.VISITOR: frozenset(),
    Role.MEMBER: MEMBERS_MAY,
    Role.OPERATOR: frozenset(Action),
}


class NotAllowed(TogiError):
    template: ClassVar[str] = (
        "Only operators can do this. Whoever set Togi up names them in TOGI_OPERATORS; "
        "if nobody is named there, the workspace's owners and admins are the operators."
    )


class VisitorsCannot(NotAllowed):
    template: ClassVar[str] = (
        "Togi only works for full members of this workspace. Ask one of them to do this for you."
    )


def require(role: Role, action: Action) -> None:
    """Let it pass, or say who could.

    Raises:
        NotAllowed: when the table has no such entry.
    """
    if action in MAY[role]:
        return
    raise VisitorsCannot if role is Role.VISITOR else NotAllowed
