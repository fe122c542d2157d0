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
    caller: Literal["bot", "app", "anybody"] = "bot"  # whose token is asked for


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
        except (KeyError, TypeError, ValueError):
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


def _typed(kind: Kind, value: object) -> object:
    if isinstance(value, str):
        return _READERS[kind](value)
    if not isinstance(value, _JSON[kind]) or (isinstance(value, bool) and kind is not Kind.FLAG):
        raise TypeError(kind)
    if kind is Kind.TEXT:
        return str(value)
    return _flag(str(value)) if kind is Kind.FLAG else value


def _flag(text: str) -> bool:
    return {"1": True, "true": True, "0": False, "false": False}[text.lower()]


def _ids(text: str) -> list[str]:
    return [one.strip() for one in text.split(",") if one.strip()]


def _object(text: str) -> object:
    return _typed(Kind.OBJECT, _parsed(text))


def _objects(text: str) -> object:
    return _typed(Kind.OBJECTS, _parsed(text))


def _parsed(text: str) -> object:
    """JSON inside a form, which must not hold a text again."""
    parsed: object = json.loads(text)
    if isinstance(parsed, str):
        raise TypeError(text)
    return parsed


_READERS: dict[Kind, Callable[[str], object]] = {
    Kind.TEXT: str,
    Kind.NUMBER: int,
    Kind.FLAG: _flag,
    Kind.IDS: _ids,
    Kind.OBJECT: _object,
    Kind.OBJECTS: _objects,
}
_JSON: dict[Kind, tuple[type, ...]] = {
    Kind.TEXT: (int, float),
    Kind.NUMBER: (int,),
    Kind.FLAG: (bool, int),
    Kind.IDS: (list,),
    Kind.OBJECT: (dict,),
    Kind.OBJECTS: (list,),
}
