"""Indexes by which a few rows are found among years of them: of the audit log, and of check-ins."""

from alembic import op

revision = "0016"
down_revision = "0015"

ENDED = "step IN ('completed', 'declined')"
BEGUN = "step = 'begun'"


def upgrade() -> None:
    for column in ("actor", "subject", "action", "at"):
        # Each ends in the row's own number, so the newest of a person come without sorting.
        op.create_index(f"ix_audit_entries_{column}", "audit_entries", [column])
    op.create_index(
        "ix_scores_resident_id_scale_taken_on", "scores", ["resident_id", "scale", "taken_on"]
    )
    op.execute(
        "CREATE INDEX ix_administration_events_ended ON administration_events "
        f"(resident_id, scale, step, at) WHERE {ENDED}"
    )
    op.execute(
        f"CREATE INDEX ix_administration_events_begun ON administration_events (at) WHERE {BEGUN}"
    )
