"""What all tests share: two real databases, and rails that no test may leave."""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from blockbuster import blockbuster_ctx
from hypothesis import settings

from bot.schema import METADATA
from core.storage import Database, migrate
from core.storage.database import sync_url
from tests.postgres import OFFERED, empty_database
from tests.rails import is_a_setting, stay_on_this_machine

stay_on_this_machine()
settings.register_profile("togi", deadline=None, max_examples=50)  # no test is a race
settings.load_profile("togi")

ENVIRONMENT = os.environ  # noqa: TID251 (tests clean it, so that nothing else can read it)
POSTGRES_OFFERED = ENVIRONMENT.get(OFFERED)
ENGINES = ("sqlite", "postgresql")

# Blocking calls of our packages that may stand on the event loop, each with its reason.
MAY_BLOCK = [
    ("bot/app.py", {"running"}),  # the lock of the data folder is taken before anything is served
    ("sqlite/pysqlite.py", {"create_connect_args"}),  # a path is made absolute, no disk is touched
    ("bot/locales/__init__.py", {"catalogue"}),  # a language is read once, then remembered
    ("slack_bolt/util/utils.py", {"get_name_for_callable"}),  # once a listener, at registration
    ("coverage/collector.py", {"lock_data"}),  # the full check measures what it covers
    ("inspect.py", {"getfile", "getsourcefile", "getsource"}),  # Bolt reads signatures, likewise
]


@pytest.fixture(autouse=True)
def scrubbed_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is set on the machine must not decide what a test sees."""
    for name in list(ENVIRONMENT):
        if is_a_setting(name):
            monkeypatch.delenv(name)


@pytest.fixture(autouse=True)
def unblocked_loop() -> Iterator[None]:
    """A call of our packages that blocks the event loop fails the test that made it."""
    with blockbuster_ctx(["bot", "core"]) as guard:
        for function in guard.functions.values():
            for file, callers in MAY_BLOCK:
                function.can_block_in(file, callers)
        yield


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with every table and no row, to be copied."""
    path = tmp_path_factory.mktemp("sqlite") / "togi.db"
    migrate(f"sqlite:///{path}", METADATA)
    return path


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A real PostgreSQL, started once; when there can be none, tests fail rather than skip."""
    with empty_database(POSTGRES_OFFERED) as url:
        yield url


@pytest.fixture(scope="session")
def migrated_postgres(postgres_url: str) -> str:
    migrate(postgres_url, METADATA)
    return postgres_url


@pytest.fixture(params=ENGINES)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database with every table and no row, on either engine."""
    if request.param == "sqlite":
        path = tmp_path / "togi.db"
        shutil.copyfile(request.getfixturevalue("migrated_sqlite"), path)
        return f"sqlite:///{path}"
    url: str = request.getfixturevalue("migrated_postgres")
    empty(url)
    return url


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    database = Database(database_url)
    yield database
    await database.close()


def empty(url: str) -> None:
    engine = sa.create_engine(sync_url(url), poolclass=sa.NullPool)
    tables = ", ".join(f'"{table.name}"' for table in METADATA.sorted_tables)
    with engine.begin() as connection:
        connection.exec_driver_sql(f"TRUNCATE {tables} RESTART IDENTITY CASCADE")
