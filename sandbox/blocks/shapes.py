"""Small rules that combine: each looks at one JSON value and yields what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

Fault = tuple[str, str]  # JSON pointer, what is wrong there
Shape = Callable[[object, str], Iterator[Fault]]


def text(most: int, least: int = 1) -> Shape:
    """A string of so many characters."""

    def check(value: object, at: str) -> Iterator[Fault]:
        if not isinstance(value, str):
            yield at, "must provide a string"
        elif len(value) < least:
            yield at, f"must be more than {least - 1} characters"
        elif len(value) > most:
            yield at, f"must be less than {most + 1} characters"

    return check


def number(least: float, most: float) -> Shape:
    def check(value: object, at: str) -> Iterator[Fault]:
        if isinstance(value, bool) or not isinstance(value, int | float):
            yield at, "must provide a number"
        elif not least <= value <= most:
            yield at, f"must be between {least:g} and {most:g}"

    return check


def whole(least: int, most: int) -> Shape:
    bounded = number(least, most)

    def check(value: object, at: str) -> Iterator[Fault]:
        if isinstance(value, float):
            yield at, "must provide an integer"
        else:
            yield from bounded(value, at)

    return check


def flag(value: object, at: str) -> Iterator[Fault]:
    if not isinstance(value, bool):
        yield at, "must provide a boolean"


def one_of(*values: str) -> Shape:
    def check(value: object, at: str) -> Iterator[Fault]:
        if value not in values:
            yield at, f"must be one of: {', '.join(values)}"

    return check


def items(shape: Shape, most: int, least: int = 1) -> Shape:
    """A list of so many values of one shape."""

    def check(value: object, at: str) -> Iterator[Fault]:
        if not isinstance(value, list):
            yield at, "must provide an array"
            return
        if len(value) < least:
            yield at, f"no fewer than {least} items required"
        if len(value) > most:
            yield at, f"no more than {most} items allowed"
        for index, one in enumerate(value):
            yield from shape(one, f"{at}/{index}")

    return check


def fields(
    needs: Mapping[str, Shape] | None = None, takes: Mapping[str, Shape] | None = None
) -> Shape:
    """An object with these fields and no others."""
    required, optional = dict(needs or {}), dict(takes or {})
    known = {**required, **optional}

    def check(value: object, at: str) -> Iterator[Fault]:
        if not isinstance(value, dict):
            yield at, "must provide an object"
            return
        for name in required:
            if name not in value:
                yield at, f"missing required field: {name}"
        for name, inner in value.items():
            if name not in known:
                yield f"{at}/{name}", f"invalid additional property: {name}"
            else:
                yield from known[name](inner, f"{at}/{name}")

    return check


def by_type(table: Mapping[str, Shape], noun: str) -> Shape:
    """An object whose `type` says which shape it has."""

    def check(value: object, at: str) -> Iterator[Fault]:
        if not isinstance(value, dict):
            yield at, "must provide an object"
            return
        kind = value.get("type")
        if not isinstance(kind, str) or kind not in table:
            yield f"{at}/type", f"unsupported {noun}: {kind}"
            return
        inner = table[kind]
        yield from inner({key: one for key, one in value.items() if key != "type"}, at)

    return check


def all_of(*shapes: Shape) -> Shape:
    def check(value: object, at: str) -> Iterator[Fault]:
        for shape in shapes:
            yield from shape(value, at)

    return check


def exactly_one(*names: str) -> Shape:
    def check(value: object, at: str) -> Iterator[Fault]:
        if isinstance(value, dict) and sum(name in value for name in names) != 1:
            yield at, f"must have exactly one of: {', '.join(names)}"

    return check


def at_least_one(*names: str) -> Shape:
    def check(value: object, at: str) -> Iterator[Fault]:
        if isinstance(value, dict) and not any(name in value for name in names):
            yield at, f"must have at least one of: {', '.join(names)}"

    return check
