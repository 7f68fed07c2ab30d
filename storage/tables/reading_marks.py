"""How far what was said was read again and summed up, and vectors that are kept for a day."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, Id, Moment


class ReadingMarkRow(Base):
    """How far one resident's words were read again and summed up."""

    __tablename__ = "reading_marks"

    resident_id: Mapped[UUID] = mapped_column(Id, ForeignKey("residents.id"), primary_key=True)
    read_again_to: Mapped[int]
    summed_up_to: Mapped[int]
    last_summary: Mapped[UUID | None] = mapped_column(Id)


class KeptVectorRow(Base):
    """The vector of something that a resident said lately.

    Attributes:
        digest: of the words, which do not stand here.
    """

    __tablename__ = "kept_vectors"
    __table_args__ = (Index(None, "at"),)

    resident_id: Mapped[UUID] = mapped_column(Id, ForeignKey("residents.id"), primary_key=True)
    digest: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    fingerprint: Mapped[str] = mapped_column(Text)
    vector: Mapped[bytes] = mapped_column(LargeBinary)
    at: Mapped[datetime] = mapped_column(Moment)
