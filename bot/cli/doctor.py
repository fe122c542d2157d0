"""`togi doctor`: what is configured, what answers, and what each provider can and can't do.

It never prints a secret, and never does what costs money.
"""

from __future__ import annotations

import asyncio
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, ClassVar

import typer

from bot.cli.speaking import answer, words
from bot.settings import Service, Settings, SettingsIncomplete, environment, read
from core.errors import TogiError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.locales import Words
    from core.providers import Profile

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 15


class NeverStarted(TogiError):
    template: ClassVar[str] = (
        "Neither {file} nor the environment names a Slack, and no sandbox was started here yet. "
        "Type ./run to start one, or see .env.example."
    )


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at; `ok` is None for what is only good to know."""

    part: str
    ok: bool | None
    message: str


def doctor(
    *,
    env: Annotated[
        Path,
        typer.Option(dir_okay=False, help="What `togi run` uses, when the shell names no Slack."),
    ] = Path(".env"),
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object and nothing else.")
    ] = False,
) -> None:
    """Say what is configured, what answers, and what each provider can do."""
    findings = asyncio.run(_collect(env, words()))
    ok = all(finding.ok is not False for finding in findings)
    if as_json:
        answer({"ok": ok, "findings": [asdict(finding) for finding in findings]})
    else:
        marks = {True: "✓", False: "✗", None: "·"}
        for finding in findings:
            typer.echo(f"{marks[finding.ok]} {finding.message}")
    raise typer.Exit(0 if ok else 1)


async def _collect(env: Path, say: Words) -> list[Finding]:
    findings: list[Finding] = []
    try:
        settings = _configured(env, findings, say)
    except (SettingsIncomplete, NeverStarted) as problem:
        return [*findings, Finding("settings", ok=False, message=say.error(problem))]
    findings += [finding async for finding in _slack(settings, say)]
    findings += [finding async for finding in _provider("training", settings.training, say)]
    if settings.chat != settings.training:
        findings += [finding async for finding in _provider("chat", settings.chat, say)]
    findings.append(await _database(settings, say))
    return findings


def _configured(env: Path, findings: list[Finding], say: Words) -> Settings:
    """The environment's settings, or those that `togi run` gives its bot.

    Raises:
        NeverStarted: when there is nothing to look at.
        SettingsIncomplete: with every problem there is.
    """
    variables = environment()
    if not variables.get("SLACK_BOT_TOKEN"):
        from bot.cli.running.handed import handed_to_bot

        variables = handed_to_bot(env)
        if not variables.get("SLACK_BOT_TOKEN"):
            raise NeverStarted(file=str(env))
        text = say("Checking what `togi run` uses: {file}, sandbox, trainer.", file=str(env))
    else:
        text = say("Checking the environment, as `togi bot` and `togi web` do.")
    findings.append(Finding("settings", ok=None, message=text))
    return read(variables, needs=("SLACK_BOT_TOKEN",))


async def _slack(settings: Settings, say: Words) -> AsyncIterator[Finding]:
    from aiohttp import ClientError
    from slack_sdk.errors import SlackApiError
    from slack_sdk.web.async_client import AsyncWebClient

    from bot.slack.refusals import slack_refusal

    client = AsyncWebClient(
        token=settings.slack_bot_token, base_url=settings.slack_api_url, timeout=PATIENCE_SECONDS
    )
    try:
        me = await client.auth_test()
        if settings.slack_app_token:
            await client.apps_connections_open(app_token=settings.slack_app_token)
    except SlackApiError as error:
        yield Finding("slack", ok=False, message=say.error(slack_refusal(error)))
        return
    except (ClientError, OSError, TimeoutError):
        text = say("Slack isn't answering at {address}.", address=settings.slack_api_url)
        yield Finding("slack", ok=False, message=text)
        return
    text = say("Slack: connected as {bot} in {team}.", bot=str(me["user"]), team=str(me["team"]))
    yield Finding("slack", ok=True, message=text)
    granted = str(me.headers.get("x-oauth-scopes", ""))
    for finding in _scopes(set(granted.replace(" ", "").split(",")), say):
        yield finding
    if not settings.slack_app_token and not settings.slack_signing_secret:
        text = say(
            "Neither SLACK_APP_TOKEN nor SLACK_SIGNING_SECRET is set, so Togi can't hear anything "
            "from Slack."
        )
        yield Finding("slack", ok=False, message=text)


def _scopes(granted: set[str], say: Words) -> list[Finding]:
    """What the manifest asks for and the workspace did not grant."""
    manifest = ROOT / "manifest.yml"
    if not manifest.exists() or granted == {""}:
        return []
    import yaml

    wanted = yaml.safe_load(manifest.read_text(encoding="utf-8"))["oauth_config"]["scopes"]
    needed, optional = (sorted(set(wanted[kind]) - granted) for kind in ("bot", "bot_optional"))
    findings = []
    if needed:
        text = say(
            "Slack permissions are missing: {scopes}. Update the app from manifest.yml and install "
            "it again.",
            scopes=", ".join(needed),
        )
        findings.append(Finding("slack", ok=False, message=text))
    if optional:
        text = say("Optional Slack permissions not granted: {scopes}.", scopes=", ".join(optional))
        findings.append(Finding("slack", ok=None, message=text))
    return findings


async def _provider(part: str, service: Service, say: Words) -> AsyncIterator[Finding]:
    from bot.app import openai_client
    from core.providers import profile_for
    from core.providers.refusals import plainly

    profile = profile_for(service.base_url)
    client = openai_client(service).with_options(max_retries=0, timeout=PATIENCE_SECONDS)
    try:
        with plainly(profile.title):
            models = len((await client.models.list()).data)
            text = say(
                "{provider} is answering. Models listed: {n}.", provider=profile.title, n=models
            )
            yield Finding(part, ok=True, message=text)
            if part == "training":
                await client.fine_tuning.jobs.list(limit=1)
                await client.files.list(limit=1)
    except TogiError as error:
        yield Finding(part, ok=False, message=say.error(error))
        return
    for text in _abilities(profile, say) if part == "training" else []:
        yield Finding(part, ok=None, message=text)


def _abilities(profile: Profile, say: Words) -> list[str]:
    """What is known of a service beyond whether it answers."""
    title = profile.title
    abilities = [say("{provider} accepts files and training jobs.", provider=title)]
    if profile.last_new_job_on:
        abilities.append(
            say(
                "{provider} accepts no new training jobs after {date}.",
                provider=title,
                date=str(profile.last_new_job_on),
            )
        )
    if not profile.serves_at_once:
        abilities.append(
            say(
                "A model trained at {provider} must be deployed there before it can answer.",
                provider=title,
            )
        )
    if profile.suggested_base:
        abilities.append(say("Default base model: {model}.", model=profile.suggested_base))
    return abilities


async def _database(settings: Settings, say: Words) -> Finding:
    import sqlalchemy as sa

    from core.storage import Database

    place = sa.make_url(settings.database_url).render_as_string(hide_password=True)
    if settings.database_url.startswith("sqlite") and not settings.data.exists():
        text = say(
            "No data yet. {folder} is created at the first start.", folder=str(settings.data)
        )
        return Finding("data", ok=None, message=text)
    database = Database(settings.database_url)
    try:
        async with database.reading() as session:
            await session.connection()
    except sa.exc.SQLAlchemyError:
        return Finding(
            "data", ok=False, message=say("The database isn't answering: {url}", url=place)
        )
    finally:
        await database.close()
    return Finding("data", ok=True, message=say("The database is answering: {url}", url=place))
