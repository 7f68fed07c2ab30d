"""Named notes on the `marks` table: small things that have no table of their own.

How a resident likes the voice, whether a switch is used and how they get about, by the resident's
id, and since when a kiosk cannot be heard.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.identity.residents import Mobility
from app.identity.voice_liking import Tone, VoiceLiking
from app.ids import ResidentId
from storage.tables import MarkRow

_SETTINGS = "settings"
_SILENCE = "voice.silent"


def read_voice_liking(session: Session, resident_id: ResidentId) -> VoiceLiking:
    """Return how the resident likes the voice; the usual where nothing was chosen."""
    row = session.get(MarkRow, voice_note(resident_id))
    if row is None:
        return VoiceLiking()
    kept: dict[str, Any] = json.loads(row.value)
    return VoiceLiking(
        kept["words_a_minute"], kept["loudness"], Tone(kept["tone"]), kept["is_silent"]
    )


def keep_voice_liking(session: Session, resident_id: ResidentId, voice: VoiceLiking) -> None:
    """Keep it in place of the one before."""
    value = {
        "words_a_minute": voice.words_a_minute,
        "loudness": voice.loudness,
        "tone": voice.tone.value,
        "is_silent": voice.is_silent,
    }
    session.merge(MarkRow(name=voice_note(resident_id), value=json.dumps(value).encode()))


def read_scan(session: Session, resident_id: ResidentId) -> float:
    """Return the step of switch scanning in seconds; 0.0 where nothing is scanned."""
    row = session.get(MarkRow, access_note(resident_id))
    return float(json.loads(row.value)["scan"]) if row is not None else 0.0


def keep_scan(session: Session, resident_id: ResidentId, step_s: float) -> None:
    """Keep it in place of the one before."""
    value = json.dumps({"scan": step_s}).encode()
    session.merge(MarkRow(name=access_note(resident_id), value=value))


def read_mobility(session: Session) -> Mapping[str, Mobility]:
    """Return how residents get about, by the names of their notes; who has none is left out.

    A note that this version does not know is no reason to read nobody's.
    """
    known = {each.value.encode(): each for each in Mobility}
    asked = select(MarkRow.name, MarkRow.value).where(MarkRow.name.startswith("mobility:"))
    return {name: known.get(value, Mobility.UNKNOWN) for name, value in session.execute(asked)}


def keep_mobility(session: Session, resident_id: ResidentId, mobility: Mobility) -> None:
    """Keep it in place of the one before."""
    if mobility is Mobility.UNKNOWN:
        name = mobility_note(resident_id)
        session.execute(delete(MarkRow).where(MarkRow.name == name))
    else:
        value = mobility.value.encode()
        session.merge(MarkRow(name=mobility_note(resident_id), value=value))


def mobility_note(resident_id: ResidentId) -> str:
    """Return the name of a resident's note; `storage.personal_tables` finds it by the same."""
    return f"mobility:{resident_id.hex}"


def access_note(resident_id: ResidentId) -> str:
    """Return the name of a resident's note; `storage.personal_tables` finds it by the same."""
    return f"access:{resident_id.hex}"


def voice_note(resident_id: ResidentId) -> str:
    """Return the name of a resident's note; `storage.personal_tables` finds it by the same."""
    return f"voice:{resident_id.hex}"


class SqlSilenceNote:
    """Implements `app.oversight.SilenceNote`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def since(self) -> tuple[datetime, str] | None:
        """Return since when the kiosk cannot be heard, and why; None where it can."""
        row = self._session.get(MarkRow, _SILENCE)
        if row is None:
            return None
        kept: dict[str, str] = json.loads(row.value)
        return datetime.fromisoformat(kept["at"]), kept["why"]

    def begin(self, at: datetime, why: str) -> None:
        """Keep that it cannot be heard."""
        value = json.dumps({"at": at.isoformat(), "why": why}).encode()
        self._session.merge(MarkRow(name=_SILENCE, value=value))
        self._session.flush()

    def end(self) -> None:
        """Keep that it can."""
        self._session.execute(delete(MarkRow).where(MarkRow.name == _SILENCE))


class SqlSettingsMark:
    """Implements `app.setting_changes.SettingsMark`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def kept(self) -> Mapping[str, str] | None:
        """Return the digests by the key of the setting; None before the first start."""
        row = self._session.get(MarkRow, _SETTINGS)
        return None if row is None else json.loads(row.value)

    def keep(self, digests: Mapping[str, str]) -> None:
        """Keep them in place of the earlier ones."""
        value = json.dumps(dict(digests), sort_keys=True).encode()
        self._session.merge(MarkRow(name=_SETTINGS, value=value))
        self._session.flush()
