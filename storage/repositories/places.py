"""Where residents are on their screens, as notes on the `marks` table."""

import json
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.ids import ResidentId
from app.presence.place import CrisisPlace, Place
from storage.tables import MarkRow


class SqlPlaceRepository:
    """Implements `app.presence.PlaceRepository`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of(self, resident_id: ResidentId) -> tuple[Place, datetime] | None:
        """Return the place and when it was kept; None where there is none."""
        row = self._session.get(MarkRow, place_note(resident_id))
        if row is None:
            return None
        kept: dict[str, Any] = json.loads(row.value)
        crisis = kept["crisis"] and CrisisPlace(
            kept["crisis"]["alert_id"],
            kept["crisis"]["script_id"],
            kept["crisis"]["question_id"],
            frozenset(kept["crisis"]["asked"]),
            frozenset(kept["crisis"]["visited"]),
        )
        place = Place(kept["station"], kept["screen"], kept["drafts"], crisis)
        return place, datetime.fromisoformat(kept["at"])

    def keep(self, resident_id: ResidentId, place: Place, at: datetime) -> None:
        """Keep it in place of the one before."""
        crisis = place.crisis and {
            **asdict(place.crisis),
            "asked": sorted(place.crisis.asked),
            "visited": sorted(place.crisis.visited),
        }
        value = {
            "at": at.isoformat(),
            "station": place.station,
            "screen": place.screen,
            "drafts": dict(place.drafts),
            "crisis": crisis,
        }
        name = place_note(resident_id)
        self._session.merge(MarkRow(name=name, value=json.dumps(value).encode()))
        self._session.flush()

    def forget(self, resident_id: ResidentId) -> None:
        """Keep none."""
        self._session.execute(delete(MarkRow).where(MarkRow.name == place_note(resident_id)))


def place_note(resident_id: ResidentId) -> str:
    """Return the name of a resident's note; `storage.personal_tables` finds it by the same."""
    return f"kiosk:{resident_id.hex}"
