"""Questions are looked up by their age: those that nobody has taken up yet are young."""

from __future__ import annotations

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("questions_by_age", "questions", ["created_at"])
