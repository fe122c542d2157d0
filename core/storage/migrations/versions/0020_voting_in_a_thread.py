"""People may vote in the thread of a comparison."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    column: sa.Column[bool] = sa.Column(
        "votes_in_thread", sa.Boolean(), server_default=sa.false(), nullable=False
    )
    op.add_column("evaluation_runs", column)
