"""What a model answered as a canary is found by an index."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "answers_of_canaries",
        "answers",
        ["model_id"],
        sqlite_where=sa.text("is_canary"),
        postgresql_where=sa.text("is_canary"),
    )
