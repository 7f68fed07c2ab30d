"""Consents on the `consents` table."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.identity.consents import Basis, Consent, ConsentKind
from app.ids import ResidentId, StaffId
from storage.tables import ConsentRow


class SqlConsentRepository:
    """Implements `app.identity.consents.ConsentRepository`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, consent: Consent) -> None:
        """Keep a word."""
        self._session.add(
            ConsentRow(
                id=consent.id,
                resident_id=consent.resident_id,
                kind=consent.kind.value,
                is_given=consent.is_given,
                basis=consent.basis.value,
                said_by=consent.said_by,
                recorded_by=consent.recorded_by,
                at=consent.at,
                note=consent.note,
            )
        )
        self._session.flush()

    def of(self, resident_id: ResidentId) -> Sequence[Consent]:
        """Return every word of a resident, oldest first."""
        row = ConsentRow
        wanted = select(row).where(row.resident_id == resident_id).order_by(row.sequence)
        return [_consent_of(one) for one in self._session.scalars(wanted)]

    def latest(self, resident_id: ResidentId, kind: ConsentKind) -> Consent | None:
        """Return the newest word on a kind, or None."""
        row = ConsentRow
        newest = (
            select(row)
            .where(row.resident_id == resident_id, row.kind == kind.value)
            .order_by(row.sequence.desc())
            .limit(1)
        )
        found = self._session.scalars(newest).first()
        return _consent_of(found) if found else None


def _consent_of(row: ConsentRow) -> Consent:
    return Consent(
        row.id,
        ResidentId(row.resident_id),
        ConsentKind(row.kind),
        row.is_given,
        Basis(row.basis),
        row.said_by,
        StaffId(row.recorded_by),
        row.at,
        row.note,
    )
