"""Plans on the `scheduled_items` table."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.ids import ResidentId
from app.schedule.day import ItemKind, ScheduledItem
from storage.tables import ScheduledItemRow


class SqlScheduleRepository:
    """Implements `app.schedule.day.ScheduleRepository`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, item: ScheduledItem) -> None:
        """Keep an item."""
        self._session.add(
            ScheduledItemRow(
                id=item.id,
                resident_id=item.resident_id,
                title=item.title,
                spoken=item.spoken,
                at=item.at,
                weekdays=sorted(item.weekdays),
                kind=item.kind.value,
                visitor=item.visitor,
            )
        )
        self._session.flush()

    def of(self, resident_id: ResidentId) -> Sequence[ScheduledItem]:
        """Return the resident's items by time of day."""
        rows = self._session.scalars(
            select(ScheduledItemRow)
            .where(ScheduledItemRow.resident_id == resident_id)
            .order_by(ScheduledItemRow.at, ScheduledItemRow.id)
        )
        return [_item_of(row) for row in rows]


def _item_of(row: ScheduledItemRow) -> ScheduledItem:
    return ScheduledItem(
        id=row.id,
        resident_id=ResidentId(row.resident_id),
        title=row.title,
        spoken=row.spoken,
        at=row.at,
        weekdays=frozenset(row.weekdays),
        kind=ItemKind(row.kind),
        visitor=row.visitor,
    )
