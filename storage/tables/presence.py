"""Who is in front of a screen: portraits, picture PINs, and who has moved out."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Integer, LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, Id, Moment


class ResidentDoorRow(Base):
    """How one resident is known to a shared screen."""

    __tablename__ = "resident_doors"

    resident_id: Mapped[UUID] = mapped_column(Id, ForeignKey("residents.id"), primary_key=True)
    portrait: Mapped[bytes | None] = mapped_column(LargeBinary)
    pin_hash: Mapped[str | None] = mapped_column(Text)
    failures: Mapped[int] = mapped_column(Integer)
    blocked_until: Mapped[datetime | None] = mapped_column(Moment)


class ResidenceEventRow(Base):
    """A resident moved out, or came back. Only ever added."""

    __tablename__ = "residence_events"
    __table_args__ = (Index(None, "resident_id"),)

    sequence: Mapped[int] = mapped_column(primary_key=True)
    resident_id: Mapped[UUID] = mapped_column(Id, ForeignKey("residents.id"))
    kind: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Moment)
    by: Mapped[str] = mapped_column(Text)
