"""Sessions, failures without a person, recovery codes, and break-glass access."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, Id, Moment, Words


class StaffSessionRow(Base):
    """Somebody at a screen."""

    __tablename__ = "staff_sessions"
    __table_args__ = (Index(None, "started_at"),)

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    staff_id: Mapped[UUID] = mapped_column(Id, ForeignKey("staff.id"))
    station: Mapped[str] = mapped_column(Words)
    proof: Mapped[str] = mapped_column(Text)
    started_at: Mapped[datetime] = mapped_column(Moment)
    seen_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    ended_by: Mapped[str] = mapped_column(Text)


class SignInAttemptRow(Base):
    """Failures under a name that nobody has; the name itself is not kept."""

    __tablename__ = "sign_in_attempts"

    key: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    failures: Mapped[int]
    blocked_until: Mapped[datetime | None] = mapped_column(Moment)
    at: Mapped[datetime] = mapped_column(Moment)


class RecoveryCodeRow(Base):
    """A sealed recovery code; one is made anew whenever one was used."""

    __tablename__ = "recovery_codes"

    sequence: Mapped[int] = mapped_column(primary_key=True)
    code_hash: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(Moment)
    spent_at: Mapped[datetime | None] = mapped_column(Moment)


class BreakGlassRow(Base):
    """Break-glass access. Append-only."""

    __tablename__ = "break_glass"
    __table_args__ = (Index(None, "until"),)

    sequence: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(Id, unique=True)
    session_id: Mapped[UUID] = mapped_column(Id, ForeignKey("staff_sessions.id"))
    staff_id: Mapped[UUID] = mapped_column(Id, ForeignKey("staff.id"))
    reason: Mapped[str] = mapped_column(Words)
    at: Mapped[datetime] = mapped_column(Moment)
    until: Mapped[datetime] = mapped_column(Moment)
