"""Disclosures on the `disclosures` table."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.ids import ResidentId
from app.safety.disclosure import Disclosure, Occasion
from storage.tables import DisclosureRow


class SqlDisclosureRepository:
    """Implements `app.safety.disclosure.DisclosureRepository`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, disclosure: Disclosure) -> None:
        """Keep a disclosure."""
        self._session.add(
            DisclosureRow(
                id=disclosure.id,
                resident_id=disclosure.resident_id,
                at=disclosure.at,
                occasion=disclosure.occasion.value,
                profile=disclosure.profile,
            )
        )
        self._session.flush()

    def last(self, resident_id: ResidentId) -> Disclosure | None:
        """Return the one that was kept last, on whichever occasion, or None."""
        row = self._session.scalars(
            select(DisclosureRow)
            .where(DisclosureRow.resident_id == resident_id)
            .order_by(DisclosureRow.sequence.desc())
            .limit(1)
        ).first()
        return _disclosure_of(row) if row else None

    def recent(self, resident_id: ResidentId, since: datetime, limit: int) -> Sequence[Disclosure]:
        """Return the resident's newest at or after the moment, oldest first."""
        newest_first = (
            select(DisclosureRow)
            .where(DisclosureRow.resident_id == resident_id, DisclosureRow.at >= since)
            .order_by(DisclosureRow.sequence.desc())
            .limit(max(limit, 0))
        )
        return [_disclosure_of(row) for row in self._session.scalars(newest_first)][::-1]


def _disclosure_of(row: DisclosureRow) -> Disclosure:
    return Disclosure(
        id=row.id,
        resident_id=ResidentId(row.resident_id),
        at=row.at,
        occasion=Occasion(row.occasion),
        profile=row.profile,
    )
