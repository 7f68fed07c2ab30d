"""Plans with dates, what became of reminders, who is at a screen, and when chores were done."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

EVIDENCE = ("reminder_events", "residence_events")


def upgrade() -> None:
    _plans()
    _reminders()
    _presence()
    op.create_table(
        "chores",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("done_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_chores"),
    )
    for table in EVIDENCE:
        for change in ("update", "delete"):
            op.execute(
                f"CREATE TRIGGER {table}_refuse_{change} BEFORE {change.upper()} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} are evidence and are only ever added'); END"
            )


def _plans() -> None:
    op.drop_index("ix_scheduled_items_resident_id_at", "scheduled_items")
    op.rename_table("scheduled_items", "scheduled_items_before")
    op.create_table(
        "scheduled_items",
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("resident_id", sa.LargeBinary(16), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("spoken", sa.Text(), nullable=False),
        sa.Column("at", sa.Time(), nullable=False),
        sa.Column("weekdays", sa.JSON(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("visitor", sa.Text(), nullable=False),
        sa.Column("dates", sa.JSON(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_scheduled_items"),
        sa.ForeignKeyConstraint(
            ["resident_id"], ["residents.id"], name="fk_scheduled_items_resident_id"
        ),
    )
    op.execute(
        "INSERT INTO scheduled_items "
        "SELECT id, resident_id, title, spoken, at, weekdays, kind, visitor, NULL, 0, '', NULL "
        "FROM scheduled_items_before"
    )
    op.drop_table("scheduled_items_before")
    op.create_index("ix_scheduled_items_resident_id_at", "scheduled_items", ["resident_id", "at"])


def _reminders() -> None:
    op.create_table(
        "reminder_events",
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.LargeBinary(16), nullable=False),
        sa.Column("resident_id", sa.LargeBinary(16), nullable=False),
        sa.Column("due_at", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("until", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("sequence", name="pk_reminder_events"),
        sa.ForeignKeyConstraint(
            ["resident_id"], ["residents.id"], name="fk_reminder_events_resident_id"
        ),
    )
    op.create_index(
        "ix_reminder_events_item_id_due_at_kind",
        "reminder_events",
        ["item_id", "due_at", "kind"],
        unique=True,
        sqlite_where=sa.text("kind NOT IN ('said', 'snoozed')"),
    )
    op.create_index(
        "ix_reminder_events_resident_id_due_at", "reminder_events", ["resident_id", "due_at"]
    )
    op.create_index("ix_reminder_events_due_at", "reminder_events", ["due_at"])


def _presence() -> None:
    op.create_table(
        "resident_doors",
        sa.Column("resident_id", sa.LargeBinary(16), nullable=False),
        sa.Column("portrait", sa.LargeBinary(), nullable=True),
        sa.Column("pin_hash", sa.Text(), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("blocked_until", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("resident_id", name="pk_resident_doors"),
        sa.ForeignKeyConstraint(
            ["resident_id"], ["residents.id"], name="fk_resident_doors_resident_id"
        ),
    )
    op.create_table(
        "residence_events",
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("resident_id", sa.LargeBinary(16), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("sequence", name="pk_residence_events"),
        sa.ForeignKeyConstraint(
            ["resident_id"], ["residents.id"], name="fk_residence_events_resident_id"
        ),
    )
    op.create_index("ix_residence_events_resident_id", "residence_events", ["resident_id"])
