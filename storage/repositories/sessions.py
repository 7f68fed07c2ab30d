"""Sessions, failures without a person, break-glass access and recovery codes on their tables."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.identity.break_glass import BrokenGlass
from app.identity.recovery_code import KeptCode
from app.identity.sessions import Proof, SessionId, SessionRecord
from app.identity.waits import FORGOTTEN_AFTER, Attempts
from app.ids import StaffId
from storage.tables import BreakGlassRow, RecoveryCodeRow, SignInAttemptRow, StaffSessionRow


class SqlSessionRepository:
    """Implements `app.identity.sessions.SessionRepository`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def open(self, record: SessionRecord) -> None:
        """Keep a new session."""
        self._session.add(
            StaffSessionRow(
                id=record.id,
                staff_id=record.staff_id,
                station=record.station,
                proof=record.proof.value,
                started_at=record.started_at,
                seen_at=record.seen_at,
                ended_at=record.ended_at,
                ended_by=record.ended_by,
            )
        )
        self._session.flush()

    def get(self, session_id: SessionId) -> SessionRecord | None:
        """Return the session, or None."""
        row = self._session.get(StaffSessionRow, session_id)
        return None if row is None else _record_of(row)

    def live(self, since: datetime) -> Sequence[SessionRecord]:
        """Return sessions that began at or after the moment and have not ended, oldest first."""
        row = StaffSessionRow
        wanted = (
            select(row)
            .where(row.started_at >= since, row.ended_at.is_(None))
            .order_by(row.started_at)
        )
        return [_record_of(one) for one in self._session.scalars(wanted)]

    def seen(self, session_id: SessionId, at: datetime) -> None:
        """Note that it did something."""
        if row := self._session.get(StaffSessionRow, session_id):
            row.seen_at = at
            self._session.flush()

    def end(self, session_id: SessionId, at: datetime, by: str) -> bool:
        """End it; return whether it had not ended before."""
        row = self._session.get(StaffSessionRow, session_id)
        if row is None or row.ended_at is not None:
            return False
        row.ended_at, row.ended_by = at, by
        self._session.flush()
        return True


class SqlAttemptRepository:
    """Implements `app.identity.waits.AttemptRepository`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, key: bytes) -> Attempts:
        """Return what is known of a key."""
        row = self._session.get(SignInAttemptRow, key)
        return Attempts() if row is None else Attempts(row.failures, row.blocked_until)

    def save(self, key: bytes, attempts: Attempts, at: datetime) -> None:
        """Keep them, and forget those that are older than a day."""
        old = delete(SignInAttemptRow).where(SignInAttemptRow.at < at - FORGOTTEN_AFTER)
        self._session.execute(old)
        self._session.merge(
            SignInAttemptRow(
                key=key, failures=attempts.failures, blocked_until=attempts.blocked_until, at=at
            )
        )
        self._session.flush()

    def forget(self, key: bytes) -> None:
        """Begin anew."""
        self._session.execute(delete(SignInAttemptRow).where(SignInAttemptRow.key == key))


class SqlBreakGlassRepository:
    """Implements `app.identity.break_glass.BreakGlassRepository`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, glass: BrokenGlass) -> None:
        """Keep it."""
        self._session.add(
            BreakGlassRow(
                id=glass.id,
                session_id=glass.session_id,
                staff_id=glass.staff_id,
                reason=glass.reason,
                at=glass.at,
                until=glass.until,
            )
        )
        self._session.flush()

    def open_at(self, moment: datetime) -> Sequence[BrokenGlass]:
        """Return what is open at the moment, oldest first."""
        row = BreakGlassRow
        wanted = select(row).where(row.at <= moment, row.until > moment).order_by(row.sequence)
        return list(map(_glass_of, self._session.scalars(wanted)))

    def newest(self, limit: int) -> Sequence[BrokenGlass]:
        """Return what was opened, open or not, newest first."""
        wanted = select(BreakGlassRow).order_by(BreakGlassRow.sequence.desc()).limit(limit)
        return list(map(_glass_of, self._session.scalars(wanted)))


class SqlRecoveryCodeRepository:
    """Implements `app.identity.recovery_code.RecoveryCodeRepository`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, code_hash: str, at: datetime) -> None:
        """Keep a new code."""
        self._session.add(RecoveryCodeRow(code_hash=code_hash, made_at=at, spent_at=None))
        self._session.flush()

    def valid(self) -> KeptCode | None:
        """Return the code that was not spent, or None."""
        row = RecoveryCodeRow
        newest = select(row).where(row.spent_at.is_(None)).order_by(row.sequence.desc()).limit(1)
        found = self._session.scalars(newest).first()
        return KeptCode(found.sequence, found.code_hash, found.made_at) if found else None

    def spend(self, sequence: int, at: datetime) -> None:
        """Let a code, and those made before it, open nothing any more."""
        row = RecoveryCodeRow
        for one in self._session.scalars(
            select(row).where(row.sequence <= sequence, row.spent_at.is_(None))
        ):
            one.spent_at = at
        self._session.flush()


def _glass_of(row: BreakGlassRow) -> BrokenGlass:
    session_id, staff_id = SessionId(row.session_id), StaffId(row.staff_id)
    return BrokenGlass(row.id, session_id, staff_id, row.reason, row.at, row.until)


def _record_of(row: StaffSessionRow) -> SessionRecord:
    return SessionRecord(
        SessionId(row.id),
        StaffId(row.staff_id),
        row.station,
        Proof(row.proof),
        row.started_at,
        row.seen_at,
        row.ended_at,
        row.ended_by,
    )
