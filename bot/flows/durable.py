"""The durable engine, DBOS, as the flows use it: steps, transactions, sleeps, one start per cause.

What passes through it is ids and small JSON values; text of people stays in our own tables.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager, nullcontext
from datetime import timedelta
from functools import partial
from typing import ParamSpec, TypedDict, TypeVar, cast

import sqlalchemy as sa
from aiohttp import ClientError
from dbos import (
    DBOS,
    AsyncSQLAlchemyDatasource,
    DBOSConfig,
    DBOSPortableJSONSerializer,
    SetWorkflowID,
)
from slack_sdk.errors import SlackClientError
from sqlalchemy.ext.asyncio import async_sessionmaker
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.bugs import reported
from bot.slack.refusals import slack_refusal
from bot.slack.turns import Turns
from core.errors import Detail, Recalled, TogiError
from core.storage import Database, utc_now
from core.storage.database import async_url, be_careful, begin_writing, sync_url

Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]
P = ParamSpec("P")
R = TypeVar("R")  # a small JSON value
Flow = Callable[P, Coroutine[object, object, None]]

# A constant: DBOS's default changes with every edit and strands what is in flight.
APPLICATION_VERSION = "1"
KEPT = timedelta(days=7)
FIRST_WAIT_SECONDS, LONGEST_WAIT_SECONDS = 1.0, 60.0
CAUSES_REMEMBERED = 1000  # Slack brings an event again within minutes
FINISHED_LOOKED_FOR_SECONDS = 0.1
# Tries: seconds while a person waits, minutes where there is another way, hours while a job runs.
PROMPT, UNHURRIED, PATIENT = 4, 10, 200


class Refusal(TypedDict):
    template: str
    details: dict[str, Detail]
    passing: bool


class Recorded(TypedDict):
    """What a step recorded: a value, or why it was refused. The engine keeps no error types."""

    value: Json
    refusal: Refusal | None


class Durable:
    """The engine of one process; flows are declared before it is launched."""

    def __init__(self, database: Database, engine_url: str) -> None:
        self._database = database
        self._engine_url = engine_url
        self._datasource: AsyncSQLAlchemyDatasource | None = None
        # SQLite lets one write at a time: whoever waits here doesn't sleep there.
        self._turn = asyncio.Lock() if engine_url.startswith("sqlite") else nullcontext()
        self._hearing = Turns()
        self._heard: dict[str, None] = {}

    async def prepare(self) -> None:
        """Make the engine ready; flows can be declared from here on."""
        config: DBOSConfig = {
            "name": "togi",
            "system_database_url": sync_url(self._engine_url).render_as_string(hide_password=False),
            "application_version": APPLICATION_VERSION,
            "executor_id": "local",
            "serializer": DBOSPortableJSONSerializer(),
            "log_level": "WARNING",
        }
        if self._engine_url.startswith("sqlite"):
            engine = sa.create_engine(sync_url(self._engine_url), hide_parameters=True)
            sa.event.listen(engine, "connect", be_careful)
            config["system_database_engine"] = engine
        DBOS(config=config)
        self._datasource = await AsyncSQLAlchemyDatasource.create(
            async_url(self._database.url).render_as_string(hide_password=False),
            engine=self._database.engine,
            serializer=DBOSPortableJSONSerializer(),
            sessionmaker=async_sessionmaker(class_=AsyncSession, expire_on_commit=False),
        )

    async def launch(self) -> None:
        """Start, and take up what was in flight when the last process ended.

        On the loop itself: from a thread, the engine would run what it takes up on a loop of its
        own, and our clients' connections belong to this one.
        """
        DBOS.launch()
        await self._purge()

    async def close(self) -> None:
        await asyncio.to_thread(DBOS.destroy, destroy_registry=True)

    def flow(self, name: str) -> Callable[[Flow[P]], Flow[P]]:
        """Declare a flow; its name is what a crash remembers."""
        return cast("Callable[[Flow[P]], Flow[P]]", DBOS.workflow(name=name))

    @asynccontextmanager
    async def once(self, cause: str) -> AsyncIterator[bool]:
        """Whether this process hears of a cause for the first time; one asks at a time.

        What was kept stays kept, so that it is safe to remember; what is forgotten is only
        looked up again.
        """
        async with self._hearing.of(cause):
            yield cause not in self._heard
            self._heard[cause] = None
            if len(self._heard) > CAUSES_REMEMBERED:
                del self._heard[next(iter(self._heard))]

    async def start(self, cause: str, flow: Flow[P], *args: P.args, **kwargs: P.kwargs) -> None:
        """Start a flow once for a cause; committed when this returns."""
        async with self._turn:
            with SetWorkflowID(cause):
                await DBOS.start_workflow_async(flow, *args, **kwargs)

    async def finish(self, cause: str, flow: Flow[P], *args: P.args, **kwargs: P.kwargs) -> None:
        """Start a flow once for a cause, and wait until it came to its end: for short ones."""
        async with self._turn:
            with SetWorkflowID(cause):
                started = await DBOS.start_workflow_async(flow, *args, **kwargs)
        await started.get_result(polling_interval_sec=FINISHED_LOOKED_FOR_SECONDS)

    async def step(
        self, name: str, act: Callable[P, Awaitable[R]], *args: P.args, **kwargs: P.kwargs
    ) -> R:
        """An outside effect that a person waits for; a passing failure is tried again soon.

        Raises:
            TogiError: what the act refused, or what it still refused after the last try.
        """
        return await self._step(name, partial(act, *args, **kwargs), tries=PROMPT)

    async def unhurried_step(
        self, name: str, act: Callable[P, Awaitable[R]], *args: P.args, **kwargs: P.kwargs
    ) -> R:
        """An outside effect that is worth some minutes, and that can be done without.

        Raises:
            TogiError: what the act refused, or what it still refused after the last try.
        """
        return await self._step(name, partial(act, *args, **kwargs), tries=UNHURRIED)

    async def patient_step(
        self, name: str, act: Callable[P, Awaitable[R]], *args: P.args, **kwargs: P.kwargs
    ) -> R:
        """An outside effect that may wait for hours until what it needs is there again.

        Raises:
            TogiError: what the act refused, or what it still refused after the last try.
        """
        return await self._step(name, partial(act, *args, **kwargs), tries=PATIENT)

    async def courtesy(
        self, name: str, act: Callable[P, Awaitable[R]], *args: P.args, **kwargs: P.kwargs
    ) -> R | None:
        """An outside effect that nothing depends on, such as a picture; None where it failed."""
        outcome = await self._attempt(name, partial(act, *args, **kwargs))
        return cast("R", outcome["value"]) if outcome["refusal"] is None else None

    async def _attempt(self, name: str, act: Callable[[], Awaitable[object]]) -> Recorded:
        async def attempt() -> Recorded:
            try:
                return {"value": cast("Json", await act()), "refusal": None}
            except TogiError as error:
                return {"value": None, "refusal": _written(error)}
            except (SlackClientError, ClientError, TimeoutError) as error:
                return {"value": None, "refusal": _written(slack_refusal(error))}
            except Exception as error:  # noqa: BLE001 (a bug: the log gets it, the person a reference)
                return {"value": None, "refusal": _written(reported(error))}

        return await DBOS.run_step_async({"name": name}, attempt)

    async def _step(self, name: str, act: Callable[[], Awaitable[R]], *, tries: int) -> R:
        wait = FIRST_WAIT_SECONDS
        for remaining in reversed(range(tries)):
            outcome = await self._attempt(name, act)
            refusal = outcome["refusal"]
            if refusal is None:
                return cast("R", outcome["value"])
            if not refusal["passing"] or not remaining:
                raise Recalled(refusal["template"], refusal["details"], may_pass=refusal["passing"])
            await DBOS.sleep_async(wait)
            wait = min(wait * 2, LONGEST_WAIT_SECONDS)
        raise AssertionError(tries)

    async def transact(
        self,
        name: str,
        act: Callable[[AsyncSession], Coroutine[object, object, R]],
    ) -> R:
        """A change of our own rows, kept together with the record that it was made."""
        datasource = self._datasource
        if datasource is None:
            raise RuntimeError(name)

        async def attempt() -> R:
            session = cast("AsyncSession", datasource.sql_session())
            await begin_writing(session)
            return await act(session)

        async with self._database.turn_to_write():
            return await datasource.run_tx_step_async({"name": name}, attempt)

    async def sleep(self, seconds: float) -> None:
        await DBOS.sleep_async(seconds)

    async def _purge(self) -> None:
        """Forget finished flows after a while; Slack's last retry is long past by then."""
        before = (utc_now() - KEPT).isoformat()
        finished = await DBOS.list_workflows_async(
            status=["SUCCESS", "ERROR", "CANCELLED"],
            completed_before=before,
            load_input=False,
            load_output=False,
        )
        if finished:
            await DBOS.delete_workflows_async([flow.workflow_id for flow in finished])


def _written(error: TogiError) -> Refusal:
    return {
        "template": error.template,
        "details": error.details,
        "passing": error.may_pass,
    }
