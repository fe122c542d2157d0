"""One call of a Web API method, and the table entry that says what it takes."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Literal

from sandbox.house import House
from sandbox.json_types import JsonObject
from sandbox.rates import Rate
from sandbox.refusal import Refusal


class Kind(Enum):
    """What an argument may be. Forms and queries carry everything as text."""

    TEXT = auto()
    NUMBER = auto()
    FLAG = auto()
    IDS = auto()  # a list, or one text with commas
    OBJECT = auto()
    OBJECTS = auto()


@dataclass
class Call:
    """What a method's handler gets: the house, and arguments that already have their types."""

    house: House
    args: JsonObject
    warnings: list[str] = field(default_factory=list)

    def text(self, name: str) -> str:
        return str(self.args.get(name, ""))

    def number(self, name: str, default: int) -> int:
        return int(self.args.get(name, default))

    def flag(self, name: str) -> bool:
        return bool(self.args.get(name, False))

    def ids(self, name: str) -> list[str]:
        return list(self.args.get(name, []))

    def object(self, name: str) -> JsonObject:
        return dict(self.args.get(name, {}))

    def objects(self, name: str) -> list[JsonObject]:
        return list(self.args.get(name, []))

    def has(self, name: str) -> bool:
        return name in self.args


@dataclass(frozen=True)
class Method:
    """A method of the Web API."""

    name: str
    run: Callable[[Call], JsonObject]
    rate: Rate
    needs: Mapping[str, Kind] = field(default_factory=dict)
    takes: Mapping[str, Kind] = field(default_factory=dict)
    scopes: tuple[str, ...] = ()  # any one of them is enough
    token: Literal["bot", "app", "none"] = "bot"


EVERYWHERE = {"token": Kind.TEXT, "team_id": Kind.TEXT}


def arguments(method: Method, raw: Mapping[str, object]) -> JsonObject:
    """The arguments with their types, or Slack's refusal of what is unknown, missing or wrong."""
    known = {**EVERYWHERE, **method.needs, **method.takes}
    complaints = [f"unknown argument: {name}" for name in raw if name not in known]
    complaints += [f"missing required field: {name}" for name in method.needs if name not in raw]
    args: JsonObject = {}
    for name, value in raw.items():
        if name not in known or name == "token":
            continue
        try:
            args[name] = _typed(known[name], value)
        except (TypeError, ValueError):
            if name in {"blocks", "attachments"}:
                raise Refusal(f"invalid_{name}_format") from None
            wanted = _WANTED[known[name]]
            complaints.append(f"must be {wanted} [json-pointer:/{name}]")
    if complaints:
        raise Refusal("invalid_arguments", complaints)
    return args


_WANTED = {
    Kind.TEXT: "a string",
    Kind.NUMBER: "a number",
    Kind.FLAG: "a boolean",
    Kind.IDS: "a list of ids",
    Kind.OBJECT: "an object",
    Kind.OBJECTS: "an array",
}
_FLAGS = {"1": True, "true": True, "0": False, "false": False}


def _typed(kind: Kind, value: object) -> object:
    match kind, value:
        case Kind.TEXT, str():
            return value
        case Kind.TEXT, int() | float() if not isinstance(value, bool):
            return str(value)
        case Kind.NUMBER, int() if not isinstance(value, bool):
            return value
        case Kind.NUMBER, str():
            return int(value)
        case Kind.FLAG, bool():
            return value
        case Kind.FLAG, str() | int():
            return _flag(str(value).lower())
        case Kind.IDS, list():
            return [str(one) for one in value]
        case Kind.IDS, str():
            return [one.strip() for one in value.split(",") if one.strip()]
        case (Kind.OBJECT | Kind.OBJECTS), str():
            return _typed(kind, json.loads(value))
        case Kind.OBJECT, dict():
            return value
        case Kind.OBJECTS, list():
            return value
        case _:
            raise TypeError(kind)


def _flag(text: str) -> bool:
    if text not in _FLAGS:
        raise ValueError(text)
    return _FLAGS[text]
