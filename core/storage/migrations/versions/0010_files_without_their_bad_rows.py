"""Somebody may choose to go on without the rows of a file that can't be examples."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    column: sa.Column[bool] = sa.Column(
        "skip_bad", sa.Boolean(), server_default=sa.false(), nullable=False
    )
    op.add_column("arrivals", column)
