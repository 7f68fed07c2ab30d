"""What forgetting needs: all sources of a memory, its last day, and whose a dead letter is.

Dead letters quote residents and are no evidence of anything that was done: they are kept for a
while, and go with whom and with what they are about.
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    op.create_table(
        "memory_sources",
        sa.Column("memory_id", sa.LargeBinary(16), nullable=False),
        sa.Column("message_id", sa.LargeBinary(16), nullable=False),
        sa.Column("resident_id", sa.LargeBinary(16), nullable=False),
        sa.PrimaryKeyConstraint("memory_id", "message_id", name="pk_memory_sources"),
        sa.ForeignKeyConstraint(
            ["resident_id"], ["residents.id"], name="fk_memory_sources_resident_id"
        ),
    )
    op.create_index("ix_memory_sources_resident_id", "memory_sources", ["resident_id"])
    op.add_column("memories", sa.Column("over_after", sa.Date(), nullable=True))
    _dead_letters()
    # From FTS5 of SQLite 3.42 on: deleted words leave the index at once, and what is left of
    # earlier ones goes now.
    op.execute("INSERT INTO passage_words(passage_words, rank) VALUES ('secure-delete', 1)")
    op.execute("INSERT INTO passage_words(passage_words) VALUES ('optimize')")


def _dead_letters() -> None:
    for change in ("update", "delete"):
        op.execute(f"DROP TRIGGER IF EXISTS dead_letters_refuse_{change}")
    op.rename_table("dead_letters", "old_dead_letters")
    op.create_table(
        "dead_letters",
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("resident_id", sa.LargeBinary(16), nullable=True),
        sa.Column("messages", sa.JSON(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("schema_name", sa.Text(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("attempts", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("sequence", name="pk_dead_letters"),
        sa.ForeignKeyConstraint(
            ["resident_id"], ["residents.id"], name="fk_dead_letters_resident_id"
        ),
    )
    op.create_index("ix_dead_letters_resident_id", "dead_letters", ["resident_id"])
    op.execute(
        "INSERT INTO dead_letters (sequence, messages, at, purpose, schema_name, model, attempts) "
        "SELECT sequence, '[]', at, purpose, schema_name, model, attempts FROM old_dead_letters"
    )
    op.drop_table("old_dead_letters")
