"""The processes that `togi` starts; each is imported only when it is asked for."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, ClassVar

import typer

from core.errors import TogiError

app = typer.Typer(rich_markup_mode=None)

Port = Annotated[int, typer.Option(min=0, max=65535, help="The port to listen on; 0: any.")]
Data = Annotated[Path, typer.Option(file_okay=False, help="The folder that holds its state.")]


class NotInstalled(TogiError):
    template: ClassVar[str] = (
        "The {part} is not installed here ({missing} is missing). "
        "Whoever set Togi up can add it: pip install 'togi[{part}]', or ./run --setup-only."
    )


@app.command()
def trainer(
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Port = 8200,
    data: Data = Path("data/trainer"),
) -> None:
    """Start the server that fine-tunes open-weight models."""
    try:
        from trainer.__main__ import main
    except ModuleNotFoundError as error:
        raise NotInstalled(part="trainer", missing=error.name or "a package") from error
    arguments = ["--host", host, "--port", str(port), "--data", str(data)]
    raise typer.Exit(main(arguments))


@app.command()
def sandbox(
    port: Port = 8100,
    data: Data = Path("data/sandbox"),
    manifest: Annotated[
        Path, typer.Option(exists=True, dir_okay=False, help="The app's manifest.")
    ] = Path("manifest.yml"),
) -> None:
    """Start a Slack for this machine alone."""
    from sandbox.__main__ import main

    arguments = ["--port", str(port), "--data", str(data), "--manifest", str(manifest)]
    raise typer.Exit(main(arguments))
