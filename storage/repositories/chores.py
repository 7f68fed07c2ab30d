"""When chores were done, on the `chores` table."""

from datetime import datetime

from sqlalchemy.orm import Session

from storage.tables import ChoreRow


class SqlChoreLog:
    """Implements `app.chores.chore.ChoreLog`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def done_at(self, name: str) -> datetime | None:
        """Return when it was last done, or None."""
        row = self._session.get(ChoreRow, name)
        return row.done_at if row else None

    def note(self, name: str, at: datetime) -> None:
        """Keep that it was done."""
        self._session.merge(ChoreRow(name=name, done_at=at))
        self._session.flush()
