"""How soon people see a sign, a word and an answer, with the whole of Togi at work.

    python benchmarks/answers.py [--seconds 60] [--rate 8] [--burst 200]
    python benchmarks/answers.py --questions 10000     (memory, with no limits in the way)

The sandbox with Slack's own limits, a provider of 50 ms a token and Togi run as processes of
their own; people ask in 25 channels, and what they see is taken from the page that one of them
looks at. First a few questions when streams are free, then a steady rate, then a burst of which
every event is delivered three times.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

from crowd import Asked, Crowd  # noqa: E402

from tests.e2e.workspace import Process  # noqa: E402

CHANNELS, MINUTE, PATIENCE = 25, 60.0, 240.0
AT_ONCE = 24  # questions that are under way while memory is looked at


@dataclass(frozen=True, slots=True)
class House:
    """The three processes, and the crowd in front of them."""

    crowd: Crowd
    provider: str
    http: aiohttp.ClientSession
    watch: Path
    log: Path

    async def begun(self) -> dict[str, list[float]]:
        async with self.http.get(f"{self.provider}/begun") as answer:
            return await answer.json()

    def seconds(self, since: float) -> list[dict[str, float | str]]:
        lines = [json.loads(line) for line in self.watch.read_text().splitlines()]
        return [line for line in lines if line["at"] > since + 1]  # whole seconds


@asynccontextmanager
async def house(*, limits: bool) -> AsyncIterator[House]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        scale = "1" if limits else "inf"
        sandbox = Process(
            [
                "-m",
                "sandbox",
                *("--port", "0", "--data", f"{name}/sandbox", "--allow-faults"),
                *("--rate-scale", scale),
            ],
            "listening on",
            folder / "sandbox.log",
        )
        speaking = [] if limits else ["--pause", "0"]
        provider = Process(
            [str(ROOT / "benchmarks/slow_provider.py"), *speaking],
            "listening on",
            folder / "provider.log",
        )
        bot = Process(
            [str(ROOT / "benchmarks/watched_bot.py"), f"{name}/watch.jsonl"],
            "listening to Slack",
            folder / "bot.log",
        )
        try:
            slack, speaker = (one.start().split()[-1] for one in (sandbox, provider))
            tokens = json.loads((folder / "sandbox/tokens.json").read_text())
            bot.environment |= {
                "SLACK_API_URL": f"{slack}/api/",
                "SLACK_BOT_TOKEN": tokens["bot_token"],
                "SLACK_APP_TOKEN": tokens["app_token"],
                "OPENAI_BASE_URL": speaker,
                "OPENAI_API_KEY": "k",
                "TOGI_DATA": f"{name}/data",
                "TOGI_BASE_MODEL": "steady",
                **({} if limits else {"TOGI_SLACK_PACE": "1000"}),
            }
            bot.start()
            connector = aiohttp.TCPConnector(limit=0)
            async with aiohttp.ClientSession(connector=connector) as http:
                crowd = Crowd(slack, http, CHANNELS)
                await crowd.gather()
                async with crowd.watching():
                    yield House(crowd, speaker, http, folder / "watch.jsonl", folder / "bot.log")
        finally:
            for one in (bot, provider, sandbox):
                one.kill()


async def steadily(crowd: Crowd, rate: float, count: int) -> list[Asked]:
    """Ask at a rate, however long each takes."""
    asking, began = [], time.monotonic()
    for number in range(count):
        await asyncio.sleep(began + number / rate - time.monotonic())
        asking.append(asyncio.create_task(crowd.ask()))
    asked = await asyncio.gather(*asking)
    await crowd.until_answered(asked, PATIENCE)
    return asked


async def while_streams_are_free(whole: House) -> None:
    began = time.monotonic()
    asked = await steadily(whole.crowd, 0.25, 15)
    print("\n# streams are free: a question every 4 s")
    tell(whole, asked, began)
    begun = await whole.begun()
    after = [one.first_token - begun[one.text][0] for one in asked if one.first_token]
    print(f"first word seen after the provider's first token: {spread(after)}")


async def at_a_steady_rate(whole: House, rate: float, seconds: float) -> None:
    began = time.monotonic()
    asked = await steadily(whole.crowd, rate, round(rate * seconds))
    print(f"\n# {rate:g} questions a second in {CHANNELS} channels for {seconds:g} s")
    tell(whole, asked, began)


async def in_a_burst(whole: House, burst: int) -> None:
    crowd = whole.crowd
    await crowd.control("duplicate", times=3)
    began = time.monotonic()
    asked = list(await asyncio.gather(*(crowd.ask() for _ in range(burst))))
    await crowd.until_answered(asked, PATIENCE)
    await asyncio.sleep(5)  # whatever might still come twice
    print(f"\n# a burst of {burst}, every event delivered three times")
    tell(whole, asked, began)
    begun = await whole.begun()
    print(f"asked of the provider more than once: {sum(len(begun[a.text]) > 1 for a in asked)}")


async def limited(rate: float, seconds: float, burst: int, only: str | None) -> None:
    phases = {
        "free": while_streams_are_free,
        "steady": lambda whole: at_a_steady_rate(whole, rate, seconds),
        "burst": lambda whole: in_a_burst(whole, burst),
    }
    async with house(limits=True) as whole:
        await steadily(whole.crowd, 1, 3)  # connections, prepared statements
        for name, phase in phases.items():
            if only in {None, name}:
                if not only:
                    await asyncio.sleep(MINUTE)  # with all of Slack's limits before it
                await phase(whole)
        refused = await whole.crowd.refused()
        print(f"\n429 that Slack answered, all in all: {refused.total()} {dict(refused) or ''}")
        print(f"lines in Togi's log: {len(whole.log.read_text().splitlines())}")


async def unlimited(questions: int) -> None:
    async with house(limits=False) as whole:
        crowd, began, marks = whole.crowd, time.monotonic(), iter((1000, 5000, 10_000, 20_000))
        mark, first = next(marks), None
        gate = asyncio.Semaphore(AT_ONCE)

        async def one() -> Asked:
            async with gate:
                asked = await crowd.ask()
                await crowd.until_answered([asked], PATIENCE)
                return asked

        print("\n# memory, with a fast provider and no limits")
        asking = asyncio.as_completed([one() for _ in range(questions)])
        for done, finished in enumerate(asking, 1):
            await finished
            if done in {mark, questions}:
                rss = whole.seconds(began)[-1]["rss_mb"]
                first = first or rss
                pace = done / (time.monotonic() - began)
                print(f"{done:>6} questions: {rss:.0f} MB, {rss / first:.2f}x ({pace:.1f}/s)")
                mark = next(marks, 0)
        tell(whole, list(crowd.asked.values()), began)


def tell(whole: House, asked: Sequence[Asked], began: float) -> None:
    signs = [one.first_sign - one.at for one in asked if one.first_sign]
    kinds = Counter(one.sign or "none" for one in asked)
    answers = [one.finished - one.at for one in asked if one.finished]
    print(f"first sign: {spread(signs)}  {dict(kinds)}")
    print(f"whole answer: {spread(answers)}")
    lost = sum(one.finished is None for one in asked)
    doubled = sum(len(one.messages) > 1 or len(one.whole) > 1 for one in asked)
    print(f"asked {len(asked)}, lost {lost}, doubled {doubled}")
    seconds = whole.seconds(began)
    for clock in ("wall", "cpu"):
        longest = max(seconds, key=lambda second: second[clock])
        over = sum(second[f"over_{clock}"] for second in seconds)
        print(
            f"longest callback, {clock}: {longest[clock] * 1000:.0f} ms "
            f"({longest[f'{clock}_of']}); {over} over 50 ms"
        )
    busy = (seconds[-1]["busy"] - seconds[0]["busy"]) / (seconds[-1]["at"] - seconds[0]["at"])
    load = os.getloadavg()[0]
    print(f"Togi: {busy:.2f} of a core, {seconds[-1]['rss_mb']:.0f} MB; load average {load:.1f}")


def spread(seconds: Iterable[float]) -> str:
    ordered = sorted(seconds)
    if not ordered:
        return "none"
    middle, late = statistics.median(ordered), ordered[int(len(ordered) * 0.95)]
    return f"p50 {middle:.3f} s, p95 {late:.3f} s, last {ordered[-1]:.3f} s"


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--seconds", type=float, default=60.0)
    arguments.add_argument("--rate", type=float, default=8.0)
    arguments.add_argument("--burst", type=int, default=200)
    arguments.add_argument("--only", choices=["free", "steady", "burst"])
    arguments.add_argument("--questions", type=int, help="look at memory instead")
    given = arguments.parse_args()
    if given.questions:
        asyncio.run(unlimited(given.questions))
    else:
        asyncio.run(limited(given.rate, given.seconds, given.burst, given.only))


if __name__ == "__main__":
    main()
