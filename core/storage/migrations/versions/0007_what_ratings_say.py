"""Comments have reasons; a workspace chooses its emoji; who was reminded of rating is kept."""

from __future__ import annotations

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    text = sqlmodel.sql.sqltypes.AutoString()
    moment = sqlmodel.sql.sqltypes.UTCDateTime()
    op.add_column("comments", sa.Column("reasons", sa.JSON(), nullable=False, server_default="[]"))
    op.create_table(
        "emoji_maps",
        sa.Column("team", text, nullable=False),
        sa.Column("meanings", sa.JSON(), nullable=False),
        sa.Column("changed_by", text, nullable=False),
        sa.Column("changed_at", moment, nullable=False),
        sa.PrimaryKeyConstraint("team"),
    )
    op.create_table(
        "reminders",
        sa.Column("team", text, nullable=False),
        sa.Column("person", text, nullable=False),
        sa.Column("id", text, nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.PrimaryKeyConstraint("team", "person"),
    )
    op.create_index("rating_events_of_a_person", "rating_events", ["team", "rater"])
    op.create_index("questions_of_a_person", "questions", ["team", "asked_by"])
