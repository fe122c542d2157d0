"""Brings a database to the newest schema with Alembic; the caller says which tables there are."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

from core.storage.database import be_careful, sync_url

if TYPE_CHECKING:  # it takes a quarter of a second to load, and most commands never migrate
    from alembic.config import Config

MIGRATIONS = Path(__file__).parent / "migrations"
KEPT_IN = "alembic_version"


def configuration(url: str, metadata: sa.MetaData) -> Config:
    """What `alembic` needs to know: where the scripts are, which database, which tables."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["metadata"] = metadata
    config.attributes["engine"] = engine_for(url)
    return config


def engine_for(url: str) -> sa.Engine:
    engine = sa.create_engine(sync_url(url), poolclass=sa.NullPool, hide_parameters=True)
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", be_careful)
    return engine


def migrate(url: str, metadata: sa.MetaData) -> None:
    """Run every migration that has not run; a database that is up to date is left alone."""
    if revision(url) == newest():
        return
    from alembic import command

    command.upgrade(configuration(url, metadata), "head")


def newest() -> str:
    """The last migration there is: their files are named by number, and each follows the last."""
    return max(file.name for file in (MIGRATIONS / "versions").glob("*.py")).partition("_")[0]


def revision(url: str) -> str | None:
    """The last migration that has run; None where none has."""
    with engine_for(url).connect() as connection:
        if not sa.inspect(connection).has_table(KEPT_IN):
            return None
        kept: str | None = connection.scalar(
            sa.select(sa.column("version_num")).select_from(sa.table(KEPT_IN))
        )
        return kept


def check(url: str, metadata: sa.MetaData) -> None:
    """Raise when the tables in code and the migrations differ."""
    from alembic import command

    command.check(configuration(url, metadata))
