"""Memories, the doubts about some, and marks. None of it is evidence: it can be forgotten."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Date, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, Id, Moment, Words


class MemoryRow(Base):
    """A memory.

    Attributes:
        sequence: order of being learned.
    """

    __tablename__ = "memories"
    __table_args__ = (Index(None, "resident_id", "state"),)

    sequence: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(Id, unique=True)
    resident_id: Mapped[UUID] = mapped_column(Id, ForeignKey("residents.id"))
    kind: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Words)
    said: Mapped[str] = mapped_column(Words)
    slot: Mapped[str] = mapped_column(Words)
    value: Mapped[str] = mapped_column(Words)
    source: Mapped[UUID] = mapped_column(Id)
    learned_at: Mapped[datetime] = mapped_column(Moment)
    heard_at: Mapped[datetime] = mapped_column(Moment)
    confidence: Mapped[float]
    strength: Mapped[int]
    careful: Mapped[bool]
    state: Mapped[str] = mapped_column(Text)
    successor: Mapped[UUID | None] = mapped_column(Id)
    over_after: Mapped[date | None] = mapped_column(Date)


class MemorySourceRow(Base):
    """A further message in which a memory was said again."""

    __tablename__ = "memory_sources"
    __table_args__ = (Index(None, "resident_id"),)

    memory_id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    message_id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    resident_id: Mapped[UUID] = mapped_column(Id, ForeignKey("residents.id"))


class MemoryDoubtRow(Base):
    """Words for the review list."""

    __tablename__ = "memory_doubts"
    __table_args__ = (Index(None, "resident_id", "sequence"),)

    sequence: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(Id, unique=True)
    resident_id: Mapped[UUID] = mapped_column(Id, ForeignKey("residents.id"))
    source: Mapped[UUID] = mapped_column(Id)
    at: Mapped[datetime] = mapped_column(Moment)
    said: Mapped[str] = mapped_column(Words)
    reason: Mapped[str] = mapped_column(Text)


class MemoryMarkRow(Base):
    """How far a resident's words were read, and whether they speak in private."""

    __tablename__ = "memory_marks"

    resident_id: Mapped[UUID] = mapped_column(Id, ForeignKey("residents.id"), primary_key=True)
    read_up_to: Mapped[int]
    private: Mapped[bool]
    tidied_at: Mapped[datetime | None] = mapped_column(Moment)


class DisregardedMessageRow(Base):
    """A message that nothing may be learned or recalled from."""

    __tablename__ = "disregarded_messages"
    __table_args__ = (Index(None, "resident_id"),)

    message_id: Mapped[UUID] = mapped_column(Id, ForeignKey("messages.id"), primary_key=True)
    resident_id: Mapped[UUID] = mapped_column(Id, ForeignKey("residents.id"))
