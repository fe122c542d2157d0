"""The safety rails of every test: no foreign network, no settings of the machine it runs on."""

from __future__ import annotations

import ipaddress
import sys

SETTINGS = ("SLACK_", "OPENAI_", "TOGI_")
FURTHER = {"DATABASE_URL", "PORT", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"}


class ForeignNetwork(RuntimeError):
    """A test tried to leave this machine; no handler of network errors takes it for an outage."""


def is_a_setting(name: str) -> bool:
    """Whether a variable of the environment could change what the tests see."""
    return name.startswith(SETTINGS) or name.upper() in FURTHER


def is_loopback(host: object) -> bool:
    if host in {None, "", "localhost", b"localhost"}:
        return True
    name = host.decode() if isinstance(host, bytes) else str(host)
    try:
        return ipaddress.ip_address(name.partition("%")[0]).is_loopback
    except ValueError:
        return False


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if event == "socket.connect":
        address = arguments[1]
        if isinstance(address, tuple) and not is_loopback(address[0]):
            raise ForeignNetwork(f"connect to {address}")
    elif event == "socket.getaddrinfo":
        host = arguments[0]
        if not is_loopback(host) and host not in {"0.0.0.0", "::"}:  # noqa: S104 (looked up to bind)
            raise ForeignNetwork(f"look up {host!r}")


def stay_on_this_machine() -> None:
    """From now on, for the life of this process: an audit hook can't be taken away again."""
    sys.addaudithook(_watch)
