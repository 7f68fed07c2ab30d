"""Messages to people outside the building, each with what became of it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, Id, Moment, Words


class NotificationRow(Base):
    """One message to one target.

    It refers to no other table: what must be told is kept whatever else is missing.
    """

    __tablename__ = "notifications"
    __table_args__ = (
        # An alarm that is passed on twice is told once.
        UniqueConstraint("event_id", "target"),
        Index(None, "state", "next_at"),
        Index(None, "alert_id", "state"),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    alert_id: Mapped[UUID] = mapped_column(Id)
    event_id: Mapped[UUID] = mapped_column(Id)
    target: Mapped[str] = mapped_column(Text)
    recipient: Mapped[str] = mapped_column(Text)
    level: Mapped[int]
    title: Mapped[str] = mapped_column(Words)
    body: Mapped[str] = mapped_column(Words)
    created_at: Mapped[datetime] = mapped_column(Moment)
    give_up_at: Mapped[datetime] = mapped_column(Moment)
    state: Mapped[str] = mapped_column(Text)
    attempts: Mapped[int]
    next_at: Mapped[datetime] = mapped_column(Moment)
    claimed_until: Mapped[datetime | None] = mapped_column(Moment)
    last_error: Mapped[str | None] = mapped_column(Text)
    done_at: Mapped[datetime | None] = mapped_column(Moment)
