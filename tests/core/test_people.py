"""The one table of who may do what, entry by entry."""

from __future__ import annotations

import pytest

from core.people import Action, NotAllowed, Operators, Person, Role, require

MAY = {
    (Role.MEMBER, Action.LOOK),
    (Role.MEMBER, Action.ASK),
    (Role.MEMBER, Action.RATE),
    (Role.MEMBER, Action.DECIDE),
    (Role.OPERATOR, Action.LOOK),
    (Role.OPERATOR, Action.ASK),
    (Role.OPERATOR, Action.RATE),
    (Role.OPERATOR, Action.DECIDE),
    (Role.OPERATOR, Action.ADD_DATA),
    (Role.OPERATOR, Action.TRAIN),
    (Role.OPERATOR, Action.CANCEL),
    (Role.OPERATOR, Action.USE),
    (Role.OPERATOR, Action.EVALUATE),
    (Role.OPERATOR, Action.EXPORT),
    (Role.OPERATOR, Action.IMPORT),
    (Role.OPERATOR, Action.SET_EMOJI),
    (Role.OPERATOR, Action.CHANGE_DATA),
}
EVERY = [(role, action) for role in Role for action in Action]


@pytest.mark.parametrize(("role", "action"), sorted(MAY))
def test_allowed(role: Role, action: Action) -> None:
    require(role, action)


@pytest.mark.parametrize(("role", "action"), [pair for pair in EVERY if pair not in MAY])
def test_refused_with_a_sentence_that_says_who_could(role: Role, action: Action) -> None:
    with pytest.raises(NotAllowed) as refusal:
        require(role, action)

    helper = "full members of this workspace" if role is Role.VISITOR else "Whoever set Togi up"
    assert helper in str(refusal.value)


@pytest.mark.parametrize("names", [("Aiko",), ("Aiko", "Ben"), ("Aiko", "Ben", "Chika")])
def test_a_member_is_told_by_name_who_could(names: tuple[str, ...]) -> None:
    with pytest.raises(NotAllowed) as refusal:
        require(Role.MEMBER, Action.TRAIN, names)

    assert all(name in str(refusal.value) for name in names)
    assert "TOGI" not in str(refusal.value)


def test_where_nobody_is_named_the_owners_and_admins_are() -> None:
    with pytest.raises(NotAllowed, match="owners and admins"):
        require(Role.MEMBER, Action.TRAIN, admins_operate=True)


def role(operators: str, group: frozenset[str] = frozenset(), **person: bool) -> Role:
    somebody = Person(id="U1", team="T1", **person)  # type: ignore[arg-type]  # flags alone
    return Operators.parse(operators).role_of(somebody, {"S1": group})


@pytest.mark.parametrize("operators", ["", "U1", "S1", "*", "U1, S1 *"])
@pytest.mark.parametrize("what", ["is_guest", "is_bot", "is_foreign"])
def test_guests_bots_and_people_of_elsewhere_are_visitors_whatever_is_set(
    operators: str, what: str
) -> None:
    visitor = {what: True, "is_admin": True}

    assert role(operators, frozenset({"U1"}), **visitor) is Role.VISITOR


def test_without_a_setting_the_admins_are_the_operators() -> None:
    assert role("", is_admin=True) is Role.OPERATOR
    assert role("") is Role.MEMBER
    assert role(" , ", is_admin=True) is Role.OPERATOR


def test_with_a_setting_an_admin_is_a_member_like_others() -> None:
    assert role("U2", is_admin=True) is Role.MEMBER


@pytest.mark.parametrize("operators", ["U1", "U2,U1", "U2 U1", " U2 ,\n U1 ", "*", "U2, *"])
def test_an_operator_is_named_by_id_or_by_a_star(operators: str) -> None:
    assert role(operators) is Role.OPERATOR


def test_an_operator_is_a_member_of_a_named_group() -> None:
    assert role("S1", frozenset({"U1", "U2"})) is Role.OPERATOR
    assert role("S1", frozenset({"U2"})) is Role.MEMBER
    assert role("U2", frozenset({"U1"})) is Role.MEMBER


def test_only_groups_have_to_be_looked_up() -> None:
    assert Operators.parse("U1, S1 S2 W3 *").groups() == {"S1", "S2"}


def test_part_of_an_id_names_nobody() -> None:
    assert role("U12 U") is Role.MEMBER
