"""Alert events, append-only, and where each alert stands.

Neither refers to other tables: a call for help is kept whatever else is missing.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, Id, Moment, Words


class AlertEventRow(Base):
    """One event; the columns from `source` on are its cause, null when it has none.

    Attributes:
        sequence: order of being kept, which is the order of folding.
    """

    __tablename__ = "alert_events"
    __table_args__ = (Index(None, "alert_id", "sequence"),)

    sequence: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(Id, unique=True)
    alert_id: Mapped[UUID] = mapped_column(Id)
    resident_id: Mapped[UUID] = mapped_column(Id)
    kind: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Moment)
    by: Mapped[UUID | None] = mapped_column(Id)
    outcome: Mapped[str | None] = mapped_column(Text)
    note: Mapped[str] = mapped_column(Words)
    source: Mapped[str | None] = mapped_column(Text)
    level: Mapped[int | None]
    danger: Mapped[str | None] = mapped_column(Text)
    words: Mapped[str | None] = mapped_column(Words)
    reasons: Mapped[list[Any] | None] = mapped_column(JSON(none_as_null=True))
    score: Mapped[float | None]
    message_id: Mapped[UUID | None] = mapped_column(Id)


class AlertHeadRow(Base):
    """Where an alert stands, so that open ones are found among thousands of resolved ones.

    Always the fold of the alert's events, written in the same transaction as the last of them.
    """

    __tablename__ = "alert_heads"
    __table_args__ = (
        Index(None, "is_open", "raised_at"),
        Index(None, "is_open", "resolved_at"),
    )

    alert_id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    resident_id: Mapped[UUID] = mapped_column(Id)
    is_open: Mapped[bool]
    raised_at: Mapped[datetime] = mapped_column(Moment)
    resolved_at: Mapped[datetime | None] = mapped_column(Moment)
