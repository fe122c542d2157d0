"""What was erased is known again when a file brings it back; how a version came to be stays."""

from __future__ import annotations

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    text = sqlmodel.sql.sqltypes.AutoString()
    origin = sa.Enum("file", "decisions", "addition", name="origin", native_enum=False, length=32)
    op.add_column("erasures", sa.Column("asked", text, nullable=False, server_default=""))
    op.add_column(
        "dataset_versions", sa.Column("origin", origin, nullable=False, server_default="file")
    )
    versions = sa.table("dataset_versions", sa.column("id"), sa.column("origin"))
    for origin_of, table, made in (
        ("decisions", "consultations", "made_version_id"),
        ("addition", "additions", "version_id"),
    ):
        led_to: sa.Select[tuple[str]] = sa.select(sa.column(made)).select_from(sa.table(table))
        op.execute(
            sa.update(versions)
            .where(versions.c.id.in_(led_to.where(sa.column(made).is_not(None))))
            .values(origin=origin_of)
        )
