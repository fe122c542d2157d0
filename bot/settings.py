"""Every environment variable, read once; all that is missing or wrong is reported at once."""

from __future__ import annotations

import math
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar
from urllib.parse import urlsplit

from core.errors import TogiError
from core.people import Operators

SLACK = "https://slack.com/api/"
OPENAI = "https://api.openai.com/v1"
OAUTH = ("SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET")
DATABASES = ("sqlite://", "postgresql://", "postgres://", "postgresql+psycopg://")


class SettingsIncomplete(TogiError):
    template: ClassVar[str] = "{problems} See .env.example for what each setting means."


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """Where a provider answers, and the key it asks for."""

    base_url: str
    api_key: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the environment says; secrets stay out of `repr`."""

    slack_bot_token: str = field(repr=False)
    slack_app_token: str = field(repr=False)
    slack_signing_secret: str = field(repr=False)
    slack_api_url: str
    chat: Service
    training: Service
    data: Path
    database_url: str = field(repr=False)  # it may hold a password
    operators: Operators
    two_promote: bool
    base_model: str
    poll_seconds: float
    edit_seconds: float
    slack_pace: float
    max_tokens: int
    temperature: float
    max_file_megabytes: int
    batch_from: int
    prices: Path
    host: str
    port: int
    log_format: str


def environment() -> dict[str, str]:
    return dict(os.environ)


def read(variables: Mapping[str, str], *, needs: tuple[str, ...]) -> Settings:
    """Settings from variables; `needs` names those that this process can't do without.

    Raises:
        SettingsIncomplete: with every problem there is.
    """
    problems = [f"{name} is not set." for name in needs if not variables.get(name)]
    if all(name in variables for name in OAUTH):  # Bolt reads them by itself, and hears nothing
        problems.append(f"{' and '.join(OAUTH)} must not be set: Togi is one workspace's own app.")
    values = _Reader(variables, problems)
    data = Path(variables.get("TOGI_DATA") or "data")
    chat = Service(
        base_url=values.url("OPENAI_BASE_URL", OPENAI), api_key=variables.get("OPENAI_API_KEY", "")
    )
    settings = Settings(
        slack_bot_token=variables.get("SLACK_BOT_TOKEN", ""),
        slack_app_token=variables.get("SLACK_APP_TOKEN", ""),
        slack_signing_secret=variables.get("SLACK_SIGNING_SECRET", ""),
        slack_api_url=values.url("SLACK_API_URL", SLACK),
        chat=chat,
        training=Service(
            base_url=values.url("TOGI_TRAINING_BASE_URL", chat.base_url),
            api_key=variables.get("TOGI_TRAINING_API_KEY") or chat.api_key,
        ),
        data=data,
        database_url=values.database(f"sqlite:///{data.absolute() / 'togi.db'}"),
        operators=Operators.parse(variables.get("TOGI_OPERATORS", "")),
        two_promote=values.switch("TOGI_TWO_PROMOTE"),
        base_model=variables.get("TOGI_BASE_MODEL", ""),
        poll_seconds=values.number("TOGI_POLL_SECONDS", 15),
        edit_seconds=values.number("TOGI_EDIT_SECONDS", 1.5),
        slack_pace=values.number("TOGI_SLACK_PACE", 1),
        max_tokens=int(values.number("TOGI_MAX_TOKENS", 512)),
        temperature=values.number("TOGI_TEMPERATURE", 0),
        max_file_megabytes=int(values.number("TOGI_MAX_FILE_MEGABYTES", 40)),
        batch_from=int(values.number("TOGI_BATCH_FROM", 200)),
        prices=values.file("TOGI_PRICES", data / "prices.toml"),
        host=variables.get("TOGI_HOST") or "127.0.0.1",
        port=int(values.number("PORT", 3000)),
        log_format=variables.get("TOGI_LOG_FORMAT") or "text",
    )
    if problems:
        raise SettingsIncomplete(problems=" ".join(problems))
    return settings


@dataclass(frozen=True, slots=True)
class _Reader:
    variables: Mapping[str, str]
    problems: list[str]

    def url(self, name: str, default: str) -> str:
        """The value itself is not repeated: it may be a key that slipped into the wrong line."""
        value = self.variables.get(name) or default
        try:
            parts = urlsplit(value)
            is_url = parts.scheme in {"http", "https"} and bool(parts.hostname)
        except ValueError:
            is_url = False
        if not is_url:
            self.problems.append(f"{name} is not a URL.")
        return value

    def database(self, default: str) -> str:
        """The value itself is not repeated: it holds a password."""
        value = self.variables.get("DATABASE_URL") or default
        if not value.startswith(DATABASES):
            known = " or ".join(DATABASES)
            self.problems.append(f"DATABASE_URL must begin with {known}.")
        return value

    def file(self, name: str, default: Path) -> Path:
        """A file that is named must be there; the default may be missing."""
        value = self.variables.get(name)
        if value and not Path(value).is_file():
            self.problems.append(f"{name} names no file.")
        return Path(value) if value else default

    def switch(self, name: str) -> bool:
        value = self.variables.get(name, "").lower()
        if value not in {"", "yes", "no"}:
            self.problems.append(f"{name} must be yes or no.")
        return value == "yes"

    def number(self, name: str, default: float) -> float:
        value = self.variables.get(name) or str(default)
        try:
            number = float(value)
        except ValueError:
            number = -1.0
        if not math.isfinite(number) or number < 0:
            number = default
            self.problems.append(f"{name} must be a number, 0 or more.")
        return number
