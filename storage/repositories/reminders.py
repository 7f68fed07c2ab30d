"""What became of reminders, on the `reminder_events` table."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from app.ids import ResidentId
from app.schedule.reminders import ReminderEvent, ReminderKey, ReminderStep
from storage.tables import ReminderEventRow

_A_DAY = timedelta(days=1)

# Plain columns: objects that remember what was read cost more than the reading.
_COLUMNS = (
    ReminderEventRow.sequence,
    ReminderEventRow.item_id,
    ReminderEventRow.resident_id,
    ReminderEventRow.due_at,
    ReminderEventRow.kind,
    ReminderEventRow.at,
    ReminderEventRow.by,
    ReminderEventRow.until,
)


class SqlReminderLog:
    """Implements `app.schedule.reminders.ReminderLog`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def append(self, event: ReminderEvent) -> None:
        """Keep an event."""
        self._session.add(
            ReminderEventRow(
                item_id=event.key.item_id,
                resident_id=event.resident_id,
                due_at=event.key.due_at,
                kind=event.step.value,
                at=event.at,
                by=event.by,
                until=event.until,
            )
        )
        self._session.flush()

    def of(self, resident_id: ResidentId, since: datetime) -> Sequence[ReminderEvent]:
        """Return events of reminders due since then, oldest first."""
        row = ReminderEventRow
        wanted = (
            select(*_COLUMNS)
            .where(row.resident_id == resident_id, row.due_at >= since)
            .order_by(row.sequence)
        )
        return [_event_of(each) for each in self._session.execute(wanted)]

    def of_all(self, since: datetime) -> Sequence[ReminderEvent]:
        """Return events of everybody's reminders due since then, oldest first."""
        # Put in order here: asked to do it, the database would read all years in their order
        # instead of looking into the index of times.
        rows = self._session.execute(select(*_COLUMNS).where(ReminderEventRow.due_at >= since))
        return [_event_of(each) for each in sorted(rows, key=lambda each: each.sequence)]

    def said_to(self, since: datetime) -> frozenset[ResidentId]:
        """Return to whom a reminder was said since then."""
        row = ReminderEventRow
        # One is said near its time; the day before keeps the index of times usable.
        said = (
            select(row.resident_id)
            .where(row.due_at >= since - _A_DAY, row.kind == ReminderStep.SAID.value)
            .where(row.at > since)
        )
        return frozenset(ResidentId(who) for who in self._session.scalars(said))

    def last_said(self, resident_id: ResidentId) -> datetime | None:
        """Return when a reminder was last said to this resident, or None."""
        row = ReminderEventRow
        wanted = (
            select(row.at)
            .where(row.resident_id == resident_id, row.kind == ReminderStep.SAID.value)
            .order_by(row.due_at.desc())
            .limit(1)
        )
        return self._session.scalar(wanted)


def _event_of(row: Row[*tuple[Any, ...]]) -> ReminderEvent:
    return ReminderEvent(
        ReminderKey(row.item_id, row.due_at),
        ResidentId(row.resident_id),
        ReminderStep(row.kind),
        row.at,
        row.by,
        row.until,
    )
