"""Questions that came before they had fingerprints get theirs: what was held out stays known."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from core.datasets.chats import asked_in, fingerprint

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

AT_ONCE = 1000
EXAMPLES = sa.table(
    "examples",
    sa.column("version_id"),
    sa.column("position"),
    sa.column("asked"),
    sa.column("line"),
)


def upgrade() -> None:
    connection = op.get_bind()
    unknown = sa.select(EXAMPLES).where(EXAMPLES.c.asked == "").limit(AT_ONCE)
    while rows := connection.execute(unknown).all():
        for row in rows:
            connection.execute(
                sa.update(EXAMPLES)
                .where(EXAMPLES.c.version_id == row.version_id, EXAMPLES.c.position == row.position)
                .values(asked=fingerprint(asked_in(row.line)))
            )
