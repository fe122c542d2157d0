"""How Alembic reaches the database: the engine and the tables come from the caller."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import context

METADATA: sa.MetaData = context.config.attributes["metadata"]


def ours(_object: object, name: str | None, kind: str, _reflected: bool, _compare: object) -> bool:  # noqa: FBT001 (Alembic's signature)
    """Whether a table is Togi's: the durable engine keeps one of its own beside them."""
    return kind != "table" or name in METADATA.tables


engine: sa.Engine = context.config.attributes["engine"]
with engine.connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=METADATA,
        include_object=ours,
        render_as_batch=True,
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()
