"""The migrations, from nothing to the tables that the code means."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.util import CommandError

from bot.schema import METADATA, TABLES
from core.datasets.chats import fingerprint
from core.storage.database import sync_url
from core.storage.migrating import check, configuration, migrate
from tests.postgres import created_on


def test_the_migrations_and_the_tables_in_code_are_the_same(database_url: str) -> None:
    check(database_url, METADATA)


def test_a_second_migration_changes_nothing(database_url: str) -> None:
    migrate(database_url, METADATA)

    check(database_url, METADATA)


def test_a_table_without_a_migration_is_noticed(database_url: str) -> None:
    grown = sa.MetaData()
    for table in METADATA.sorted_tables:
        table.to_metadata(grown)
    sa.Table("forgotten", grown, sa.Column("id", sa.Integer, primary_key=True))

    with pytest.raises(CommandError, match="forgotten"):
        check(database_url, grown)


def test_tables_of_others_in_the_same_database_are_left_alone(database_url: str) -> None:
    engine = sa.create_engine(sync_url(database_url), poolclass=sa.NullPool)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE of_the_engine (id INTEGER PRIMARY KEY)")

    check(database_url, METADATA)

    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE of_the_engine")


def test_every_table_of_the_metadata_is_named_in_the_schema() -> None:
    assert {table.__tablename__ for table in TABLES} == set(METADATA.tables)


def test_questions_that_had_no_fingerprint_get_one(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'old.db'}"
    command.upgrade(configuration(url, METADATA), "0003")
    line = '{"messages":[{"role":"user","content":"What?"},{"role":"assistant","content":"A"}]}'
    engine = sa.create_engine(sync_url(url), poolclass=sa.NullPool)
    with engine.begin() as connection:
        connection.execute(
            sa.text(
                "INSERT INTO datasets (id, team, name, created_by, created_at)"
                " VALUES ('ds_1', 'T1', 'faq', 'U1', '2026-01-01 00:00:00')"
            )
        )
        connection.execute(
            sa.text(
                "INSERT INTO dataset_versions (id, dataset_id, number, digest, cause, file_name,"
                " encoding, kind, training_examples, validation_examples, held_out_examples,"
                " created_by, created_at) VALUES ('dsv_1', 'ds_1', 1, '', 'c', 'faq.csv', 'utf-8',"
                " 'chat', 0, 0, 1, 'U1', '2026-01-01 00:00:00')"
            )
        )
        insert = sa.text(
            "INSERT INTO examples (version_id, position, split, line)"
            " VALUES ('dsv_1', :position, 'held_out', :line)"
        )
        connection.execute(insert, [{"position": n, "line": line} for n in range(1, 1200)])

    migrate(url, METADATA)

    with engine.connect() as connection:
        asked = connection.execute(sa.text("SELECT DISTINCT asked FROM examples")).scalars().all()
    assert asked == [fingerprint("WHAT?")]


def put(connection: sa.Connection, table: str, **values: object) -> None:
    named = sa.table(table, *map(sa.column, values))
    connection.execute(sa.insert(named).values(values))


def test_how_versions_came_to_be_is_taken_over(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'old.db'}"
    command.upgrade(configuration(url, METADATA), "0004")
    engine = sa.create_engine(sync_url(url), poolclass=sa.NullPool)
    made = {"created_by": "U1", "created_at": "2026-01-01 00:00:00"}
    counts = {"training_examples": 0, "validation_examples": 0, "held_out_examples": 1}
    file = {"digest": "", "file_name": "faq.csv", "encoding": "utf-8", **counts}
    asked = {"team": "T1", "channel": "C1", "locale": "en", "at": made["created_at"]}
    where = {"home_channel": "C1", "findings": "[]", "posted": 0, "asked_by": "U1"}
    with engine.begin() as connection:
        put(connection, "datasets", id="d", team="T1", name="faq", **made)
        for n in (1, 2, 3):
            own = {"id": f"v{n}", "dataset_id": "d", "number": n, "cause": f"c{n}"}
            put(connection, "dataset_versions", **own, **file, **made)
        led = {"id": "con", "cause": "k", "version_id": "v1", "made_version_id": "v2"}
        put(connection, "consultations", **led, **where, **asked)
        by_hand = {"cause": "a", "name": "faq", "ts": "1.1", "person": "U1", "version_id": "v3"}
        put(connection, "additions", **by_hand, **asked)

    migrate(url, METADATA)

    with engine.connect() as connection:
        origins = sa.text("SELECT origin FROM dataset_versions ORDER BY id")
        found = connection.execute(origins).scalars().all()
    assert found == ["file", "decisions", "addition"]


def test_what_was_erased_before_stays_known_in_the_whole_workspace(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'old.db'}"
    command.upgrade(configuration(url, METADATA), "0006")
    engine = sa.create_engine(sync_url(url), poolclass=sa.NullPool)
    made = {"created_by": "U1", "created_at": "2026-01-01 00:00:00"}
    counts = {"training_examples": 0, "validation_examples": 0, "held_out_examples": 1}
    file = {"digest": "", "file_name": "faq.csv", "encoding": "utf-8", **counts}
    with engine.begin() as connection:
        put(connection, "datasets", id="d", team="T1", name="faq", **made)
        for n, asked in ((1, "ab"), (2, "ab"), (3, "")):
            own = {"id": f"v{n}", "dataset_id": "d", "number": n, "cause": f"c{n}"}
            put(connection, "dataset_versions", **own, **file, **made)
            erased = {"version_id": f"v{n}", "position": 1, "requested_by": "U1"}
            put(connection, "erasures", asked=asked, at=made["created_at"], **erased)

    migrate(url, METADATA)

    with engine.connect() as connection:
        found = connection.execute(sa.text("SELECT team, asked FROM erased_questions")).all()
    assert [tuple(row) for row in found] == [("T1", "ab")]


def test_migrations_run_from_nothing(tmp_path: Path) -> None:
    migrate(f"sqlite:///{tmp_path / 'new.db'}", METADATA)

    check(f"sqlite:///{tmp_path / 'new.db'}", METADATA)


def test_migrations_run_from_nothing_on_postgresql(postgres_url: str) -> None:
    with created_on(postgres_url) as url:
        migrate(url, METADATA)

        check(url, METADATA)
