"""What a language model said about cases of the review queue. It is evidence."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.create_table(
        "triage_votes",
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.LargeBinary(16), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("opinions", sa.JSON(), nullable=False),
        sa.Column("set_aside", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("sequence", name="pk_triage_votes"),
        sa.ForeignKeyConstraint(["case_id"], ["review_cases.id"], name="fk_triage_votes_case_id"),
    )
    op.create_index("ix_triage_votes_case_id_sequence", "triage_votes", ["case_id", "sequence"])
    op.create_index("ix_triage_votes_at", "triage_votes", ["at"])
    for change in ("update", "delete"):
        op.execute(
            f"CREATE TRIGGER triage_votes_refuse_{change} BEFORE {change.upper()} ON triage_votes "
            "BEGIN SELECT RAISE(ABORT, 'triage_votes are evidence and are only ever added'); END"
        )
