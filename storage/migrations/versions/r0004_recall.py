"""What recall needs: when passages are of, and a number for each scope that every write changes."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_TIMES = """
    CREATE TRIGGER passages_EVENT_times AFTER EVENT ON passages BEGIN
        DELETE FROM passage_times WHERE passage_id = new.id;
        INSERT INTO passage_times SELECT new.id, new.scope, json_extract(new.facts, '$.at')
            WHERE json_extract(new.facts, '$.at') IS NOT NULL;
    END
"""
_PASSAGE_COUNTS = """
    CREATE TRIGGER passages_EVENT_version AFTER EVENT ON passages BEGIN
        INSERT INTO passage_versions VALUES (ROW.scope, 1)
            ON CONFLICT (scope) DO UPDATE SET version = version + 1;
    END
"""
_VECTOR_COUNTS = """
    CREATE TRIGGER passage_vectors_EVENT_version AFTER EVENT ON passage_vectors BEGIN
        INSERT INTO passage_versions SELECT scope, 1 FROM passages WHERE id = ROW.passage_id
            ON CONFLICT (scope) DO UPDATE SET version = version + 1;
    END
"""


def upgrade() -> None:
    _times()
    _versions()


def _times() -> None:
    op.create_table(
        "passage_times",
        sa.Column("passage_id", sa.LargeBinary(16), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("passage_id", name="pk_passage_times"),
        sa.ForeignKeyConstraint(
            ["passage_id"],
            ["passages.id"],
            name="fk_passage_times_passage_id",
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_passage_times_scope_at", "passage_times", ["scope", "at"])
    for event in ("insert", "update"):
        op.execute(_TIMES.replace("EVENT", event))


def _versions() -> None:
    op.create_table(
        "passage_versions",
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("scope", name="pk_passage_versions"),
    )
    for event, row in (("insert", "new"), ("update", "new"), ("delete", "old")):
        for trigger in (_PASSAGE_COUNTS, _VECTOR_COUNTS):
            op.execute(trigger.replace("EVENT", event).replace("ROW", row))
