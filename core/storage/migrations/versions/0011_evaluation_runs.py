"""Contestants answer the same questions, people vote blind, and why a model serves is kept."""

from __future__ import annotations

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

text = sqlmodel.sql.sqltypes.AutoString()
moment = sqlmodel.sql.sqltypes.UTCDateTime()


def one_of(*values: str) -> sa.Enum:
    return sa.Enum(*values, native_enum=False, length=32)


def upgrade() -> None:
    op.create_table(
        "evaluation_runs",
        sa.Column("id", text, nullable=False),
        sa.Column("team", text, nullable=False),
        sa.Column("cause", text, nullable=False),
        sa.Column("channel", text, nullable=False),
        sa.Column("private_to", text, nullable=True),
        sa.Column("started_by", text, nullable=False),
        sa.Column("locale", text, nullable=False),
        sa.Column("state", one_of("preparing", "open", "closed", "failed"), nullable=False),
        sa.Column("version_id", text, nullable=True),
        sa.Column("votes_wanted", sa.Integer(), nullable=False),
        sa.Column("raters", sa.JSON(), nullable=False),
        sa.Column("failure", text, nullable=True),
        sa.Column("created_at", moment, nullable=False),
        sa.Column("closed_at", moment, nullable=True),
        sa.Column("closed_by", text, nullable=True),
        sa.ForeignKeyConstraint(["version_id"], ["dataset_versions.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("cause"),
    )
    op.create_index("ix_evaluation_runs_team", "evaluation_runs", ["team"])
    op.create_table(
        "contestants",
        sa.Column("id", text, nullable=False),
        sa.Column("run_id", text, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("model_id", text, nullable=False),
        sa.Column("system_prompt", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["run_id"], ["evaluation_runs.id"]),
        sa.ForeignKeyConstraint(["model_id"], ["models.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("run_id", "number"),
    )
    op.create_table(
        "run_answers",
        sa.Column("run_id", text, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("contestant_id", text, nullable=False),
        sa.Column("take", sa.Integer(), nullable=False),
        sa.Column("answer_id", text, nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["evaluation_runs.id"]),
        sa.ForeignKeyConstraint(["contestant_id"], ["contestants.id"]),
        sa.ForeignKeyConstraint(["answer_id"], ["answers.id"]),
        sa.PrimaryKeyConstraint("run_id", "number", "contestant_id", "take"),
    )
    op.create_index("ix_run_answers_answer_id", "run_answers", ["answer_id"])
    op.create_table(
        "showings",
        sa.Column("id", text, nullable=False),
        sa.Column("team", text, nullable=False),
        sa.Column("run_id", text, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("versus", text, nullable=False),
        sa.Column("rater", text, nullable=False),
        sa.Column("challenger_is_left", sa.Boolean(), nullable=False),
        sa.Column("shown_at", moment, nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["evaluation_runs.id"]),
        sa.ForeignKeyConstraint(["versus"], ["contestants.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("run_id", "number", "versus", "rater"),
    )
    op.create_index("ix_showings_run_id", "showings", ["run_id"])
    op.create_table(
        "vote_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cause", text, nullable=False),
        sa.Column("team", text, nullable=False),
        sa.Column("showing_id", text, nullable=False),
        sa.Column("choice", one_of("left", "right", "tie", "skip"), nullable=True),
        sa.Column("at", moment, nullable=False),
        sa.ForeignKeyConstraint(["showing_id"], ["showings.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("cause"),
    )
    op.create_index("ix_vote_events_showing_id", "vote_events", ["showing_id"])
    op.create_table(
        "promotions",
        sa.Column("id", text, nullable=False),
        sa.Column("cause", text, nullable=False),
        sa.Column("team", text, nullable=False),
        sa.Column("channel", text, nullable=False),
        sa.Column("change", one_of("promoted", "rolled_back"), nullable=False),
        sa.Column("model_id", text, nullable=False),
        sa.Column("previous_model_id", text, nullable=True),
        sa.Column("run_id", text, nullable=True),
        sa.Column("verdict", text, nullable=True),
        sa.Column("win_rate", sa.Float(), nullable=True),
        sa.Column("decisive", sa.Integer(), nullable=True),
        sa.Column("by", text, nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.ForeignKeyConstraint(["model_id"], ["models.id"]),
        sa.ForeignKeyConstraint(["previous_model_id"], ["models.id"]),
        sa.ForeignKeyConstraint(["run_id"], ["evaluation_runs.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("cause"),
    )
    op.create_index("promotions_of_a_channel", "promotions", ["team", "channel"])
