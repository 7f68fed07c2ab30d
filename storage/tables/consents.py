"""Consents of residents."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, Id, Moment, Words


class ConsentRow(Base):
    """One word on one kind of consent. Append-only."""

    __tablename__ = "consents"
    __table_args__ = (Index(None, "resident_id", "kind", "sequence"),)

    sequence: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(Id, unique=True)
    resident_id: Mapped[UUID] = mapped_column(Id, ForeignKey("residents.id"))
    kind: Mapped[str] = mapped_column(Text)
    is_given: Mapped[bool]
    basis: Mapped[str] = mapped_column(Text)
    said_by: Mapped[str] = mapped_column(Words)
    recorded_by: Mapped[UUID] = mapped_column(Id, ForeignKey("staff.id"))
    at: Mapped[datetime] = mapped_column(Moment)
    note: Mapped[str] = mapped_column(Words)
