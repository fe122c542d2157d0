"""A process that must not outlive who started it: it ends when its standard input closes.

The other end of that pipe is held by its starter alone, so even `kill -9` of the starter closes it.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time

PATIENCE_SECONDS = 60.0


def end_with_starter() -> None:
    threading.Thread(target=_watch, name="starter", daemon=True).start()


def _watch() -> None:
    while os.read(sys.stdin.fileno(), 1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(PATIENCE_SECONDS)
    os.kill(os.getpid(), signal.SIGKILL)
