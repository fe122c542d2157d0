"""The environment, read once: all problems at once, no secret in sight."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.settings import SettingsIncomplete, read
from core.storage.database import async_url

SECRETS = {
    "SLACK_BOT_TOKEN": "xoxb-secret",
    "SLACK_APP_TOKEN": "xapp-secret",
    "SLACK_SIGNING_SECRET": "signing-secret",
    "OPENAI_API_KEY": "sk-secret",
    "TOGI_TRAINING_API_KEY": "sk-training-secret",
    "DATABASE_URL": "postgresql://togi:password-secret@127.0.0.1/togi",
}
NUMBERS = [
    "TOGI_POLL_SECONDS",
    "TOGI_EDIT_SECONDS",
    "TOGI_SLACK_PACE",
    "TOGI_MAX_TOKENS",
    "TOGI_TEMPERATURE",
    "TOGI_MAX_FILE_MEGABYTES",
    "TOGI_BATCH_FROM",
    "PORT",
]


def test_nothing_is_needed_unless_it_is_named() -> None:
    settings = read({}, needs=())

    assert settings.slack_api_url == "https://slack.com/api/"
    assert settings.chat.base_url == "https://api.openai.com/v1"
    assert settings.training == settings.chat
    assert settings.database_url == f"sqlite:///{Path('data').absolute() / 'togi.db'}"


def test_every_problem_is_told_at_once() -> None:
    variables = {"OPENAI_BASE_URL": "localhost:8200", "PORT": "http", "TOGI_TEMPERATURE": "warm"}

    with pytest.raises(SettingsIncomplete) as refusal:
        read(variables, needs=("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"))

    for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", *variables):
        assert name in str(refusal.value)


@pytest.mark.parametrize("name", NUMBERS)
@pytest.mark.parametrize("value", ["nan", "inf", "-inf", "-1", "1e999", "many", "1,5", "sk-secret"])
def test_what_is_no_number_is_named_and_not_repeated(name: str, value: str) -> None:
    with pytest.raises(SettingsIncomplete, match=name) as refusal:
        read({name: value}, needs=())

    assert value not in str(refusal.value)


@pytest.mark.parametrize("name", ["SLACK_API_URL", "OPENAI_BASE_URL", "TOGI_TRAINING_BASE_URL"])
@pytest.mark.parametrize(
    "value", ["slack.com/api", "ftp://x", "http://", "http://[", "https:///v1", "sk-secret"]
)
def test_what_is_no_url_is_named_and_not_repeated(name: str, value: str) -> None:
    with pytest.raises(SettingsIncomplete, match=name) as refusal:
        read({name: value}, needs=())

    assert value not in str(refusal.value)


@pytest.mark.parametrize("value", ["mysql://secret@x/y", "togi.db", "://"])
def test_a_database_that_is_not_known_is_named_without_its_password(value: str) -> None:
    with pytest.raises(SettingsIncomplete, match="DATABASE_URL") as refusal:
        read({"DATABASE_URL": value}, needs=())

    assert "secret" not in str(refusal.value)


@pytest.mark.parametrize(
    "url", ["postgres://u:p@h/d", "postgresql://u:p@h/d", "postgresql+psycopg://u:p@h/d"]
)
def test_postgresql_is_understood_however_a_host_writes_it(url: str) -> None:
    assert async_url(read({"DATABASE_URL": url}, needs=()).database_url).drivername == (
        "postgresql+psycopg"
    )


@given(st.dictionaries(st.sampled_from([*NUMBERS, *SECRETS, "SLACK_API_URL"]), st.text()))
def test_any_environment_is_settings_or_a_refusal(variables: dict[str, str]) -> None:
    try:
        read(variables, needs=("SLACK_BOT_TOKEN",))
    except SettingsIncomplete:
        return
    assert variables["SLACK_BOT_TOKEN"]


def test_no_secret_is_in_what_is_printed() -> None:
    settings = read(SECRETS, needs=tuple(SECRETS))

    assert "secret" not in repr(settings)
    assert "secret" not in str(settings)


def test_an_empty_variable_is_one_that_is_not_set() -> None:
    settings = read({"PORT": "", "DATABASE_URL": "", "OPENAI_BASE_URL": ""}, needs=())

    assert (settings.port, settings.chat.base_url) == (3000, "https://api.openai.com/v1")
    with pytest.raises(SettingsIncomplete, match="SLACK_BOT_TOKEN is not set"):
        read({"SLACK_BOT_TOKEN": ""}, needs=("SLACK_BOT_TOKEN",))


def test_training_and_chat_may_live_apart() -> None:
    apart = {"TOGI_TRAINING_BASE_URL": "http://127.0.0.1:8200/v1", "OPENAI_API_KEY": "sk-chat"}

    settings = read({**apart, "TOGI_TRAINING_API_KEY": "sk-training"}, needs=())

    assert settings.training.base_url == "http://127.0.0.1:8200/v1"
    assert (settings.chat.api_key, settings.training.api_key) == ("sk-chat", "sk-training")


@pytest.mark.parametrize("value", ["", "123.456"])
def test_what_would_turn_bolt_to_many_workspaces_is_refused(value: str) -> None:
    """Bolt looks for the pair by itself, empty or not, and then waits to be installed."""
    pair = {"SLACK_CLIENT_ID": value, "SLACK_CLIENT_SECRET": value}
    with pytest.raises(SettingsIncomplete, match="SLACK_CLIENT_ID and SLACK_CLIENT_SECRET"):
        read(pair, needs=())

    assert read({"SLACK_CLIENT_ID": value}, needs=())
