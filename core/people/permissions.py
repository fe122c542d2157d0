"""The one table of who may do what."""

from __future__ import annotations

from collections.abc import Sequence
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
    EVALUATE = "evaluate"  # let models be compared, and people be asked
    EXPORT = "export"  # data as a file
    IMPORT = "import"  # ratings that were given elsewhere
    SET_EMOJI = "set_emoji"  # what an emoji says of an answer
    CHANGE_DATA = "change_data"  # its name, and whether it is there at all


MEMBERS_MAY = frozenset({Action.LOOK, Action.ASK, Action.RATE, Action.DECIDE})

MAY: dict[Role, frozenset[Action]] = {
    Role.VISITOR: frozenset(),
    Role.MEMBER: MEMBERS_MAY,
    Role.OPERATOR: frozenset(Action),
}


class NotAllowed(TogiError):
    template: ClassVar[str] = "Only operators can do this. Whoever set Togi up knows who they are."


class AdminsOnly(NotAllowed):
    template: ClassVar[str] = (
        "Only the workspace's owners and admins can do this. Ask one of them to do it for you."
    )


class AskAnAdmin(NotAllowed):
    template: ClassVar[str] = (
        "Only the workspace's owners and admins can do this. Ask one of them, such as {first}, to "
        "do it for you."
    )


class AskOne(NotAllowed):
    template: ClassVar[str] = "Only operators can do this. Ask {first} to do it for you."


class AskOneOfTwo(NotAllowed):
    template: ClassVar[str] = (
        "Only operators can do this. Ask {first} or {second} to do it for you."
    )


class AskOneOfThree(NotAllowed):
    template: ClassVar[str] = (
        "Only operators can do this. Ask {first}, {second} or {third} to do it for you."
    )


class VisitorsCannot(NotAllowed):
    template: ClassVar[str] = (
        "Togi only works for full members of this workspace. Ask one of them to do this for you."
    )


PLACES = ("first", "second", "third")
WHOM_TO_ASK = (NotAllowed, AskOne, AskOneOfTwo, AskOneOfThree)


def require(
    role: Role, action: Action, operators: Sequence[str] = (), *, admins_operate: bool = False
) -> None:
    """Let it pass, or say who could: `operators` are the names of some.

    Raises:
        NotAllowed: when the table has no such entry.
    """
    if action in MAY[role]:
        return
    if role is Role.VISITOR:
        raise VisitorsCannot
    if admins_operate and operators:
        raise AskAnAdmin(first=operators[0])
    if admins_operate:
        raise AdminsOnly
    named = dict(zip(PLACES, operators, strict=False))
    raise WHOM_TO_ASK[len(named)](**named)
