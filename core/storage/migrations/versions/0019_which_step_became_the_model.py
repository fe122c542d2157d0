"""A model may be an earlier step of its training than the last."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    step: sa.Column[int] = sa.Column("step", sa.Integer(), nullable=True)
    op.add_column("models", step)
    for name in ("validation_loss", "last_validation_loss"):
        loss: sa.Column[float] = sa.Column(name, sa.Float(), nullable=True)
        op.add_column("models", loss)
