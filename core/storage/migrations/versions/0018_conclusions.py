"""The verdict on a closed comparison is kept as it was told."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "evaluation_conclusions",
        sa.Column("run_id", sa.String(), sa.ForeignKey("evaluation_runs.id"), primary_key=True),
        sa.Column("judgement", sa.JSON(), nullable=False),
        sa.Column("course", sa.JSON(), nullable=False),
    )
