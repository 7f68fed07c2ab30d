"""Scales that Lilo takes, on the `administration_events` and `scale_rhythms` tables."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, ScalarSelect, Select, func, select, text
from sqlalchemy.orm import Session, aliased

from app.clinical.administration import (
    AdministrationEvent,
    AdministrationId,
    How,
    LastEnd,
    LastEnds,
    Step,
)
from app.clinical.due import Rhythm
from app.clinical.scores import ScaleId
from app.ids import ResidentId, StaffId
from storage.tables import AdministrationEventRow, ResidentRow, ScaleRhythmRow

_ROW = AdministrationEventRow
# Plain columns: objects that remember what was read cost more than the reading.
_EVENTS = select(
    _ROW.id,
    _ROW.administration_id,
    _ROW.resident_id,
    _ROW.scale,
    _ROW.step,
    _ROW.at,
    _ROW.item,
    _ROW.value,
    _ROW.how,
    _ROW.confidence,
    _ROW.was_read_back,
    _ROW.details,
)


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
        return self._found(_EVENTS.where(_ROW.resident_id == resident_id))

    def events_of(self, administration_id: AdministrationId) -> Sequence[AdministrationEvent]:
        """Return all events of one taking, oldest first."""
        return self._found(_EVENTS.where(_ROW.administration_id == administration_id))

    def of_scale(self, resident_id: ResidentId, scale: ScaleId) -> Sequence[AdministrationEvent]:
        """Return all events of a resident and scale, oldest first."""
        own = _EVENTS.where(_ROW.resident_id == resident_id, _ROW.scale == str(scale))
        return self._found(own)

    def begun_since(
        self, moment: datetime, resident_id: ResidentId | None = None
    ) -> Sequence[AdministrationEvent]:
        """Return all events of takings that were begun at or after the moment, oldest first."""
        # As it is written in the index, which holds the beginnings alone.
        begun = select(_ROW.administration_id).where(
            text(f"step = '{Step.BEGUN.value}'"), _ROW.at >= moment
        )
        if resident_id is not None:
            begun = begun.where(_ROW.resident_id == resident_id)
        return self._found(_EVENTS.where(_ROW.administration_id.in_(begun)))

    def left_open_since(
        self, moment: datetime, resident_id: ResidentId | None = None
    ) -> Collection[tuple[ResidentId, ScaleId]]:
        """Return what was begun since then and neither completed nor declined."""
        end = aliased(_ROW)
        ended = (
            select(end.sequence)
            .where(end.administration_id == _ROW.administration_id)
            .where(end.step.in_([Step.COMPLETED.value, Step.DECLINED.value]))
            .exists()
        )
        begun = select(_ROW.resident_id, _ROW.scale).where(
            text(f"{_ROW.__tablename__}.step = '{Step.BEGUN.value}'"), _ROW.at >= moment, ~ended
        )
        if resident_id is not None:
            begun = begun.where(_ROW.resident_id == resident_id)
        return {(ResidentId(who), ScaleId(scale)) for who, scale in self._session.execute(begun)}

    def last_ends(
        self, scales: Collection[ScaleId], resident_id: ResidentId | None = None
    ) -> LastEnds:
        """Return when each of these scales was last completed, and last declined, by resident."""
        found: dict[tuple[ResidentId, ScaleId], LastEnd] = {}
        for scale in scales:
            # One look into the index per resident: in one grouping it would be read whole.
            wanted = select(
                ResidentRow.id, _last(scale, Step.COMPLETED), _last(scale, Step.DECLINED)
            )
            if resident_id is not None:
                wanted = wanted.where(ResidentRow.id == resident_id)
            for who, completed, declined in self._session.execute(wanted):
                if completed or declined:
                    found[ResidentId(who), scale] = LastEnd(completed, declined)
        return found

    def _found(self, wanted: Select[*tuple[Any, ...]]) -> list[AdministrationEvent]:
        return [_event_of(row) for row in self._session.execute(wanted.order_by(_ROW.sequence))]


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


def _last(scale: ScaleId, step: Step) -> ScalarSelect[datetime]:
    return (
        select(func.max(_ROW.at))
        # As it is written in the index, which holds the ends alone.
        .where(text(f"step IN ('{Step.COMPLETED.value}', '{Step.DECLINED.value}')"))
        .where(_ROW.resident_id == ResidentRow.id)
        .where(_ROW.scale == str(scale), _ROW.step == step.value)
        .scalar_subquery()
    )


def _event_of(row: Row[*tuple[Any, ...]]) -> AdministrationEvent:
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
