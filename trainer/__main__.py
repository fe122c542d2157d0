"""`python -m trainer`: starts the server."""

from __future__ import annotations

import argparse
import logging
import os
import secrets
import signal
import socket
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import uvicorn

from trainer import bases, child, durable, journal
from trainer.places import Places
from trainer.protocol.app import Settings, build

log = logging.getLogger(__name__)
MEGABYTE = 1024 * 1024
LOOPBACK = ("127.0.0.1", "::1", "localhost")


class Announced(uvicorn.Server):
    """Says where it listens once it does: programs that start us wait for that line."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        for opened in sockets or []:
            host, port = opened.getsockname()[:2]
            print(f"listening on http://{host}:{port}/v1", flush=True)  # noqa: T201 - promised


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="togi trainer", description="Fine-tune open-weight models and serve them."
    )
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8200, help="0: any free port")
    parser.add_argument("--data", type=Path, default=Path("data/trainer"))
    parser.add_argument("--key", help="default: made at the first start, kept in DATA/key")
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    parser.add_argument(
        "--save-seconds", type=float, default=60.0, help="how much a crash may lose"
    )
    parser.add_argument("--max-file-mb", type=int, default=512)
    parser.add_argument(
        "--base",
        action="append",
        default=[],
        metavar="NAME=PATH",
        help="a base model of your own: a folder with safetensors and a tokenizer",
    )
    parser.add_argument(
        "--prepare",
        action="append",
        default=[],
        choices=[base.id for base in bases.BASES],
        metavar="BASE",
        help="bring this base to the disk at the start, not at its first use",
    )
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None, *, key: str | None = None) -> int:
    chosen = parse(sys.argv[1:] if arguments is None else arguments)
    journal.start()
    places = Places(chosen.data.resolve())
    try:
        places.make()
        own_bases = tuple(bases.local(setting) for setting in chosen.base)
    except (OSError, ValueError) as error:
        return _refuse(f"{error}", 2)
    owner = durable.lock(places.lock)
    if owner is None:
        return _refuse(
            f"Another trainer (process {places.lock.read_text()}) owns {places.root}.", 1
        )
    durable.sign(owner)
    if chosen.host not in LOOPBACK:
        log.warning("%s: everybody who reaches it sees what is sent, unencrypted", chosen.host)
    settings = Settings(
        places=places,
        key=chosen.key or key or kept_key(places.key),
        bases=(*own_bases, *bases.BASES),
        threads=max(1, chosen.threads),
        save_seconds=chosen.save_seconds,
        largest_file=chosen.max_file_mb * MEGABYTE,
    )
    try:
        listening = socket.create_server((chosen.host, chosen.port))
    except OSError as error:
        return _refuse(f"Can't listen on {chosen.host}:{chosen.port}: {error.strerror}.", 1)
    for name in chosen.prepare:
        subprocess.Popen(  # noqa: S603 (our own module; it ends by itself, and may outlive us)
            child.command("trainer.preparing", str(places.bases), name), env=child.environment(1)
        )
    serve(settings, listening)
    return 0


def serve(settings: Settings, listening: socket.socket) -> None:
    """Until a signal says otherwise; uvicorn leaves in peace and raises the signal once more."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: None)
    config = uvicorn.Config(
        build(settings), log_config=None, access_log=False, timeout_graceful_shutdown=3
    )
    Announced(config).run(sockets=[listening])


def kept_key(path: Path) -> str:
    """The key made at the first start: readable by its owner alone."""
    if path.is_file():
        return path.read_text().strip()
    made = f"sk-togi-{secrets.token_urlsafe(32)}"
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as stream:
        stream.write(made)
    return made


def _refuse(reason: str, code: int) -> int:
    sys.stderr.write(f"{reason}\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
