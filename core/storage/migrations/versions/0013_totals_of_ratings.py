"""Totals of ratings are kept; what stands knows what gave it; what people erase leaves a trace."""

from __future__ import annotations

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

text = sqlmodel.sql.sqltypes.AutoString()
moment = sqlmodel.sql.sqltypes.UTCDateTime()
METRICS = ("thumb", "accuracy", "consistency", "relevance", "expertise", "response_quality")
SURFACES = ("button", "modal", "emoji", "list", "import")


def one_of(*values: str) -> sa.Enum:
    return sa.Enum(*values, native_enum=False, length=32)


def upgrade() -> None:
    _new_tables()
    _new_columns()
    op.drop_index("ratings_by_model", "ratings")
    op.create_index("ratings_of_a_person", "ratings", ["team", "rater"])
    op.create_index("comments_of_a_person", "comments", ["team", "rater"])
    _fill()


def _new_tables() -> None:
    op.create_table(
        "rating_totals",
        sa.Column("model_id", text, nullable=False),
        sa.Column("metric", one_of(*METRICS), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["model_id"], ["models.id"]),
        sa.PrimaryKeyConstraint("model_id", "metric", "value"),
    )
    op.create_table(
        "question_totals",
        sa.Column("model_id", text, nullable=False),
        sa.Column("metric", one_of(*METRICS), nullable=False),
        sa.Column("question_id", text, nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["model_id"], ["models.id"]),
        sa.ForeignKeyConstraint(["question_id"], ["questions.id"]),
        sa.PrimaryKeyConstraint("model_id", "metric", "question_id"),
    )


def _new_columns() -> None:
    # Not in a batch: that would make the table anew, and take what points at it along.
    op.add_column(
        "ratings",
        sa.Column("event_id", sa.Integer(), sa.ForeignKey("rating_events.id"), nullable=True),
        inline_references=True,
    )
    op.add_column("rating_events", sa.Column("erased_at", moment, nullable=True))
    op.add_column("comments", sa.Column("erased_at", moment, nullable=True))
    op.add_column(
        "comments",
        sa.Column("source", one_of(*SURFACES), nullable=False, server_default="modal"),
    )


def _fill() -> None:
    """From what stands; the event that gave a value is the newest that says so."""
    op.execute(
        "INSERT INTO rating_totals (model_id, metric, value, count)"
        " SELECT model_id, metric, value, COUNT(*) FROM ratings GROUP BY model_id, metric, value"
    )
    op.execute(
        "INSERT INTO question_totals (model_id, metric, question_id, total, count)"
        " SELECT ratings.model_id, metric, question_id, SUM(value), COUNT(*)"
        " FROM ratings JOIN answers ON answers.id = ratings.answer_id"
        " GROUP BY ratings.model_id, metric, question_id"
    )
    op.execute(
        "UPDATE ratings SET event_id = (SELECT MAX(e.id) FROM rating_events e"
        " WHERE e.answer_id = ratings.answer_id AND e.rater = ratings.rater"
        " AND e.metric = ratings.metric AND e.value = ratings.value)"
    )
