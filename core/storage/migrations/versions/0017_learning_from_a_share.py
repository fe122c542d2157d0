"""A training may take a share of the rows: the learning curve needs such models."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("jobs", "models"):
        column: sa.Column[float] = sa.Column(
            "share", sa.Float(), server_default="1", nullable=False
        )
        op.add_column(table, column)
