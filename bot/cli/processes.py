"""The processes that `togi` starts; each is imported only when it is asked for."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, ClassVar

import typer

from bot.cli.attached import end_with_starter
from bot.cli.doctor import doctor
from bot.settings import environment, read
from core.errors import TogiError

if TYPE_CHECKING:
    from bot.settings import Settings

app = typer.Typer(rich_markup_mode=None)
app.command()(doctor)
ROOT = Path(__file__).parents[2]

Port = Annotated[int, typer.Option(min=0, max=65535, help="The port to listen on; 0: any.")]
Data = Annotated[Path, typer.Option(file_okay=False, help="The folder that holds its state.")]
Attached = Annotated[
    bool, typer.Option("--attached", hidden=True, help="End when standard input closes.")
]


class NotInstalled(TogiError):
    template: ClassVar[str] = (
        "The {part} is not installed here ({missing} is missing). "
        "Whoever set Togi up can add it: pip install 'togi[{part}]', or ./run --setup-only."
    )


@app.command()
def run(
    *,
    tour: Annotated[
        bool, typer.Option("--tour", help="Play the whole loop in the terminal, then end.")
    ] = False,
    data: Annotated[
        Path | None,
        typer.Option(file_okay=False, help="The folder that holds all state; default: ./data."),
    ] = None,
    env: Annotated[
        Path, typer.Option(dir_okay=False, help="The file that names your Slack and provider.")
    ] = Path(".env"),
    browser: Annotated[
        bool, typer.Option("--browser/--no-browser", help="Open the sandbox in a browser.")
    ] = True,
) -> None:
    """Start everything: Slack and a trainer on this machine, or the real ones that .env names."""
    from bot.cli.running.command import run as run_everything

    raise typer.Exit(run_everything(env=env, data=data, tour=tour, browser=browser))


@app.command()
def bot(*, attached: Attached = False) -> None:
    """Start Togi over Socket Mode; it reads the environment, not .env."""
    settings = read(environment(), needs=("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"))
    if attached:
        end_with_starter()
    gc.disable()  # next to all that is loaded stays; `settle` turns it on again
    from bot.process import run_socket

    _live(settings, run_socket(settings))


@app.command()
def web() -> None:
    """Start Togi over signed HTTP; it reads the environment, not .env."""
    settings = read(environment(), needs=("SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET"))
    gc.disable()  # as above
    from bot.process import run_web

    _live(settings, run_web(settings))


def _live(settings: Settings, process: Coroutine[object, object, int]) -> None:
    from slack_sdk.errors import SlackApiError

    from bot.process import configure_logs
    from bot.slack.refusals import slack_refusal

    configure_logs(settings.log_format)
    try:
        code = asyncio.run(process)
    except SlackApiError as error:
        raise slack_refusal(error) from error
    raise typer.Exit(code)


@app.command()
def migrate() -> None:
    """Bring the database to the newest schema; do this before a new version starts."""
    settings = read(environment(), needs=())
    from dbos import DBOS

    from bot.app import engine_url
    from bot.cli.speaking import say
    from bot.schema import METADATA
    from core.storage import DataFolder
    from core.storage import migrate as migrate_tables
    from core.storage.database import sync_url

    folder = DataFolder(settings.data)
    if settings.database_url.startswith("sqlite"):
        folder.acquire()
    migrate_tables(settings.database_url, METADATA)
    engine = sync_url(engine_url(settings))
    DBOS.migrate(engine.render_as_string(hide_password=False))
    folder.release()
    say("The database is up to date.")


@app.command()
def trainer(
    *,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Port = 8200,
    data: Data = Path("data/trainer"),
    prepare: Annotated[
        list[str] | None,
        typer.Option(help="A base model to bring to this disk now, not at its first use."),
    ] = None,
    attached: Attached = False,
) -> None:
    """Start the server that fine-tunes open-weight models."""
    if attached:
        end_with_starter()
    try:
        from trainer.__main__ import main
    except ModuleNotFoundError as error:
        raise NotInstalled(part="trainer", missing=error.name or "a package") from error
    arguments = ["--host", host, "--port", str(port), "--data", str(data)]
    arguments += [part for base in prepare or [] for part in ("--prepare", base)]
    raise typer.Exit(main(arguments, key=environment().get("TOGI_TRAINER_KEY")))


@app.command()
def sandbox(
    *,
    port: Port = 8100,
    data: Data = Path("data/sandbox"),
    manifest: Annotated[
        Path, typer.Option(exists=True, dir_okay=False, help="The app's manifest.")
    ] = ROOT / "manifest.yml",
    attached: Attached = False,
) -> None:
    """Start a Slack for this machine alone."""
    if attached:
        end_with_starter()
    from sandbox.__main__ import main

    arguments = ["--port", str(port), "--data", str(data), "--manifest", str(manifest)]
    raise typer.Exit(main(arguments))
