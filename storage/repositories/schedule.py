"""Plans on the `scheduled_items` table."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, or_, select
from sqlalchemy.orm import Session

from app.ids import ResidentId
from app.schedule.day import ItemKind, ScheduledItem
from app.schedule.recurrence import recurrence_from_json
from storage.tables import ScheduledItemRow

# Plain columns: objects that remember what was read cost more than the reading.
_COLUMNS = (
    ScheduledItemRow.id,
    ScheduledItemRow.resident_id,
    ScheduledItemRow.title,
    ScheduledItemRow.spoken,
    ScheduledItemRow.at,
    ScheduledItemRow.weekdays,
    ScheduledItemRow.kind,
    ScheduledItemRow.visitor,
    ScheduledItemRow.dates,
    ScheduledItemRow.minutes,
    ScheduledItemRow.uid,
)


class SqlScheduleRepository:
    """Implements `app.schedule.day.ScheduleRepository`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, item: ScheduledItem) -> None:
        """Keep an item; what was kept under its id before gives way."""
        self._session.merge(
            ScheduledItemRow(
                id=item.id,
                resident_id=item.resident_id,
                title=item.title,
                spoken=item.spoken,
                at=item.at,
                weekdays=sorted(item.weekdays),
                kind=item.kind.value,
                visitor=item.visitor,
                dates=item.dates.to_json() if item.dates else None,
                minutes=item.minutes,
                uid=item.uid,
                last_day=item.dates.last_day if item.dates else None,
            )
        )
        self._session.flush()

    def of(self, resident_id: ResidentId, since: date | None = None) -> Sequence[ScheduledItem]:
        """Return the resident's items by time of day, without those over before `since`."""
        row = ScheduledItemRow
        wanted = select(row).where(row.resident_id == resident_id).order_by(row.at, row.id)
        if since is not None:
            wanted = wanted.where(or_(row.last_day.is_(None), row.last_day >= since))
        return [_item_of(each) for each in self._session.scalars(wanted)]

    def of_all(self, since: date) -> Sequence[ScheduledItem]:
        """Return everybody's items by time of day, without those over before `since`."""
        row = ScheduledItemRow
        wanted = (
            select(*_COLUMNS)
            .where(or_(row.last_day.is_(None), row.last_day >= since))
            .order_by(row.at, row.id)
        )
        return [_item_of(each) for each in self._session.execute(wanted)]

    def remove(self, item_id: UUID) -> bool:
        """Remove an item; return whether it was there."""
        row = self._session.get(ScheduledItemRow, item_id)
        if row is None:
            return False
        self._session.delete(row)
        self._session.flush()
        return True


def _item_of(row: ScheduledItemRow | Row[*tuple[Any, ...]]) -> ScheduledItem:
    return ScheduledItem(
        id=row.id,
        resident_id=ResidentId(row.resident_id),
        title=row.title,
        spoken=row.spoken,
        at=row.at,
        weekdays=frozenset(row.weekdays),
        kind=ItemKind(row.kind),
        visitor=row.visitor,
        dates=recurrence_from_json(row.dates) if row.dates else None,
        minutes=row.minutes,
        uid=row.uid,
    )
