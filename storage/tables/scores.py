"""Results of clinical scales. Append-only: triggers refuse the rest."""

from datetime import date
from uuid import UUID

from sqlalchemy import JSON, Date, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, Id


class ScoreRow(Base):
    """One completed scale."""

    __tablename__ = "scores"
    __table_args__ = (
        Index(None, "resident_id", "taken_on"),
        Index("ix_scores_resident_id_scale_taken_on", "resident_id", "scale", "taken_on"),
    )

    sequence: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(Id, unique=True)
    resident_id: Mapped[UUID] = mapped_column(Id, ForeignKey("residents.id"))
    scale: Mapped[str] = mapped_column(Text)
    taken_on: Mapped[date] = mapped_column(Date)
    total: Mapped[int]
    items: Mapped[list[int | None]] = mapped_column(JSON)
