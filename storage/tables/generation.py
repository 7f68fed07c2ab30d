"""What generation cost and who stopped it, append-only, and what programs did not get."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Boolean, Double, ForeignKey, Index, Integer, Text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, Id, Moment


class GenerationUsageRow(Base):
    """One generation."""

    __tablename__ = "generation_usage"
    __table_args__ = (Index(None, "resident_id", "at"), Index(None, "at"))

    sequence: Mapped[int] = mapped_column(primary_key=True)
    turn_id: Mapped[UUID | None] = mapped_column(Id)
    resident_id: Mapped[UUID | None] = mapped_column(Id, ForeignKey("residents.id"))
    at: Mapped[datetime] = mapped_column(Moment)
    purpose: Mapped[str] = mapped_column(Text)
    tier: Mapped[str] = mapped_column(Text)
    model: Mapped[str] = mapped_column(Text)
    prompt: Mapped[str] = mapped_column(Text)
    tokens_in: Mapped[int] = mapped_column(Integer)
    tokens_out: Mapped[int] = mapped_column(Integer)
    tokens_cached: Mapped[int | None] = mapped_column(Integer)
    seconds: Mapped[float] = mapped_column(Double)
    ended: Mapped[str] = mapped_column(Text)


class GenerationStopRow(Base):
    """One order to stop generation, or its end."""

    __tablename__ = "generation_stops"

    sequence: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment)
    by: Mapped[str] = mapped_column(Text)
    stopped: Mapped[bool] = mapped_column(Boolean)
    reason: Mapped[str] = mapped_column(Text)


class DeadLetterRow(Base):
    """Something a program needed from a model and did not get.

    Attributes:
        messages: ids of what it was about; empty where that is not known.
    """

    __tablename__ = "dead_letters"
    __table_args__ = (Index(None, "resident_id"),)

    sequence: Mapped[int] = mapped_column(primary_key=True)
    resident_id: Mapped[UUID | None] = mapped_column(Id, ForeignKey("residents.id"))
    messages: Mapped[list[str]] = mapped_column(JSON)
    at: Mapped[datetime] = mapped_column(Moment)
    purpose: Mapped[str] = mapped_column(Text)
    schema_name: Mapped[str] = mapped_column(Text)
    model: Mapped[str] = mapped_column(Text)
    attempts: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
