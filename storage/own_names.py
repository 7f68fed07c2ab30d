"""The names of the facility's own residents and staff, for taking them out of texts."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.privacy import Redactor, redactor_for
from storage.tables import ResidentRow, StaffRow

_FRESH_S = 60.0


@dataclass(slots=True)
class OwnNames:
    """Makes a redactor of the names in the database, and keeps it for a while.

    It is made anew when somebody was added or removed, and every minute, because another process
    may have corrected a name.
    """

    _made_of: tuple[int, int] | None = None
    _made_at: float = 0.0
    _redactor: Redactor = field(default_factory=Redactor)

    def source(self, session: Session) -> Callable[[], Redactor]:
        """Return what gives the redactor within a unit of work."""
        return lambda: self._current(session)

    def _current(self, session: Session) -> Redactor:
        people = select(
            select(func.count()).select_from(ResidentRow).scalar_subquery(),
            select(func.count()).select_from(StaffRow).scalar_subquery(),
        )
        counts = session.execute(people).one()
        made_of = (counts[0], counts[1])
        if made_of != self._made_of or time.monotonic() - self._made_at > _FRESH_S:
            self._redactor = redactor_for(_names(session))
            self._made_of, self._made_at = made_of, time.monotonic()
        return self._redactor


def _names(session: Session) -> list[str]:
    residents = session.execute(
        select(ResidentRow.given_name, ResidentRow.family_name, ResidentRow.preferred_name)
    )
    staff = session.execute(select(StaffRow.given_name, StaffRow.family_name, StaffRow.login))
    return [name for row in (*residents, *staff) for name in row if name]
