"""A port that is free: the usual one, or the next."""

from __future__ import annotations

import socket

TRIES = 100


def free_port(first: int) -> int:
    """The first port from `first` on that nobody listens on."""
    for port in range(first, first + TRIES):
        try:
            socket.create_server(("127.0.0.1", port)).close()
        except OSError:
            continue
        return port
    return 0  # the system chooses
