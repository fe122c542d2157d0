"""Which Slack and which provider `togi run` takes: `.env` decides, the shell never does."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.cli.running.plan import (
    HalfASlack,
    bot_variables,
    for_tour,
    left_aside,
    read_plan,
    scrubbed,
    trainer_variables,
)
from bot.settings import SettingsIncomplete

SHELL = {
    "PATH": "/bin",
    "LANG": "ja_JP.UTF-8",
    "OPENAI_API_KEY": "sk-shell",
    "SLACK_BOT_TOKEN": "xoxb-shell",
    "TOGI_OPERATORS": "*",
    "DATABASE_URL": "postgresql://elsewhere/db",
    "DBOS_SYSTEM_DATABASE_URL": "postgresql://elsewhere/db",
    "PORT": "80",
}


@pytest.fixture
def env(tmp_path: Path) -> Path:
    return tmp_path / ".env"


def test_without_a_file_everything_runs_on_this_machine(env: Path) -> None:
    plan = read_plan(env, None)
    assert (plan.real_slack, plan.real_provider) == (False, False)
    assert plan.data == Path("data").absolute()


def test_both_tokens_mean_the_real_slack(env: Path) -> None:
    env.write_text("SLACK_BOT_TOKEN=xoxb-1\nSLACK_APP_TOKEN=xapp-1\n")
    plan = read_plan(env, None)
    assert (plan.real_slack, plan.real_provider) == (True, False)


def test_one_token_alone_is_refused_by_name(env: Path) -> None:
    env.write_text("SLACK_BOT_TOKEN=xoxb-1\n")
    with pytest.raises(HalfASlack, match="SLACK_BOT_TOKEN but not SLACK_APP_TOKEN"):
        read_plan(env, None)


@pytest.mark.parametrize(
    ("line", "host"),
    [
        ("OPENAI_API_KEY=sk-1", "api.openai.com"),
        ("OPENAI_BASE_URL=http://models.example:8000/v1", "models.example"),
    ],
)
def test_a_key_or_an_address_means_that_service(env: Path, line: str, host: str) -> None:
    env.write_text(f"{line}\n")
    plan = read_plan(env, None)
    assert plan.real_provider
    assert plan.provider_host == host


def test_names_left_empty_count_as_absent(env: Path) -> None:
    env.write_text("SLACK_BOT_TOKEN=\nOPENAI_API_KEY=\nOPENAI_BASE_URL\n")
    plan = read_plan(env, None)
    assert (plan.real_slack, plan.real_provider) == (False, False)


def test_the_file_does_not_look_into_the_shell(env: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MY_KEY", "sk-shell")
    env.write_text("OPENAI_API_KEY=${MY_KEY}\n")
    assert read_plan(env, None).settings["OPENAI_API_KEY"] == "${MY_KEY}"


def test_a_setting_that_makes_no_sense_is_refused_before_anything_starts(env: Path) -> None:
    env.write_text("TOGI_POLL_SECONDS=soon\n")
    with pytest.raises(SettingsIncomplete, match="TOGI_POLL_SECONDS"):
        read_plan(env, None)


def test_a_folder_on_the_command_line_wins_over_the_file(env: Path, tmp_path: Path) -> None:
    env.write_text("TOGI_DATA=elsewhere\n")
    assert read_plan(env, None).data == Path("elsewhere").absolute()
    assert read_plan(env, tmp_path).data == tmp_path


def test_a_tour_is_played_by_the_stand_ins_in_a_folder_of_its_own(tmp_path: Path) -> None:
    plan = for_tour(tmp_path)
    assert plan.data == tmp_path / "tour"
    assert (plan.real_slack, plan.real_provider) == (False, False)


def test_what_is_set_in_the_shell_reaches_no_process() -> None:
    kept = scrubbed(SHELL)
    assert (kept["PATH"], kept["LANG"]) == ("/bin", "ja_JP.UTF-8")
    assert set(kept) == {"PATH", "LANG", "NO_PROXY", "no_proxy"}


def test_a_proxy_is_not_asked_for_this_machine() -> None:
    kept = scrubbed({"NO_PROXY": "corp.example", "HTTPS_PROXY": "http://proxy"})
    assert kept["NO_PROXY"] == "corp.example,127.0.0.1,localhost"
    assert kept["no_proxy"] == "127.0.0.1,localhost"


def test_who_set_a_key_in_the_shell_is_told_that_it_does_not_count(env: Path) -> None:
    assert left_aside(SHELL, read_plan(env, None)) == ["SLACK_BOT_TOKEN", "OPENAI_API_KEY"]
    env.write_text("OPENAI_API_KEY=sk-env\n")
    assert left_aside(SHELL, read_plan(env, None)) == ["SLACK_BOT_TOKEN"]


def test_the_file_has_the_last_word_over_the_stand_ins(env: Path) -> None:
    env.write_text("TOGI_POLL_SECONDS=7\nTOGI_TRAINER_KEY=k\nHF_TOKEN=h\nTOGI_OPERATORS=*\n")
    plan = read_plan(env, None)
    bot = bot_variables(plan, slack={"SLACK_API_URL": "http://s/api/"}, provider={})
    assert bot["TOGI_POLL_SECONDS"] == "7"
    assert bot["TOGI_DATA"] == str(plan.data)
    assert bot["SLACK_API_URL"] == "http://s/api/"
    assert trainer_variables(plan) == {"TOGI_TRAINER_KEY": "k", "HF_TOKEN": "h"}


def test_secrets_are_not_shown_by_accident(env: Path) -> None:
    env.write_text("OPENAI_API_KEY=sk-secret\n")
    assert "sk-secret" not in repr(read_plan(env, None))
