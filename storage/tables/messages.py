"""What was said, and which turns were not quiet. Append-only: triggers refuse the rest."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, Id, Moment, Words


class MessageRow(Base):
    """A message.

    Attributes:
        sequence: order of being kept. Clocks are set back at times; this is not.
    """

    __tablename__ = "messages"
    __table_args__ = (
        Index(None, "resident_id", "sequence"),
        Index(None, "resident_id", "speaker", "at"),
    )

    sequence: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(Id, unique=True)
    turn_id: Mapped[UUID] = mapped_column(Id)
    resident_id: Mapped[UUID] = mapped_column(Id, ForeignKey("residents.id"))
    speaker: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Words)
    at: Mapped[datetime] = mapped_column(Moment)
    fragments: Mapped[list[str]] = mapped_column(JSON)
    trace: Mapped[dict[str, Any]] = mapped_column(JSON)


class ObservationRow(Base):
    """A turn that was not quiet.

    The message may be kept after its observation, in the same unit of work.
    """

    __tablename__ = "observations"
    __table_args__ = (Index(None, "level", "at"),)

    sequence: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[UUID] = mapped_column(
        Id, ForeignKey("messages.id", deferrable=True, initially="DEFERRED")
    )
    resident_id: Mapped[UUID] = mapped_column(Id, ForeignKey("residents.id"))
    at: Mapped[datetime] = mapped_column(Moment)
    level: Mapped[int]
    score: Mapped[float]
    words: Mapped[str] = mapped_column(Words)
