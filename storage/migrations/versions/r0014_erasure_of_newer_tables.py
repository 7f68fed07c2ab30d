"""Evidence that came after erasure was made can be deleted under a permit as well."""

from alembic import op

from storage.migrations.evidence import protect

revision = "0014"
down_revision = "0013"

OWN = ("administration_events", "consents", "reminder_events", "residence_events", "scale_rhythms")


def upgrade() -> None:
    for table in OWN:
        protect(op.execute, table)
    owner = "(SELECT resident_id FROM review_cases WHERE id = old.case_id)"
    protect(op.execute, "triage_votes", owner=owner)
