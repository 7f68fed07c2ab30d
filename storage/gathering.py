"""Writing very many records at once: they go to the database together at the end of their unit."""

from collections.abc import Sequence

from sqlalchemy.orm import Session


class GatheringSession(Session):
    """Keeps what repositories add until the unit ends, and sends it in few statements.

    What is added cannot be read before that, so it is for filling alone.
    """

    _is_gathering = True

    def flush(self, objects: Sequence[object] | None = None) -> None:
        """Send nothing while the unit goes on."""
        if not self._is_gathering:
            super().flush(objects)

    def send(self) -> None:
        """Send everything that was added."""
        self._is_gathering = False
        self.flush()
