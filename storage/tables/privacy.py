"""What was decided about a person's data, and permits to delete evidence.

Neither refers to residents: what was decided must outlive the person's row.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, Id, Moment, Words


class PrivacyEventRow(Base):
    """A wish for erasure, its end, or a legal hold. Append-only."""

    __tablename__ = "privacy_events"
    __table_args__ = (Index(None, "resident_id", "sequence"),)

    sequence: Mapped[int] = mapped_column(primary_key=True)
    resident_id: Mapped[UUID] = mapped_column(Id)
    kind: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Moment)
    by: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Words)
    due_at: Mapped[datetime | None] = mapped_column(Moment)


class EvidencePermitRow(Base):
    """Allows deleting rows of one table of evidence, within the transaction that wrote it.

    Attributes:
        resident_id: whose rows; null for tables that belong to nobody.
        before: only rows older than this; null for all.
        audit_sequence: the audit entry that says so. Triggers refuse a permit without one of the
            right kind, and one for a person on legal hold.
    """

    __tablename__ = "evidence_permits"

    sequence: Mapped[int] = mapped_column(primary_key=True)
    table_name: Mapped[str] = mapped_column(Text)
    resident_id: Mapped[UUID | None] = mapped_column(Id)
    before: Mapped[datetime | None] = mapped_column(Moment)
    audit_sequence: Mapped[int] = mapped_column(ForeignKey("audit_entries.sequence"))
