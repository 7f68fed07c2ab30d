"""Photographs of life stories, and when Lilo told of which entry."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, Id, Moment, Words


class StoryPhotoRow(Base):
    """A photograph, in the encrypted database like everything else that is a resident's."""

    __tablename__ = "story_photos"
    __table_args__ = (Index(None, "resident_id"), Index(None, "story_id", "sequence"))

    sequence: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(Id, unique=True)
    story_id: Mapped[UUID] = mapped_column(Id, ForeignKey("passages.id"))
    resident_id: Mapped[UUID] = mapped_column(Id, ForeignKey("residents.id"))
    caption: Mapped[str] = mapped_column(Words)
    width: Mapped[int]
    height: Mapped[int]
    digest: Mapped[bytes] = mapped_column(LargeBinary(32))
    jpeg: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)


class StoryTellingRow(Base):
    """One time that Lilo told of an entry, which may be gone since."""

    __tablename__ = "story_tellings"
    __table_args__ = (Index(None, "resident_id", "at"),)

    sequence: Mapped[int] = mapped_column(primary_key=True)
    resident_id: Mapped[UUID] = mapped_column(Id, ForeignKey("residents.id"))
    story_id: Mapped[UUID] = mapped_column(Id)
    turn_id: Mapped[UUID] = mapped_column(Id)
    at: Mapped[datetime] = mapped_column(Moment)
