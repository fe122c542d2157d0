"""System prompts: one for all examples, once, at the beginning."""

from __future__ import annotations

from core.datasets.checking.row import Row
from core.datasets.checking.system_prompts import SystemPrompts
from tests.core.datasets.checking.rows import found, row

SEVERAL, MISSING = "inconsistent_system_prompt:several", "inconsistent_system_prompt:missing"


def told(*prompts: str | None) -> list[Row]:
    return [row(number, "Yes.", system=prompt) for number, prompt in enumerate(prompts, start=1)]


def talk(*roles: str) -> Row:
    return Row.of(1, {"messages": [{"role": role, "content": role} for role in roles]})


def test_other_prompts_than_the_usual_one_are_named() -> None:
    prompts = told(*["Be kind."] * 8, "Be brief.", "Be kind.", "Be brave.")

    assert found(SystemPrompts, prompts) == [(SEVERAL, (9, 11))]


def test_spaces_width_and_case_make_no_other_prompt() -> None:
    assert found(SystemPrompts, told("Be  kind.", "be kind.\n", "\uff22e kind.", "Be kind.")) == []


def test_the_fewer_of_those_with_and_without_are_named() -> None:
    assert found(SystemPrompts, told(*["Be kind."] * 5, None)) == [(MISSING, (6,))]
    assert found(SystemPrompts, told(*[None] * 5, "Be kind.")) == [(MISSING, (6,))]


def test_none_or_one_for_all_is_fine() -> None:
    assert found(SystemPrompts, told(*[None] * 9)) == []
    assert found(SystemPrompts, told(*["Be kind."] * 9)) == []


def test_prompts_that_carry_each_case_are_fine() -> None:
    assert found(SystemPrompts, told(*[f"The customer has {n} orders." for n in range(40)])) == []


def test_a_system_message_stands_once_and_first() -> None:
    assert found(SystemPrompts, [talk("system", "user", "assistant")]) == []
    assert found(SystemPrompts, [talk("developer", "user", "assistant")]) == []
    assert found(SystemPrompts, [talk("system", "user", "system", "assistant")]) == [
        ("system_message:several", (1,))
    ]
    assert found(SystemPrompts, [talk("user", "system", "assistant")]) == [
        ("system_message:late", (1,))
    ]
