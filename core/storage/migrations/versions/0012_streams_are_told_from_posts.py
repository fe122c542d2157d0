"""Which messages were streamed: only those need an end, and no two posts take the same one."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    column: sa.Column[bool] = sa.Column(
        "is_stream", sa.Boolean(), server_default=sa.false(), nullable=False
    )
    op.add_column("posts", column)
    op.create_index(
        "posts_streamed_once",
        "posts",
        ["channel", "ts"],
        unique=True,
        sqlite_where=sa.text("is_stream"),
        postgresql_where=sa.text("is_stream"),
    )
