"""Preferences on the `preferences` table, and the voice and the switch as notes beside it."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.identity.preferences import Colours, KeyOrder, Preferences
from app.ids import ResidentId
from storage.repositories.notes import keep_scan, keep_voice_liking, read_scan, read_voice_liking
from storage.tables import PreferenceRow


class SqlPreferenceRepository:
    """Implements `app.identity.preferences.PreferenceRepository`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of(self, resident_id: ResidentId) -> Preferences | None:
        """Return what the resident has chosen, or None when nothing was chosen yet."""
        row = self._session.get(PreferenceRow, resident_id)
        if row is None:
            return None
        voice = read_voice_liking(self._session, resident_id)
        scan_s = read_scan(self._session, resident_id)
        return Preferences(row.text_scale, Colours(row.colours), KeyOrder(row.keys), voice, scan_s)

    def keep(self, resident_id: ResidentId, preferences: Preferences, at: datetime) -> None:
        """Keep the choice in place of the one before."""
        self._session.merge(
            PreferenceRow(
                resident_id=resident_id,
                text_scale=preferences.text_scale,
                colours=preferences.colours.value,
                keys=preferences.keys.value,
                changed_at=at,
            )
        )
        keep_voice_liking(self._session, resident_id, preferences.voice)
        keep_scan(self._session, resident_id, preferences.scan_s)
        self._session.flush()
