"""What residents have planned, and what became of the reminders of it."""

from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Date, ForeignKey, Index, Integer, Text, Time, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, Id, Moment, Words


class ScheduledItemRow(Base):
    """Something that comes on some weekdays, or on dates.

    Attributes:
        last_day: after it this does not come again; NULL where there is no end.
    """

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
    dates: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    minutes: Mapped[int] = mapped_column(Integer)
    uid: Mapped[str] = mapped_column(Text)
    last_day: Mapped[date | None] = mapped_column(Date)


class ReminderEventRow(Base):
    """One thing that became of one reminder. Only ever added.

    What settles a reminder happens once, whichever screen reports it first.
    """

    __tablename__ = "reminder_events"
    __table_args__ = (
        Index(
            None,
            "item_id",
            "due_at",
            "kind",
            unique=True,
            sqlite_where=text("kind NOT IN ('said', 'snoozed')"),
        ),
        Index(None, "resident_id", "due_at"),
        Index(None, "due_at"),
    )

    sequence: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[UUID] = mapped_column(Id)
    resident_id: Mapped[UUID] = mapped_column(Id, ForeignKey("residents.id"))
    due_at: Mapped[datetime] = mapped_column(Moment)
    kind: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Moment)
    by: Mapped[str] = mapped_column(Text)
    until: Mapped[datetime | None] = mapped_column(Moment)
