"""`python -m sandbox`: the sandbox as a process of its own."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import logging
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from sandbox.delivery import Patience
from sandbox.server import Options, running


def _seconds(text: str) -> tuple[float, ...]:
    return tuple(float(one) for one in text.split(","))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="sandbox", description="A Slack for one machine.")
    add = parser.add_argument
    add("--port", type=int, default=8100, help="0 takes any free port")
    add("--data", type=Path, default=Path("data/sandbox"), help="where everything is kept")
    add("--manifest", type=Path, default=Path("manifest.yml"), help="the app's manifest")
    add("--request-url", default="", help="POST signed events there when no websocket is open")
    add("--allow-faults", action="store_true", help="open /control/ (for tests)")
    add("--origin", action="append", default=[], help="a further page that may act as people")
    add(
        "--decline-optional-scopes",
        action="store_true",
        help="as if the installer had declined bot_optional",
    )
    add("--rate-scale", type=float, default=1.0, help="times Slack's rate limits; inf: none")
    add("--ack-timeout", type=float, default=3.0, help="seconds to acknowledge in")
    add(
        "--retry-delays",
        type=_seconds,
        default=(0.0, 60.0, 300.0),
        help="seconds before each new delivery of an ignored event, with commas",
    )
    add("--socket-lifetime", type=float, default=3600.0, help="seconds until a refresh")
    add("--stream-ttl", type=float, default=300.0, help="seconds until a stream is closed")
    return parser


def _options(argv: Sequence[str] | None) -> Options:
    chosen = _parser().parse_args(argv)
    return Options(
        data=chosen.data,
        manifest=chosen.manifest,
        port=chosen.port,
        request_url=chosen.request_url,
        allow_faults=chosen.allow_faults,
        origins=frozenset(chosen.origin),
        optional_scopes=not chosen.decline_optional_scopes,
        rate_scale=chosen.rate_scale,
        patience=Patience(chosen.ack_timeout, chosen.retry_delays),
        socket_lifetime_s=chosen.socket_lifetime,
        stream_ttl_s=chosen.stream_ttl,
    )


async def _serve(options: Options) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with running(options) as house:
        print(f"listening on {house.base_url}", flush=True)  # noqa: T201 (the promised line)
        await stop.wait()


def main(argv: Sequence[str] | None = None) -> int:
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    options = _options(argv)
    try:
        asyncio.run(_serve(options))
    except OSError as problem:
        sys.stderr.write(f"The sandbox can't start: {problem}\n")
        return 1
    return 0


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        sys.exit(main())
