"""The picture of a verdict is remembered, so that its card can be drawn anew with it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("evaluation_conclusions", sa.Column("picture", sa.String(), nullable=True))
