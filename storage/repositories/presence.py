"""Doors and residence on their tables."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.ids import ResidentId
from app.presence.doors import Door, Residence
from storage.tables import ResidenceEventRow, ResidentDoorRow


class SqlDoorRepository:
    """Implements `app.presence.doors.DoorRepository`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of(self, resident_id: ResidentId) -> Door:
        """Return a resident's door; where nothing is kept, one that is open."""
        row = self._session.get(ResidentDoorRow, resident_id)
        return _door_of(row) if row else Door(resident_id)

    def all(self) -> Mapping[ResidentId, Door]:
        """Return all that are kept."""
        doors = map(_door_of, self._session.scalars(select(ResidentDoorRow)))
        return {door.resident_id: door for door in doors}

    def save(self, door: Door) -> None:
        """Keep a door."""
        self._session.merge(
            ResidentDoorRow(
                resident_id=door.resident_id,
                portrait=door.portrait,
                pin_hash=door.pin_hash,
                failures=door.failures,
                blocked_until=door.blocked_until,
            )
        )
        self._session.flush()


class SqlResidenceLog:
    """Implements `app.presence.doors.ResidenceLog`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def append(self, resident_id: ResidentId, what: Residence, at: datetime, by: str) -> None:
        """Keep it."""
        row = ResidenceEventRow(resident_id=resident_id, kind=what.value, at=at, by=by)
        self._session.add(row)
        self._session.flush()

    def departed(self) -> frozenset[ResidentId]:
        """Return who does not live here at present."""
        rows = self._session.scalars(select(ResidenceEventRow).order_by(ResidenceEventRow.sequence))
        last = {row.resident_id: row.kind for row in rows}
        return frozenset(
            ResidentId(who) for who, kind in last.items() if kind == Residence.DISCHARGED.value
        )


def _door_of(row: ResidentDoorRow) -> Door:
    return Door(
        ResidentId(row.resident_id),
        row.portrait,
        row.pin_hash,
        row.failures,
        row.blocked_until,
    )
