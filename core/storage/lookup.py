"""Finds the one thing that a person named: by id, by name, by a prefix of either, or `latest`."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Sequence
from typing import ClassVar, Protocol, TypeVar

from core.errors import TogiError


class Named(Protocol):
    """What has an id and a name that people type."""

    @property
    def id(self) -> str: ...

    @property
    def label(self) -> str: ...


Thing = TypeVar("Thing", bound=Named)


class NotFound(TogiError):
    template: ClassVar[str] = "There is nothing called “{typed}” here. You can choose from: {names}"


class NearlyFound(NotFound):
    template: ClassVar[str] = "There is nothing called “{typed}” here. Did you mean {nearest}?"


class Ambiguous(TogiError):
    template: ClassVar[str] = (
        "“{typed}” could be any of these: {candidates}. Type a little more of the name."
    )


class NothingYet(TogiError):
    template: ClassVar[str] = "There is nothing to choose from yet."


def find(typed: str, things: Sequence[Thing]) -> Thing:
    """The thing meant by `typed`, given all candidates, newest first.

    Raises:
        NotFound: with the names there are, or the nearest one.
        Ambiguous: when a prefix fits several.
        NothingYet: when there are no candidates at all.
    """
    if not things:
        raise NothingYet
    wanted = folded(typed)
    if wanted == "latest":
        return things[0]
    for thing in things:
        if wanted in (folded(thing.id), folded(thing.label)):
            return thing
    begins = [
        thing
        for thing in things
        if any(
            folded(start).startswith(wanted)
            for start in (thing.id, thing.id.partition("_")[2], thing.label)
        )
    ]
    if len(begins) == 1:
        return begins[0]
    if begins:
        raise Ambiguous(typed=typed, candidates=", ".join(thing.label for thing in begins[:5]))
    names = {folded(thing.label): thing.label for thing in things}
    near = difflib.get_close_matches(wanted, names, n=1, cutoff=0.5)
    if near:
        raise NearlyFound(typed=typed, nearest=names[near[0]])
    raise NotFound(typed=typed, names=", ".join(list(names.values())[:5]))


def folded(text: str) -> str:
    """Small and large letters are the same, and so is what a Japanese keyboard makes wide."""
    return unicodedata.normalize("NFKC", text).casefold().strip()
