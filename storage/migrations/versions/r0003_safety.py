"""What trends, disclosures and reviews need to be kept. All of it is evidence."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

EVIDENCE = ("turn_readings", "disclosures", "review_cases", "review_decisions")


def upgrade() -> None:
    _readings()
    _disclosures()
    _reviews()
    for table in EVIDENCE:
        _only_ever_add(table)


def _readings() -> None:
    op.create_table(
        "turn_readings",
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.LargeBinary(16), nullable=False),
        sa.Column("resident_id", sa.LargeBinary(16), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("valence", sa.Double(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("words", sa.Integer(), nullable=False),
        sa.Column("refused", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("sequence", name="pk_turn_readings"),
        sa.UniqueConstraint("message_id", name="uq_turn_readings_message_id"),
        _message("turn_readings"),
        _resident("turn_readings"),
    )
    op.create_index("ix_turn_readings_resident_id_at", "turn_readings", ["resident_id", "at"])


def _disclosures() -> None:
    op.create_table(
        "disclosures",
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("resident_id", sa.LargeBinary(16), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("occasion", sa.Text(), nullable=False),
        sa.Column("profile", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("sequence", name="pk_disclosures"),
        sa.UniqueConstraint("id", name="uq_disclosures_id"),
        _resident("disclosures"),
    )
    op.create_index(
        "ix_disclosures_resident_id_sequence", "disclosures", ["resident_id", "sequence"]
    )


def _reviews() -> None:
    op.create_table(
        "review_cases",
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("resident_id", sa.LargeBinary(16), nullable=False),
        sa.Column("message_id", sa.LargeBinary(16), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("doubts", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("sequence", name="pk_review_cases"),
        sa.UniqueConstraint("id", name="uq_review_cases_id"),
        _resident("review_cases"),
        _message("review_cases"),
    )
    op.create_index("ix_review_cases_resident_id_at", "review_cases", ["resident_id", "at"])
    op.create_table(
        "review_decisions",
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.LargeBinary(16), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("by", sa.LargeBinary(16), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("sequence", name="pk_review_decisions"),
        sa.ForeignKeyConstraint(
            ["case_id"], ["review_cases.id"], name="fk_review_decisions_case_id"
        ),
        sa.ForeignKeyConstraint(["by"], ["staff.id"], name="fk_review_decisions_by"),
    )
    op.create_index(
        "ix_review_decisions_case_id_sequence", "review_decisions", ["case_id", "sequence"]
    )
    op.create_index("ix_review_decisions_at", "review_decisions", ["at"])


def _message(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["message_id"],
        ["messages.id"],
        name=f"fk_{table}_message_id",
        deferrable=True,
        initially="DEFERRED",
    )


def _resident(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["resident_id"], ["residents.id"], name=f"fk_{table}_resident_id"
    )


def _only_ever_add(table: str) -> None:
    for change in ("update", "delete"):
        op.execute(
            f"CREATE TRIGGER {table}_refuse_{change} BEFORE {change.upper()} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} are evidence and are only ever added'); END"
        )
