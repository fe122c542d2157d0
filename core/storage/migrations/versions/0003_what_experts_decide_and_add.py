"""What experts decide of contradictions, and the examples that are added one at a time."""

from __future__ import annotations

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    text = sqlmodel.sql.sqltypes.AutoString()
    moment = sqlmodel.sql.sqltypes.UTCDateTime()
    choice = sa.Enum("one", "all", "other", name="choice", native_enum=False, length=32)
    op.create_table(
        "additions",
        sa.Column("cause", text, nullable=False),
        sa.Column("team", text, nullable=False),
        sa.Column("name", text, nullable=False),
        sa.Column("question", sa.Text(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("system_prompt", sa.Text(), nullable=True),
        sa.Column("channel", text, nullable=False),
        sa.Column("thread", text, nullable=True),
        sa.Column("ts", text, nullable=False),
        sa.Column("private_to", text, nullable=True),
        sa.Column("person", text, nullable=False),
        sa.Column("locale", text, nullable=False),
        sa.Column("version_id", text, nullable=True),
        sa.Column("at", moment, nullable=False),
        sa.ForeignKeyConstraint(["version_id"], ["dataset_versions.id"], ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("cause"),
    )
    op.create_table(
        "consultations",
        sa.Column("id", text, nullable=False),
        sa.Column("cause", text, nullable=False),
        sa.Column("team", text, nullable=False),
        sa.Column("version_id", text, nullable=False),
        sa.Column("findings", sa.JSON(), nullable=False),
        sa.Column("posted", sa.Integer(), nullable=False),
        sa.Column("channel", text, nullable=False),
        sa.Column("home_channel", text, nullable=False),
        sa.Column("home_thread", text, nullable=True),
        sa.Column("asked_by", text, nullable=False),
        sa.Column("locale", text, nullable=False),
        sa.Column("made_version_id", text, nullable=True),
        sa.Column("closed_at", moment, nullable=True),
        sa.Column("at", moment, nullable=False),
        sa.ForeignKeyConstraint(["made_version_id"], ["dataset_versions.id"], ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["version_id"], ["dataset_versions.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("cause"),
    )
    op.create_index("ix_consultations_version_id", "consultations", ["version_id"])
    op.create_table(
        "decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cause", text, nullable=False),
        sa.Column("consultation_id", text, nullable=False),
        sa.Column("version_id", text, nullable=False),
        sa.Column("finding", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("choice", choice, nullable=False),
        sa.Column("right", sa.Integer(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("decided_by", text, nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.ForeignKeyConstraint(["consultation_id"], ["consultations.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["version_id"], ["dataset_versions.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("cause"),
        sa.UniqueConstraint("version_id", "finding", "number"),
    )
    op.create_index("ix_decisions_consultation_id", "decisions", ["consultation_id"])
