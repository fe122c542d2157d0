"""What the workshop keeps of a data set: its findings, its erasures, how it was read."""

from __future__ import annotations

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    text = sqlmodel.sql.sqltypes.AutoString()
    level = sa.Enum("error", "warning", name="level", native_enum=False, length=32)
    kind = sa.Enum("chat", "preference", name="kind", native_enum=False, length=32)
    op.create_table(
        "erasures",
        sa.Column("version_id", text, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("requested_by", text, nullable=False),
        sa.Column("reason", text, nullable=True),
        sa.Column("at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["version_id"], ["dataset_versions.id"]),
        sa.PrimaryKeyConstraint("version_id", "position"),
    )
    op.create_table(
        "findings",
        sa.Column("version_id", text, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "level",
            level,
            nullable=False,
        ),
        sa.Column("code", text, nullable=False),
        sa.Column("kind", text, nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("rows", sa.JSON(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["version_id"], ["dataset_versions.id"]),
        sa.PrimaryKeyConstraint("version_id", "position"),
    )
    with op.batch_alter_table("arrivals", schema=None) as batch_op:
        batch_op.add_column(sa.Column("question_column", text, nullable=True))
        batch_op.add_column(sa.Column("answer_column", text, nullable=True))

    with op.batch_alter_table("dataset_versions", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "kind",
                kind,
                nullable=False,
                server_default="chat",
            )
        )
        batch_op.add_column(sa.Column("question_column", text, nullable=True))
        batch_op.add_column(sa.Column("answer_column", text, nullable=True))
        batch_op.add_column(sa.Column("tokens", sa.Integer(), nullable=True))

    with op.batch_alter_table("examples", schema=None) as batch_op:
        batch_op.add_column(sa.Column("asked", text, nullable=False, server_default=""))
        batch_op.create_index(batch_op.f("ix_examples_asked"), ["asked"], unique=False)
