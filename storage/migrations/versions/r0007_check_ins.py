"""Scales that Lilo takes, answer by answer, and how often residents are asked. Evidence."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

EVIDENCE = ("administration_events", "scale_rhythms")


def upgrade() -> None:
    op.create_table(
        "administration_events",
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("administration_id", sa.LargeBinary(16), nullable=False),
        sa.Column("resident_id", sa.LargeBinary(16), nullable=False),
        sa.Column("scale", sa.Text(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=True),
        sa.Column("how", sa.Text(), nullable=True),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("was_read_back", sa.Boolean(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("sequence", name="pk_administration_events"),
        sa.UniqueConstraint("id", name="uq_administration_events_id"),
        sa.ForeignKeyConstraint(
            ["resident_id"], ["residents.id"], name="fk_administration_events_resident_id"
        ),
    )
    op.create_index(
        "ix_administration_events_resident_id_sequence",
        "administration_events",
        ["resident_id", "sequence"],
    )
    op.create_index(
        "ix_administration_events_administration_id_sequence",
        "administration_events",
        ["administration_id", "sequence"],
    )
    op.create_table(
        "scale_rhythms",
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("resident_id", sa.LargeBinary(16), nullable=False),
        sa.Column("scale", sa.Text(), nullable=False),
        sa.Column("every_days", sa.Integer(), nullable=True),
        sa.Column("by", sa.LargeBinary(16), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("sequence", name="pk_scale_rhythms"),
        sa.ForeignKeyConstraint(
            ["resident_id"], ["residents.id"], name="fk_scale_rhythms_resident_id"
        ),
        sa.ForeignKeyConstraint(["by"], ["staff.id"], name="fk_scale_rhythms_by"),
    )
    for table in EVIDENCE:
        for change in ("update", "delete"):
            op.execute(
                f"CREATE TRIGGER {table}_refuse_{change} BEFORE {change.upper()} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} are evidence and are only ever added'); END"
            )
