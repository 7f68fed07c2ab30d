"""Scales that Lilo takes: what was asked and answered, and how often. Append-only."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, Id, Moment


class AdministrationEventRow(Base):
    """One thing that happened while a scale was taken.

    Attributes:
        administration_id: the taking it belongs to.
        details: facts about a beginning or an end; nobody's words.
    """

    __tablename__ = "administration_events"
    __table_args__ = (
        Index(None, "resident_id", "sequence"),
        Index(None, "administration_id", "sequence"),
        Index(
            "ix_administration_events_ended",
            "resident_id",
            "scale",
            "step",
            "at",
            sqlite_where=text("step IN ('completed', 'declined')"),
        ),
        Index("ix_administration_events_begun", "at", sqlite_where=text("step = 'begun'")),
    )

    sequence: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(Id, unique=True)
    administration_id: Mapped[UUID] = mapped_column(Id)
    resident_id: Mapped[UUID] = mapped_column(Id, ForeignKey("residents.id"))
    scale: Mapped[str] = mapped_column(Text)
    step: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Moment)
    item: Mapped[str] = mapped_column(Text)
    value: Mapped[int | None]
    how: Mapped[str | None] = mapped_column(Text)
    confidence: Mapped[float]
    was_read_back: Mapped[bool]
    details: Mapped[dict[str, Any]] = mapped_column(JSON)


class ScaleRhythmRow(Base):
    """How often a resident is asked a scale; the newest counts."""

    __tablename__ = "scale_rhythms"

    sequence: Mapped[int] = mapped_column(primary_key=True)
    resident_id: Mapped[UUID] = mapped_column(Id, ForeignKey("residents.id"))
    scale: Mapped[str] = mapped_column(Text)
    every_days: Mapped[int | None]
    by: Mapped[UUID] = mapped_column(Id, ForeignKey("staff.id"))
    at: Mapped[datetime] = mapped_column(Moment)
