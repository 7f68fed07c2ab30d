"""Documents of the knowledge base and their chunks; approved chunks are passages as well."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, Id, Moment, Words


class KnowledgeDocumentRow(Base):
    """A version of a document."""

    __tablename__ = "knowledge_documents"
    __table_args__ = (Index(None, "name", "version"), Index(None, "digest"))

    sequence: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(Id, unique=True)
    name: Mapped[str] = mapped_column(Words)
    title: Mapped[str] = mapped_column(Words)
    kind: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(Text)
    version: Mapped[int]
    state: Mapped[str] = mapped_column(Text)
    added_at: Mapped[datetime] = mapped_column(Moment)
    added_by: Mapped[UUID] = mapped_column(Id, ForeignKey("staff.id"))
    approved_at: Mapped[datetime | None] = mapped_column(Moment)
    approved_by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("staff.id"))
    warnings: Mapped[str] = mapped_column(Words)


class KnowledgeChunkRow(Base):
    """A chunk of a document."""

    __tablename__ = "knowledge_chunks"
    __table_args__ = (Index(None, "document_id", "number"),)

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    document_id: Mapped[UUID] = mapped_column(
        Id, ForeignKey("knowledge_documents.id", ondelete="CASCADE")
    )
    number: Mapped[int]
    heading: Mapped[str] = mapped_column(Words)
    text: Mapped[str] = mapped_column(Words)
