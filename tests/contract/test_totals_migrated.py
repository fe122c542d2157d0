"""Ratings from before there were totals: the migration counts them."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from alembic import command

from bot.schema import METADATA
from core.storage.database import sync_url
from core.storage.migrating import configuration, migrate

OLD = """
INSERT INTO models (id, team, provider, name, base_name, title, created_at)
  VALUES ('m', 'T1', 'p', 'n', 'n', 'n', '2026-01-01 00:00:00');
INSERT INTO questions (id, team, cause, channel, thread, ts, asked_by, text, created_at)
  VALUES ('q', 'T1', 'c', 'C1', '1.1', '1.1', 'U1', 'What?', '2026-01-01 00:00:00');
INSERT INTO answers
  (id, team, question_id, model_id, state, temperature, max_tokens, created_at)
  VALUES ('a', 'T1', 'q', 'm', 'complete', 0, 64, '2026-01-01 00:00:00');
INSERT INTO rating_events (id, cause, team, answer_id, rater, metric, value, source, at) VALUES
  (1, 'e1', 'T1', 'a', 'U1', 'accuracy', 4, 'modal', '2026-01-01 00:00:00'),
  (2, 'e2', 'T1', 'a', 'U2', 'accuracy', 1, 'modal', '2026-01-01 00:00:00'),
  (3, 'e3', 'T1', 'a', 'U2', 'accuracy', 4, 'modal', '2026-01-01 00:00:00');
INSERT INTO ratings (answer_id, rater, metric, team, model_id, value) VALUES
  ('a', 'U1', 'accuracy', 'T1', 'm', 4), ('a', 'U2', 'accuracy', 'T1', 'm', 4);
INSERT INTO comments (cause, team, answer_id, rater, wrong, at)
  VALUES ('v1', 'T1', 'a', 'U1', 'No.', '2026-01-01 00:00:00')
"""


def test_ratings_that_had_no_totals_get_them(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'old.db'}"
    command.upgrade(configuration(url, METADATA), "0012")
    engine = sa.create_engine(sync_url(url), poolclass=sa.NullPool)
    with engine.begin() as connection:
        for statement in OLD.split(";"):
            connection.execute(sa.text(statement))

    migrate(url, METADATA)

    with engine.connect() as connection:

        def read(columns: str, table: str) -> list[tuple[object, ...]]:
            rows = connection.exec_driver_sql(f"SELECT {columns} FROM {table}")  # noqa: S608 (ours)
            return [tuple(row) for row in rows]

        assert read("*", "rating_totals") == [("m", "accuracy", 4, 2)]
        assert read("*", "question_totals") == [("m", "accuracy", "q", 8, 2)]
        assert read("rater, event_id", "ratings ORDER BY rater") == [("U1", 1), ("U2", 3)]
        assert read("source, erased_at", "comments") == [("modal", None)]
