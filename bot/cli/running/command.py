"""The command itself: say what will happen, start it, wait for the end, end it."""

from __future__ import annotations

import asyncio
import shutil
import signal
import time
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.cli.running.browser import has_screen, show
from bot.cli.running.household import Household
from bot.cli.running.plan import Plan, for_tour, left_aside, read_plan
from bot.cli.running.tour import play
from bot.cli.speaking import say, words
from bot.settings import environment
from core.storage.ownership import DataFolder, FolderInUse

UNFINISHED = 1  # a tour that was stopped has not shown that the tuned model wins


def run(*, env: Path, data: Path | None, tour: bool, browser: bool) -> int:
    """Run until told to stop, or until the tour has been played; returns the exit code."""
    plan = for_tour(data) if tour else read_plan(env, data)
    with owned(plan, afresh=tour):
        announce(plan, env)
        household = Household(plan, environment(), died=_tell_of_death(plan))
        play = _tour(household) if tour else _stay(household, browser=browser)
        code = asyncio.run(_until_stopped(household, play))
    return UNFINISHED if code is None and tour else code or 0


@contextmanager
def owned(plan: Plan, *, afresh: bool) -> Iterator[None]:
    """Own the logs for life, as the bot owns the data; nobody else may hold either.

    Raises:
        FolderInUse: naming the process that runs here already.
    """
    logs, data = DataFolder(plan.data / "logs"), DataFolder(plan.data)
    try:
        for folder in (logs, data):  # whoever holds the logs is the one to stop
            folder.acquire()
    except FolderInUse as error:
        raise FolderInUse(folder=str(plan.data), owner=error.details["owner"]) from None
    if afresh:
        logs.release()
        shutil.rmtree(plan.data)
        logs.acquire()
    data.release()
    try:
        yield
    finally:
        logs.release()


def announce(plan: Plan, env: Path) -> None:
    """Which Slack, which provider, which folder: before anything is started."""
    if plan.real_slack:
        say("Slack: your own workspace, with the tokens in {file}.", file=str(env))
    else:
        say("Slack: a sandbox on this machine. Nobody else can see it.")
    if plan.real_provider:
        say(
            "Models: {host}, as set in {file}. This may cost money.",
            host=plan.provider_host,
            file=str(env),
        )
    else:
        say("Models: a trainer on this machine. No data leaves it, and nothing costs money.")
    say("Data: {folder}", folder=str(plan.data))
    if ignored := left_aside(environment(), plan):
        say(
            "Ignored, because only {file} counts here: {names}",
            file=str(env),
            names=", ".join(ignored),
        )


def _tell_of_death(plan: Plan) -> Callable[[str, str, float], None]:
    def tell(name: str, last_words: str, seconds: float) -> None:
        say(
            "The {name} has ended ({reason}). It starts again in {seconds} s. Its log: {file}",
            name=name,
            reason=last_words or "…",
            seconds=round(seconds),
            file=str(plan.data / "logs" / f"{name}.log"),
        )

    return tell


async def _until_stopped(household: Household, play: Coroutine[object, object, int]) -> int | None:
    """Play until it ends by itself or a signal ends it; then end every process.

    Returns:
        The exit code of what was played; None when a signal came first.
    """
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is not signal.SIG_IGN:  # as nohup wants it
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
    playing, stopping = asyncio.create_task(play), asyncio.create_task(stop.wait())
    done, _ = await asyncio.wait({playing, stopping}, return_when=asyncio.FIRST_COMPLETED)
    if stopping in done:
        say("Stopping…")
    playing.cancel()
    await asyncio.gather(playing, return_exceptions=True)
    await household.end()
    return playing.result() if playing in done else None


async def _stay(household: Household, *, browser: bool) -> int:
    """Start everything, and stay until somebody stops it."""
    began = time.monotonic()
    page = None
    if not household.plan.real_slack:
        page = await household.start_sandbox()
        say("Open {page} in a browser.", page=page)
        if browser and has_screen(household.shell):
            await show(page)
    trainer = None if household.plan.real_provider else household.start_trainer()
    bot = await household.start_bot(page=page, trainer=trainer)
    await bot.ready.wait()
    say(
        "Togi is ready ({seconds} s). Ctrl-C stops everything.",
        seconds=round(time.monotonic() - began),
    )
    await asyncio.Event().wait()
    return 0


async def _tour(household: Household) -> int:
    """Start everything, then let four people play a tour through it."""
    began = time.monotonic()
    page = await household.start_sandbox()
    trainer = household.start_trainer()
    bot = await household.start_bot(page=page, trainer=trainer)
    await asyncio.gather(bot.ready.wait(), trainer.ready.wait())
    seconds = time.monotonic() - began
    return await play(page, language=words().language, seconds_to_start=seconds)
