"""What was erased is known by its fingerprint in the whole workspace, whatever is deleted since."""

from __future__ import annotations

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    text = sqlmodel.sql.sqltypes.AutoString()
    erased = op.create_table(
        "erased_questions",
        sa.Column("team", text, nullable=False),
        sa.Column("asked", text, nullable=False),
        sa.PrimaryKeyConstraint("team", "asked"),
    )
    erasures = sa.table("erasures", sa.column("version_id"), sa.column("asked"))
    versions = sa.table("dataset_versions", sa.column("id"), sa.column("dataset_id"))
    datasets = sa.table("datasets", sa.column("id"), sa.column("team"))
    known = (
        sa.select(datasets.c.team, erasures.c.asked)
        .join_from(erasures, versions, versions.c.id == erasures.c.version_id)
        .join(datasets, datasets.c.id == versions.c.dataset_id)
        .where(erasures.c.asked != "")
        .distinct()
    )
    op.execute(sa.insert(erased).from_select(["team", "asked"], known))
