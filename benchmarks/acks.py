"""How soon Slack hears that something arrived: safely kept, or simply answered.

    python benchmarks/acks.py [--rounds 7] [--durable 200] [--plain 300]

Togi's real listeners get Slack's payloads in-process; the database and the engine are SQLite
with synchronous=FULL, Slack is a server that answers "ok". All rivals take turns within a round,
so that a busy machine slows all of them; ratios are of the same round.

Durable: a mention is acknowledged once its question is on disk; its flow is started behind that,
and the next turn waits until all are. Beside it, DBOS's own start of the same empty flow.

Plain: /ft help, /ft status, a modal; beside them, the same app with as many listeners that do
nothing, as Togi configures Bolt and as Bolt comes; what is measured is the acknowledgement. Where
Togi opens a modal, the listener that does nothing opens one too: the call is the deed itself.
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
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, fields
from itertools import count
from pathlib import Path
from typing import Any

from agreeable_slack import PERSON, TEAM, slack

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from dbos import DBOS, SetWorkflowID  # noqa: E402
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltRequest  # noqa: E402
from slack_sdk.web.async_client import AsyncWebClient  # noqa: E402
from sqlmodel import update  # noqa: E402

from bot.app import Togi, running  # noqa: E402
from bot.flows.all import Flows  # noqa: E402
from bot.listeners import register  # noqa: E402
from bot.settings import read  # noqa: E402
from bot.views.datasets.bringing import ADD  # noqa: E402
from core.answers import Answer, AnswerState  # noqa: E402

CHANNEL = "C1"
NUMBERS = count()
Deed = Callable[[], Awaitable[None]]
PLAIN = ("/ft help", "/ft status", "a modal")
PAUSE_SECONDS = 0.002  # nobody asks in the same instant, whoever answers


@dataclass(frozen=True, slots=True)
class Paces:
    """What one turn came to."""

    per_second: float
    p50: float
    p99: float


async def turn(deed: Deed, times: int, at_once: int = 1, after: Deed | None = None) -> Paces:
    """Do something so often, so many at once; what comes `after` each time is not counted."""
    took: list[float] = []
    waiting = iter(range(times))

    async def work() -> None:
        for _ in waiting:
            began = time.perf_counter()
            await deed()
            took.append(time.perf_counter() - began)
            if after:
                await after()

    began = time.perf_counter()
    await asyncio.gather(*(work() for _ in range(at_once)))
    whole = time.perf_counter() - began
    took.sort()
    return Paces(times / whole, statistics.median(took), took[int(len(took) * 0.99)])


class Emptied:
    """Takes the routes of Togi; what they lead to does nothing, or only opens a modal."""

    def __init__(self, app: AsyncApp) -> None:
        self._app = app

    def __getattr__(self, kind: str) -> Callable[..., Callable[..., object]]:
        def route(*about: object) -> Callable[..., object]:
            if kind == "error":
                return about[0]  # type: ignore[return-value]
            chosen = opening if about == (ADD,) else nothing
            return lambda *_, **__: getattr(self._app, kind)(*about)(chosen)

        return route


async def nothing(ack: AsyncAck) -> None:
    await ack()


async def opening(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
    await ack()
    view = {"type": "modal", "title": {"type": "plain_text", "text": "Togi"}, "blocks": []}
    await client.views_open(trigger_id=body["trigger_id"], view=view)


def app_of(togi: Togi, *, as_it_comes: bool = False) -> AsyncApp:
    return AsyncApp(
        client=togi.house.slack,
        logger=togi.bolt.logger,
        request_verification_enabled=False,
        process_before_response=not as_it_comes,
    )


def heard_by(app: AsyncApp, what: str) -> Deed:
    """What Slack sends, on its way through an app."""
    body: dict[str, Any]
    team, user, channel = {"id": TEAM}, {"id": PERSON, "team_id": TEAM}, {"id": CHANNEL}

    async def deed() -> None:
        number = next(NUMBERS)
        sent = json.loads(text)  # as it comes from the wire
        if what == "a mention":
            sent["event"]["ts"] = f"{number}.1"
        else:
            sent["trigger_id"] = f"{number}.1"
        response = await app.async_dispatch(AsyncBoltRequest(body=sent, mode="socket_mode"))
        if response.status != 200 or "refused" in str(response.body):
            raise RuntimeError(what, response.status, response.body)

    if what == "a mention":
        event = {"type": "app_mention", "user": PERSON, "channel": CHANNEL, "text": "<@U0> why?"}
        body = {"type": "event_callback", "team_id": TEAM, "event_id": "Ev1", "event": event}
    elif what == "a modal":
        action = {"type": "button", "action_id": ADD, "block_id": "b", "action_ts": "1.1"}
        body = {"type": "block_actions", "team": team, "user": user, "channel": channel}
        body |= {"actions": [action], "container": {"type": "message", "message_ts": "1.1"}}
    else:
        command, _, wanted = what.partition(" ")
        body = {"command": command, "text": wanted, "team_id": TEAM, "user_id": PERSON}
        body |= {"channel_id": CHANNEL, "channel_name": "one"}
        body |= {"response_url": f"{app.client.base_url}response"}
    text = json.dumps(body)
    return deed


async def durable(togi: Togi, rounds: int, times: int) -> None:
    print("\n# durable: a mention, beside DBOS's own start of an empty flow")

    @DBOS.workflow(name="empty")
    async def empty(*_: object) -> None:
        """Nothing to do."""

    async def bare() -> None:
        with SetWorkflowID(f"ask:{TEAM}:{CHANNEL}:bare{next(NUMBERS)}"):
            await DBOS.start_workflow_async(empty, "ans_01234567890123456789", "en-US")

    app = app_of(togi)
    register(app, togi.house, Flows(**{one.name: empty for one in fields(Flows)}))
    deeds = {"Togi": heard_by(app, "a mention"), "DBOS": bare}
    for deed in deeds.values():
        await turn(deed, 20)
    for at_once in (1, 16):
        turns: dict[str, list[Paces]] = {name: [] for name in deeds}
        rests: list[float] = []
        for number in range(rounds):
            for name in list(deeds)[:: 1 if number % 2 else -1]:
                turns[name].append(await turn(deeds[name], times, at_once))
                began = time.perf_counter()
                await togi.house.behind.end(patience=600)  # nobody's rest falls into others' turns
                if name == "Togi":
                    rests.append(time.perf_counter() - began)
                    async with togi.house.database.transaction() as session:  # as flows would
                        await session.exec(update(Answer).values(state=AnswerState.COMPLETE))
                await asyncio.sleep(0.5)  # the flows themselves come to their end
        print(f"{at_once} at once; all flows started {statistics.median(rests):.2f} s later")
        for name, paces in turns.items():
            print(f"  {name}: {told(paces)}")
        ratios = [a.per_second / b.per_second for a, b in zip(*turns.values(), strict=True)]
        print(f"  acks a second, Togi over DBOS: {spread(ratios)}")


async def plain(togi: Togi, rounds: int, times: int) -> None:
    print("\n# plain, one after the other, beside the same app with listeners that do nothing")
    answers: list[float] = []

    floor, comes = app_of(togi), app_of(togi, as_it_comes=True)
    for app in (floor, comes):
        register(Emptied(app), togi.house, None)  # type: ignore[arg-type]
    for what in PLAIN:
        apps = {"Togi": togi.bolt, "floor": floor, "Bolt as it comes": comes}
        deeds = {name: heard_by(app, what) for name, app in apps.items()}
        turns: dict[str, list[Paces]] = {name: [] for name in deeds}
        answered = answering(togi, deeds["Togi"], answers)
        for deed in deeds.values():
            await turn(deed, 20, after=answered)
        for number in range(rounds):
            for name in list(deeds)[:: 1 if number % 2 else -1]:
                fewer = 5 if name == "Bolt as it comes" else 1
                turns[name].append(await turn(deeds[name], times // fewer, after=answered))
        print(what)
        for name, paces in turns.items():
            print(f"  {name}: {told(paces)}")
        answers.sort()
        print(f"  Togi has answered within {answers[int(len(answers) * 0.99)] * 1000:.1f} ms (p99)")
        answers.clear()
        own, bare, usual = ([one.p50 for one in paces] for paces in turns.values())
        print(f"  p50, Togi over the floor: {spread(quotients(own, bare))}")
        print(f"  p50, Bolt as it comes over Togi: {spread(quotients(usual, own))}")


def answering(togi: Togi, deed: Deed, answers: list[float]) -> Deed:
    """What comes between two acknowledgements, whoever gives them: Togi answers once, and rests.

    So all begin from the same state, and what goes on behind one falls into no other.
    """

    async def answered() -> None:
        await togi.house.behind.end(patience=60)
        began = time.perf_counter()
        await deed()
        await togi.house.behind.end(patience=60)
        answers.append(time.perf_counter() - began)
        await asyncio.sleep(PAUSE_SECONDS)

    return answered


def quotients(above: list[float], below: list[float]) -> list[float]:
    return [one / other for one, other in zip(above, below, strict=True)]


def told(paces: list[Paces]) -> str:
    pace, p50, p99 = (
        statistics.median(getattr(one, name) for one in paces)
        for name in ("per_second", "p50", "p99")
    )
    return f"{pace:7.1f}/s, p50 {p50 * 1000:6.2f} ms, p99 {p99 * 1000:6.2f} ms"


def spread(ratios: list[float]) -> str:
    return f"{min(ratios):.2f} .. {statistics.median(ratios):.2f} .. {max(ratios):.2f}"


async def measure(rounds: int, times: int, plain_times: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with slack() as url:
            variables = {
                "SLACK_API_URL": url,
                "SLACK_BOT_TOKEN": "xoxb-1",
                "OPENAI_BASE_URL": "http://127.0.0.1:9/v1",
                "TOGI_BASE_MODEL": "steady",
                "TOGI_DATA": folder,
            }
            async with running(read(variables, needs=())) as togi:
                await plain(togi, rounds, plain_times)
                await durable(togi, rounds, times)
    print(
        f"\nload average {os.getloadavg()[0]:.1f}; medians of {rounds} rounds; min .. median .. max"
    )


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rounds", type=int, default=7)
    arguments.add_argument("--durable", type=int, default=200, help="mentions in a turn")
    arguments.add_argument("--plain", type=int, default=300, help="commands in a turn")
    given = arguments.parse_args()
    asyncio.run(measure(given.rounds, given.durable, given.plain))


if __name__ == "__main__":
    main()
