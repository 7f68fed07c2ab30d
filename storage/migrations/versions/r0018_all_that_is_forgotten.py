"""In which further messages a memory was said again, so that forgetting finds them all."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    op.create_table(
        "memory_sources",
        sa.Column("memory_id", sa.LargeBinary(16), nullable=False),
        sa.Column("message_id", sa.LargeBinary(16), nullable=False),
        sa.Column("resident_id", sa.LargeBinary(16), nullable=False),
        sa.PrimaryKeyConstraint("memory_id", "message_id", name="pk_memory_sources"),
        sa.ForeignKeyConstraint(
            ["resident_id"], ["residents.id"], name="fk_memory_sources_resident_id"
        ),
    )
    op.create_index("ix_memory_sources_resident_id", "memory_sources", ["resident_id"])
