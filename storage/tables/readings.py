"""What single turns showed, for trends. Append-only: triggers refuse the rest."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, Id, Moment


class TurnReadingRow(Base):
    """A reading. The message may be kept after it, in the same unit of work."""

    __tablename__ = "turn_readings"
    __table_args__ = (Index(None, "resident_id", "at"),)

    sequence: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[UUID] = mapped_column(
        Id, ForeignKey("messages.id", deferrable=True, initially="DEFERRED"), unique=True
    )
    resident_id: Mapped[UUID] = mapped_column(Id, ForeignKey("residents.id"))
    at: Mapped[datetime] = mapped_column(Moment)
    valence: Mapped[float]
    score: Mapped[float]
    words: Mapped[int]
    refused: Mapped[bool]
