"""The audit log. Append-only: triggers refuse the rest, and the chain shows what got past them."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, Moment


class AuditEntryRow(Base):
    """An entry in its place in the chain."""

    __tablename__ = "audit_entries"
    __table_args__ = (
        Index(None, "actor"),
        Index(None, "subject"),
        Index(None, "action"),
        Index(None, "at"),
    )

    sequence: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment)
    action: Mapped[str] = mapped_column(Text)
    actor: Mapped[str] = mapped_column(Text)
    subject: Mapped[str] = mapped_column(Text)
    details: Mapped[dict[str, Any]] = mapped_column(JSON)
    previous_mac: Mapped[str] = mapped_column(Text)
    mac: Mapped[str] = mapped_column(Text)
