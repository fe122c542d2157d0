"""The app's secrets: made at the first start, kept in the data folder for its owner alone."""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Tokens:
    """What Slack would show once on its settings pages."""

    bot_token: str
    app_token: str
    signing_secret: str

    def __repr__(self) -> str:
        return "Tokens(…)"  # so that no log ever shows them


def load_or_make(path: Path) -> Tokens:
    if path.exists():
        return Tokens(**json.loads(path.read_text(encoding="utf-8")))
    tokens = Tokens(
        bot_token=f"xoxb-sandbox-{secrets.token_hex(16)}",
        app_token=f"xapp-1-A0TOGI-{secrets.token_hex(16)}",
        signing_secret=secrets.token_hex(16),
    )
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(asdict(tokens), file)
    return tokens
