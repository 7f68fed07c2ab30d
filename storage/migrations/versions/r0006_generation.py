"""What generation cost, who stopped it, and what programs did not get. All of it is evidence."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

EVIDENCE = ("generation_usage", "generation_stops", "dead_letters")


def upgrade() -> None:
    op.create_table(
        "generation_usage",
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("turn_id", sa.LargeBinary(16), nullable=True),
        sa.Column("resident_id", sa.LargeBinary(16), nullable=True),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("tier", sa.Text(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("prompt", sa.Text(), nullable=False),
        sa.Column("tokens_in", sa.Integer(), nullable=False),
        sa.Column("tokens_out", sa.Integer(), nullable=False),
        sa.Column("tokens_cached", sa.Integer(), nullable=True),
        sa.Column("seconds", sa.Double(), nullable=False),
        sa.Column("ended", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("sequence", name="pk_generation_usage"),
        sa.ForeignKeyConstraint(
            ["resident_id"], ["residents.id"], name="fk_generation_usage_resident_id"
        ),
    )
    op.create_index("ix_generation_usage_resident_id_at", "generation_usage", ["resident_id", "at"])
    op.create_index("ix_generation_usage_at", "generation_usage", ["at"])
    op.create_table(
        "generation_stops",
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("stopped", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("sequence", name="pk_generation_stops"),
    )
    op.create_table(
        "dead_letters",
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("schema_name", sa.Text(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("attempts", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("sequence", name="pk_dead_letters"),
    )
    for table in EVIDENCE:
        for change in ("update", "delete"):
            op.execute(
                f"CREATE TRIGGER {table}_refuse_{change} BEFORE {change.upper()} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} are evidence and are only ever added'); END"
            )
