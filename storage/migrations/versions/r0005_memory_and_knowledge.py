"""What residents told Lilo, and documents of the knowledge base.

None of it is evidence: a resident's wish to be forgotten must be able to remove it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    _memories()
    _knowledge()


def _memories() -> None:
    op.create_table(
        "memories",
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("resident_id", sa.LargeBinary(16), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("slot", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("source", sa.LargeBinary(16), nullable=False),
        sa.Column("learned_at", sa.Text(), nullable=False),
        sa.Column("heard_at", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("strength", sa.Integer(), nullable=False),
        sa.Column("careful", sa.Boolean(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("successor", sa.LargeBinary(16), nullable=True),
        sa.PrimaryKeyConstraint("sequence", name="pk_memories"),
        sa.UniqueConstraint("id", name="uq_memories_id"),
        _resident("memories"),
    )
    op.create_index("ix_memories_resident_id_state", "memories", ["resident_id", "state"])
    op.create_table(
        "memory_doubts",
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("resident_id", sa.LargeBinary(16), nullable=False),
        sa.Column("source", sa.LargeBinary(16), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("sequence", name="pk_memory_doubts"),
        sa.UniqueConstraint("id", name="uq_memory_doubts_id"),
        _resident("memory_doubts"),
    )
    op.create_index(
        "ix_memory_doubts_resident_id_sequence", "memory_doubts", ["resident_id", "sequence"]
    )
    op.create_table(
        "memory_marks",
        sa.Column("resident_id", sa.LargeBinary(16), nullable=False),
        sa.Column("read_up_to", sa.Integer(), nullable=False),
        sa.Column("private", sa.Boolean(), nullable=False),
        sa.Column("tidied_at", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("resident_id", name="pk_memory_marks"),
        _resident("memory_marks"),
    )
    op.create_table(
        "disregarded_messages",
        sa.Column("message_id", sa.LargeBinary(16), nullable=False),
        sa.Column("resident_id", sa.LargeBinary(16), nullable=False),
        sa.PrimaryKeyConstraint("message_id", name="pk_disregarded_messages"),
        sa.ForeignKeyConstraint(
            ["message_id"], ["messages.id"], name="fk_disregarded_messages_message_id"
        ),
        _resident("disregarded_messages"),
    )
    op.create_index("ix_disregarded_messages_resident_id", "disregarded_messages", ["resident_id"])


def _knowledge() -> None:
    op.create_table(
        "knowledge_documents",
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("added_at", sa.Text(), nullable=False),
        sa.Column("added_by", sa.LargeBinary(16), nullable=False),
        sa.Column("approved_at", sa.Text(), nullable=True),
        sa.Column("approved_by", sa.LargeBinary(16), nullable=True),
        sa.Column("warnings", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("sequence", name="pk_knowledge_documents"),
        sa.UniqueConstraint("id", name="uq_knowledge_documents_id"),
        sa.ForeignKeyConstraint(["added_by"], ["staff.id"], name="fk_knowledge_documents_added_by"),
        sa.ForeignKeyConstraint(
            ["approved_by"], ["staff.id"], name="fk_knowledge_documents_approved_by"
        ),
    )
    op.create_index(
        "ix_knowledge_documents_name_version", "knowledge_documents", ["name", "version"]
    )
    op.create_index("ix_knowledge_documents_digest", "knowledge_documents", ["digest"])
    op.create_table(
        "knowledge_chunks",
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("document_id", sa.LargeBinary(16), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("heading", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_knowledge_chunks"),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["knowledge_documents.id"],
            name="fk_knowledge_chunks_document_id",
            ondelete="CASCADE",
        ),
    )
    op.create_index(
        "ix_knowledge_chunks_document_id_number", "knowledge_chunks", ["document_id", "number"]
    )


def _resident(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["resident_id"], ["residents.id"], name=f"fk_{table}_resident_id"
    )
