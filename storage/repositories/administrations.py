"""Scales that Lilo takes, on the `administration_events` and `scale_rhythms` tables."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.clinical.administration import AdministrationEvent, AdministrationId, How, Step
from app.clinical.due import Rhythm
from app.clinical.scores import ScaleId
from app.ids import ResidentId, StaffId
from storage.tables import AdministrationEventRow, ScaleRhythmRow


class SqlAdministrationRepository:
    """Implements `app.clinical.administration.AdministrationRepository`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def append(self, event: AdministrationEvent) -> None:
        """Add an event."""
        self._session.add(
            AdministrationEventRow(
                id=event.id,
                administration_id=event.administration_id,
                resident_id=event.resident_id,
                scale=str(event.scale),
                step=event.step.value,
                at=event.at,
                item=event.item,
                value=event.value,
                how=event.how.value if event.how else None,
                confidence=event.confidence,
                was_read_back=event.was_read_back,
                details=dict(event.details),
            )
        )
        self._session.flush()

    def of(self, resident_id: ResidentId) -> Sequence[AdministrationEvent]:
        """Return all events of a resident, oldest first."""
        rows = self._session.scalars(
            select(AdministrationEventRow)
            .where(AdministrationEventRow.resident_id == resident_id)
            .order_by(AdministrationEventRow.sequence)
        )
        return [_event_of(row) for row in rows]

    def all(self) -> Sequence[AdministrationEvent]:
        """Return all events of everybody, oldest first."""
        rows = self._session.scalars(
            select(AdministrationEventRow).order_by(AdministrationEventRow.sequence)
        )
        return [_event_of(row) for row in rows]


class SqlRhythmRepository:
    """Implements `app.clinical.due.RhythmRepository`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, rhythm: Rhythm) -> None:
        """Keep a decision."""
        self._session.add(
            ScaleRhythmRow(
                resident_id=rhythm.resident_id,
                scale=str(rhythm.scale),
                every_days=rhythm.every_days,
                by=rhythm.by,
                at=rhythm.at,
            )
        )
        self._session.flush()

    def all(self) -> Sequence[Rhythm]:
        """Return every decision, oldest first."""
        rows = self._session.scalars(select(ScaleRhythmRow).order_by(ScaleRhythmRow.sequence))
        return [
            Rhythm(
                ResidentId(row.resident_id),
                ScaleId(row.scale),
                row.every_days,
                StaffId(row.by),
                row.at,
            )
            for row in rows
        ]


def _event_of(row: AdministrationEventRow) -> AdministrationEvent:
    return AdministrationEvent(
        id=row.id,
        administration_id=AdministrationId(row.administration_id),
        resident_id=ResidentId(row.resident_id),
        scale=ScaleId(row.scale),
        step=Step(row.step),
        at=row.at,
        item=row.item,
        value=row.value,
        how=How(row.how) if row.how else None,
        confidence=row.confidence,
        was_read_back=row.was_read_back,
        details=row.details,
    )
