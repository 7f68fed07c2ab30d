"""Turns for a nurse to judge, and the verdicts. Append-only: triggers refuse the rest."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, Id, Moment, Words


class ReviewCaseRow(Base):
    """A case. The message may be kept after it, in the same unit of work."""

    __tablename__ = "review_cases"
    __table_args__ = (Index(None, "resident_id", "at"),)

    sequence: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(Id, unique=True)
    resident_id: Mapped[UUID] = mapped_column(Id, ForeignKey("residents.id"))
    message_id: Mapped[UUID] = mapped_column(
        Id, ForeignKey("messages.id", deferrable=True, initially="DEFERRED")
    )
    at: Mapped[datetime] = mapped_column(Moment)
    words: Mapped[str] = mapped_column(Words)
    level: Mapped[int]
    score: Mapped[float]
    reasons: Mapped[list[str]] = mapped_column(JSON)
    doubts: Mapped[list[str]] = mapped_column(JSON)


class ReviewDecisionRow(Base):
    """A verdict; of several on one case the one kept last counts."""

    __tablename__ = "review_decisions"
    __table_args__ = (Index(None, "case_id", "sequence"), Index(None, "at"))

    sequence: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[UUID] = mapped_column(Id, ForeignKey("review_cases.id"))
    verdict: Mapped[str] = mapped_column(Text)
    level: Mapped[int | None]
    by: Mapped[UUID] = mapped_column(Id, ForeignKey("staff.id"))
    at: Mapped[datetime] = mapped_column(Moment)
    note: Mapped[str] = mapped_column(Words)


class TriageVoteRow(Base):
    """What a language model said about a case."""

    __tablename__ = "triage_votes"
    __table_args__ = (Index(None, "case_id", "sequence"), Index(None, "at"))

    sequence: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[UUID] = mapped_column(Id, ForeignKey("review_cases.id"))
    at: Mapped[datetime] = mapped_column(Moment)
    model: Mapped[str] = mapped_column(Text)
    asked: Mapped[int]
    opinions: Mapped[list[str]] = mapped_column(JSON)
    set_aside: Mapped[bool]
