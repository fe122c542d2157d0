"""Everybody in a channel may be invited to vote."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    column: sa.Column[bool] = sa.Column(
        "invites_everybody", sa.Boolean(), server_default=sa.false(), nullable=False
    )
    op.add_column("evaluation_runs", column)
