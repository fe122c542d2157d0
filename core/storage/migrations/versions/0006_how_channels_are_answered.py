"""Channels have settings and prompts; an answer knows its prompt, and may be stopped."""

from __future__ import annotations

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    text = sqlmodel.sql.sqltypes.AutoString()
    moment = sqlmodel.sql.sqltypes.UTCDateTime()
    no = sa.false()
    op.create_table(
        "prompts",
        sa.Column("id", text, nullable=False),
        sa.Column("team", text, nullable=False),
        sa.Column("channel", text, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_by", text, nullable=False),
        sa.Column("written_at", moment, nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("team", "channel", "number"),
    )
    op.create_table(
        "channel_settings",
        sa.Column("team", text, nullable=False),
        sa.Column("channel", text, nullable=False),
        sa.Column("prompt_id", text, nullable=True),
        sa.Column("temperature", sa.Float(), nullable=True),
        sa.Column("max_tokens", sa.Integer(), nullable=True),
        sa.Column("follows_threads", sa.Boolean(), nullable=False),
        sa.Column("asks_ratings", sa.Boolean(), nullable=False),
        sa.Column("locale", text, nullable=True),
        sa.Column("canary_model_id", text, nullable=True),
        sa.Column("canary_share", sa.Float(), nullable=False),
        sa.Column("changed_by", text, nullable=True),
        sa.Column("changed_at", moment, nullable=True),
        sa.ForeignKeyConstraint(["canary_model_id"], ["models.id"]),
        sa.ForeignKeyConstraint(["prompt_id"], ["prompts.id"]),
        sa.PrimaryKeyConstraint("team", "channel"),
    )
    # Not in a batch: that would make the table anew, and take what points at it along.
    op.add_column(
        "answers",
        sa.Column("prompt_id", text, sa.ForeignKey("prompts.id"), nullable=True),
        inline_references=True,
    )
    op.add_column(
        "answers", sa.Column("is_canary", sa.Boolean(), nullable=False, server_default=no)
    )
    yes = sa.true()
    op.add_column(
        "answers", sa.Column("asks_ratings", sa.Boolean(), nullable=False, server_default=yes)
    )
    op.add_column("answers", sa.Column("stop_asked_by", text, nullable=True))
    op.create_index(
        "answers_to_stop",
        "answers",
        ["state"],
        sqlite_where=sa.text("stop_asked_by IS NOT NULL"),
        postgresql_where=sa.text("stop_asked_by IS NOT NULL"),
    )
    op.add_column("questions", sa.Column("files", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column(
        "questions", sa.Column("joins_thread", sa.Boolean(), nullable=False, server_default=no)
    )
    op.create_index("questions_of_a_thread", "questions", ["team", "channel", "thread"])
