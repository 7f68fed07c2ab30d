"""Retention, erasure and legal hold: evidence can be deleted, under a permit that is audited."""

import sqlalchemy as sa
from alembic import op

from storage.migrations.evidence import PERMIT, protect

revision = "0010"
down_revision = "0009"

_CASE_OWNER = "(SELECT resident_id FROM review_cases WHERE id = old.case_id)"
_NO_RESIDENT = "NULL"


def upgrade() -> None:
    _tables()
    _permits()
    for table in ("messages", "observations", "turn_readings", "disclosures", "review_cases"):
        protect(op.execute, table)
    protect(op.execute, "generation_usage")
    protect(op.execute, "scores", moment="old.taken_on")
    protect(op.execute, "review_decisions", owner=_CASE_OWNER)
    protect(op.execute, "dead_letters", owner=_NO_RESIDENT)
    protect(op.execute, "alert_events")
    _blanking_of_alerts()


def _tables() -> None:
    op.create_table(
        "privacy_events",
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("resident_id", sa.LargeBinary(16), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("due_at", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("sequence", name="pk_privacy_events"),
    )
    op.create_index(
        "ix_privacy_events_resident_id_sequence", "privacy_events", ["resident_id", "sequence"]
    )
    for change in ("update", "delete"):
        op.execute(
            f"CREATE TRIGGER privacy_events_refuse_{change} BEFORE {change.upper()} "
            "ON privacy_events BEGIN "
            "SELECT RAISE(ABORT, 'privacy_events are evidence and are only ever added'); END"
        )
    op.create_table(
        "evidence_permits",
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("table_name", sa.Text(), nullable=False),
        sa.Column("resident_id", sa.LargeBinary(16), nullable=True),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("audit_sequence", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("sequence", name="pk_evidence_permits"),
        sa.ForeignKeyConstraint(
            ["audit_sequence"],
            ["audit_entries.sequence"],
            name="fk_evidence_permits_audit_sequence",
        ),
    )


def _permits() -> None:
    op.execute(
        "CREATE TRIGGER evidence_permits_refuse_unaudited BEFORE INSERT ON evidence_permits "
        "WHEN coalesce((SELECT action FROM audit_entries WHERE sequence = new.audit_sequence), '') "
        "NOT IN ('privacy.erased', 'privacy.retention_applied') "
        "BEGIN SELECT RAISE(ABORT, 'evidence is deleted only with an audit entry'); END"
    )
    op.execute(
        "CREATE TRIGGER evidence_permits_refuse_held BEFORE INSERT ON evidence_permits "
        "WHEN (SELECT kind FROM privacy_events WHERE resident_id = new.resident_id "
        "AND kind IN ('hold_placed', 'hold_lifted') ORDER BY sequence DESC LIMIT 1) "
        "= 'hold_placed' "
        "BEGIN SELECT RAISE(ABORT, 'a legal hold keeps these records'); END"
    )


def _blanking_of_alerts() -> None:
    """Let an alert's words be emptied for a person who is erased; what staff did stays."""
    permit = PERMIT.format(table="alert_events", owner="old.resident_id", moment="old.at")
    same = " AND ".join(
        f'new."{column}" IS old."{column}"'
        for column in (
            "sequence", "id", "alert_id", "resident_id", "kind", "at", "by", "outcome",
            "source", "level", "danger", "score",
        )
    )  # fmt: skip
    op.execute("DROP TRIGGER alert_events_refuse_update")
    op.execute(
        "CREATE TRIGGER alert_events_refuse_update BEFORE UPDATE ON alert_events "
        f"WHEN NOT ({permit} AND {same} AND new.note = '' AND coalesce(new.words, '') = '' "
        "AND coalesce(new.reasons, '[]') = '[]' AND new.message_id IS NULL) "
        "BEGIN SELECT RAISE(ABORT, 'alert_events are evidence and are only ever added'); END"
    )
