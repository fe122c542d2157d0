"""How the command line speaks: results on stdout, complaints on stderr, one object for programs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import typer

from core.errors import Detail, TogiError

if TYPE_CHECKING:
    from bot.locales import Words

Json = None | bool | int | float | str | Sequence["Json"] | Mapping[str, "Json"]


def say(sentence: str, /, **details: Detail) -> None:
    typer.echo(_translated(sentence, details))


def complain(sentence: str, /, **details: Detail) -> None:
    typer.echo(_translated(sentence, details), err=True)


def refuse(error: TogiError, *, to_a_program: bool) -> None:
    """Say why nothing was done; a program that asked for JSON gets it as JSON, too."""
    complain(error.template, **error.details)
    if to_a_program:
        answer({"error": {"code": type(error).__name__, "message": str(error)}})


def answer(value: Json) -> None:
    """The one JSON object of `--json`."""
    import orjson

    typer.echo(orjson.dumps(value, option=orjson.OPT_INDENT_2).decode())


def words() -> Words:
    """The words for who sits at this terminal, by its locale."""
    from bot.locales import words_for
    from bot.settings import environment

    variables = environment()
    chosen = (variables.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    locale = next(filter(None, chosen), "en")
    return words_for(locale.partition(".")[0])


def _translated(sentence: str, details: dict[str, Detail]) -> str:
    return words()(sentence, **details)
