"""How far conversations were read again and summed up, and vectors that are kept for a day."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.create_table(
        "reading_marks",
        sa.Column("resident_id", sa.LargeBinary(16), nullable=False),
        sa.Column("read_again_to", sa.Integer(), nullable=False),
        sa.Column("summed_up_to", sa.Integer(), nullable=False),
        sa.Column("last_summary", sa.LargeBinary(16), nullable=True),
        sa.PrimaryKeyConstraint("resident_id", name="pk_reading_marks"),
        sa.ForeignKeyConstraint(
            ["resident_id"], ["residents.id"], name="fk_reading_marks_resident_id"
        ),
    )
    op.create_table(
        "kept_vectors",
        sa.Column("resident_id", sa.LargeBinary(16), nullable=False),
        sa.Column("digest", sa.LargeBinary(32), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("resident_id", "digest", name="pk_kept_vectors"),
        sa.ForeignKeyConstraint(
            ["resident_id"], ["residents.id"], name="fk_kept_vectors_resident_id"
        ),
    )
    op.create_index("ix_kept_vectors_at", "kept_vectors", ["at"])
