"""Sessions, badges, recovery, break-glass access and consents."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

EVIDENCE = ("break_glass", "consents")


def upgrade() -> None:
    _access()
    _sessions()
    _recovery()
    _consents()
    for table in EVIDENCE:
        for change in ("update", "delete"):
            op.execute(
                f"CREATE TRIGGER {table}_refuse_{change} BEFORE {change.upper()} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} are evidence and are only ever added'); END"
            )


def _access() -> None:
    op.create_table(
        "staff_access",
        _id("staff_id"),
        _bool("is_active"),
        _bool("needs_badge"),
        _bool("must_change"),
        sa.Column("badge", sa.Text(), nullable=True),
        _text("pin_hash"),
        sa.PrimaryKeyConstraint("staff_id", name="pk_staff_access"),
        _reference("staff_access", "staff_id", "staff.id"),
        sa.UniqueConstraint("badge", name="uq_staff_access_badge"),
    )


def _sessions() -> None:
    op.create_table(
        "staff_sessions",
        _id("id"),
        _id("staff_id"),
        _text("station"),
        _text("proof"),
        _text("started_at"),
        _text("seen_at"),
        sa.Column("ended_at", sa.Text(), nullable=True),
        _text("ended_by"),
        sa.PrimaryKeyConstraint("id", name="pk_staff_sessions"),
        _reference("staff_sessions", "staff_id", "staff.id"),
    )
    op.create_index("ix_staff_sessions_started_at", "staff_sessions", ["started_at"])
    op.create_table(
        "sign_in_attempts",
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("blocked_until", sa.Text(), nullable=True),
        _text("at"),
        sa.PrimaryKeyConstraint("key", name="pk_sign_in_attempts"),
    )
    op.create_table(
        "break_glass",
        sa.Column("sequence", sa.Integer(), nullable=False),
        _id("id"),
        _id("session_id"),
        _id("staff_id"),
        _text("reason"),
        _text("at"),
        _text("until"),
        sa.PrimaryKeyConstraint("sequence", name="pk_break_glass"),
        sa.UniqueConstraint("id", name="uq_break_glass_id"),
        _reference("break_glass", "session_id", "staff_sessions.id"),
        _reference("break_glass", "staff_id", "staff.id"),
    )
    op.create_index("ix_break_glass_until", "break_glass", ["until"])


def _recovery() -> None:
    op.create_table(
        "recovery_codes",
        sa.Column("sequence", sa.Integer(), nullable=False),
        _text("code_hash"),
        _text("made_at"),
        sa.Column("spent_at", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("sequence", name="pk_recovery_codes"),
    )


def _consents() -> None:
    op.create_table(
        "consents",
        sa.Column("sequence", sa.Integer(), nullable=False),
        _id("id"),
        _id("resident_id"),
        _text("kind"),
        _bool("is_given"),
        _text("basis"),
        _text("said_by"),
        _id("recorded_by"),
        _text("at"),
        _text("note"),
        sa.PrimaryKeyConstraint("sequence", name="pk_consents"),
        sa.UniqueConstraint("id", name="uq_consents_id"),
        _reference("consents", "resident_id", "residents.id"),
        _reference("consents", "recorded_by", "staff.id"),
    )
    op.create_index(
        "ix_consents_resident_id_kind_sequence", "consents", ["resident_id", "kind", "sequence"]
    )


def _id(name: str) -> sa.Column[bytes]:
    return sa.Column(name, sa.LargeBinary(16), nullable=False)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def _bool(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), nullable=False)


def _reference(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [to], name=f"fk_{table}_{column}")
