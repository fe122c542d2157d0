"""`togi`: the back door for operators, schedules and CI. What it says is in `speaking`.

Commands import what they need when they run: `togi --help` must not wait for a database.
"""

from __future__ import annotations

import sys
import tempfile
import traceback
from typing import NoReturn

import typer

from bot.cli import dataset, processes, summary, verdict
from bot.cli.speaking import complain, refuse
from core.errors import TogiError

app = typer.Typer(
    help="Togi: a team sharpens a language model together, in Slack.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,  # plain help: rich takes longer to load than all of it
    pretty_exceptions_enable=False,
)
app.add_typer(dataset.app, name="dataset")
app.add_typer(verdict.app)
app.add_typer(summary.app)
app.add_typer(processes.app)


def main() -> NoReturn:
    """Exit 0: done. 1: the input has faults. 2: wrong use, as typer says."""
    try:
        app()
    except TogiError as error:
        refuse(error, to_a_program="--json" in sys.argv)
    except Exception as bug:  # noqa: BLE001 (a person gets a sentence, never a traceback)
        _complain_of(bug)
    sys.exit(1)


def _complain_of(bug: Exception) -> None:
    kind = type(bug).__name__
    try:
        file = _written_down(bug)
    except OSError as full:
        complain(
            "Something went wrong inside Togi ({kind}), and it's not your fault. Where it happened "
            "couldn't be written down: {reason}. Free up space and try again.",
            kind=kind,
            reason=full.strerror or str(full),
        )
    else:
        complain(
            "Something went wrong inside Togi ({kind}), and it's not your fault. "
            "Please report it, and attach {file}, which says where it happened.",
            kind=kind,
            file=file,
        )


def _written_down(bug: Exception) -> str:
    with tempfile.NamedTemporaryFile(
        "w", prefix="togi-bug-", suffix=".txt", encoding="utf-8", delete=False
    ) as file:
        traceback.print_exception(bug, file=file)
    return file.name
