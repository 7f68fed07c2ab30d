"""When Lilo said that it is a computer program. Append-only: triggers refuse the rest."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, Id, Moment


class DisclosureRow(Base):
    """One disclosure.

    Attributes:
        sequence: order of being kept. Clocks are set back at times; this is not.
    """

    __tablename__ = "disclosures"
    __table_args__ = (Index(None, "resident_id", "sequence"),)

    sequence: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(Id, unique=True)
    resident_id: Mapped[UUID] = mapped_column(Id, ForeignKey("residents.id"))
    at: Mapped[datetime] = mapped_column(Moment)
    occasion: Mapped[str] = mapped_column(Text)
    profile: Mapped[str] = mapped_column(Text)
