"""What residents have planned."""

from datetime import time
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, Text, Time
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, Id, Words


class ScheduledItemRow(Base):
    """Something that comes again on some weekdays."""

    __tablename__ = "scheduled_items"
    __table_args__ = (Index(None, "resident_id", "at"),)

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    resident_id: Mapped[UUID] = mapped_column(Id, ForeignKey("residents.id"))
    title: Mapped[str] = mapped_column(Words)
    spoken: Mapped[str] = mapped_column(Words)
    at: Mapped[time] = mapped_column(Time)
    weekdays: Mapped[list[int]] = mapped_column(JSON)
    kind: Mapped[str] = mapped_column(Text)
    visitor: Mapped[str] = mapped_column(Words)
