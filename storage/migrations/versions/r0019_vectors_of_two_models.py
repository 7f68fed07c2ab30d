"""Vectors of two embedding models side by side, so that one is searched while the other reads.

Only writes of the vectors that are searched raise the version of a scope: indexes in memory stay as
they are while another model works through everything.
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"

_EVENTS = (("insert", "new"), ("update", "new"), ("delete", "old"))
_COUNTS = """
    CREATE TRIGGER passage_vectors_EVENT_version AFTER EVENT ON passage_vectors
        WHEN coalesce(
            (SELECT fingerprint FROM recall_models WHERE is_serving), ROW.fingerprint
        ) = ROW.fingerprint
    BEGIN
        INSERT INTO passage_versions SELECT scope, 1 FROM passages WHERE id = ROW.passage_id
            ON CONFLICT (scope) DO UPDATE SET version = version + 1;
    END
"""


def upgrade() -> None:
    op.create_table(
        "recall_models",
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("folder", sa.Text(), nullable=False),
        sa.Column("is_serving", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("fingerprint", name="pk_recall_models"),
    )
    for event, _ in _EVENTS:
        op.execute(f"DROP TRIGGER passage_vectors_{event}_version")
    op.rename_table("passage_vectors", "old_passage_vectors")
    op.create_table(
        "passage_vectors",
        sa.Column("passage_id", sa.LargeBinary(16), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.Column("terms", sa.LargeBinary(), nullable=False, server_default=sa.text("x''")),
        sa.PrimaryKeyConstraint("passage_id", "fingerprint", name="pk_passage_vectors"),
        sa.ForeignKeyConstraint(
            ["passage_id"],
            ["passages.id"],
            name="fk_passage_vectors_passage_id",
            ondelete="CASCADE",
        ),
    )
    op.execute(
        "INSERT INTO passage_vectors SELECT passage_id, fingerprint, vector, terms "
        "FROM old_passage_vectors"
    )
    op.drop_table("old_passage_vectors")
    for event, row in _EVENTS:
        op.execute(_COUNTS.replace("EVENT", event).replace("ROW", row))
