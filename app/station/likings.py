"""How a resident likes Lilo - letters, colours, voice, switch, language - set by staff."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from app.audit import AuditAction, AuditDraft, AuditLog
from app.clock import Clock
from app.errors import LiloError
from app.identity import (
    Colours,
    Gate,
    KeyOrder,
    LanguageBook,
    LanguageError,
    Permission,
    PreferenceRepository,
    Preferences,
    Resident,
    ResidentRepository,
    StaffSession,
    Tone,
    VoiceLiking,
    needs,
    preference_details,
)
from app.ids import ResidentId
from app.language_files import LANGUAGES
from app.runtime import Lane
from app.station.residents import UnknownResidentError, merged


class LikingError(LiloError):
    """Something that no screen or voice of Lilo can do."""

    code = "identity.liking"


@dataclass(frozen=True, slots=True)
class Liking:
    """Everything that a resident, or staff for them, can choose; see `Preferences`."""

    text_scale: float
    colours: Colours
    keys: KeyOrder
    words_a_minute: int
    loudness: float
    tone: Tone
    is_silent: bool
    scan_s: float
    language: str

    @classmethod
    def of(cls, preferences: Preferences, language: str) -> "Liking":
        """Return what is kept, flat."""
        voice = preferences.voice
        return cls(
            preferences.text_scale,
            preferences.colours,
            preferences.keys,
            voice.words_a_minute,
            voice.loudness,
            voice.tone,
            voice.is_silent,
            preferences.scan_s,
            language,
        )

    @property
    def preferences(self) -> Preferences:
        """Return it as it is kept.

        Raises:
            ValueError: a value that is not offered.
        """
        voice = VoiceLiking(self.words_a_minute, self.loudness, self.tone, self.is_silent)
        return Preferences(self.text_scale, self.colours, self.keys, voice, self.scan_s)


class LikingUnit(Protocol):
    """What is read and written."""

    @property
    def residents(self) -> ResidentRepository:
        """Residents."""

    @property
    def preferences(self) -> PreferenceRepository:
        """How residents like their screens."""

    @property
    def audit(self) -> AuditLog:
        """The audit log."""


@dataclass(frozen=True, slots=True)
class StationLikings:
    """Sets for a resident what they cannot, or do not want to, set on the kiosk.

    A kiosk takes it over when the resident sits down at it, and when it starts.

    Attributes:
        house: what holds while nothing was chosen.
    """

    gate: Gate
    units: Callable[[], AbstractContextManager[LikingUnit]]
    database: Lane
    clock: Clock
    languages: LanguageBook
    house: Preferences

    @needs(Permission.EDIT_RESIDENTS)
    async def save(
        self, session: StaffSession, resident_id: ResidentId, read: Liking, wanted: Liking
    ) -> tuple[Liking, Liking]:
        """Keep what was changed, and return how it was before and is now.

        Args:
            read: what stood there when it was opened: only what differs from it is changed.

        Raises:
            UnknownResidentError: nobody has that id.
            RecordChangedError: the resident, or somebody else, has changed the same meanwhile.
            LikingError, LanguageError: something that is not offered.
        """
        try:
            preferences = wanted.preferences
        except ValueError as error:
            raise LikingError(str(error), "Choose one of what is offered.") from error
        if wanted.language != read.language and wanted.language not in LANGUAGES:
            raise LanguageError(f"Lilo does not speak '{wanted.language}'.")
        before, after = await self.database.run(
            lambda: self._save(session, resident_id, read, Liking.of(preferences, wanted.language))
        )
        if after.language != before.language:
            # It keeps the language on the record, and speaks it from the next word on.
            await self.languages.choose(resident_id, after.language, by=str(session.member.id))
        return before, after

    def _save(
        self, session: StaffSession, resident_id: ResidentId, read: Liking, wanted: Liking
    ) -> tuple[Liking, Liking]:
        with self.units() as unit:
            resident = _known(unit, resident_id)
            kept = unit.preferences.of(resident_id)
            before = Liking.of(kept or self.house, resident.language)
            after = merged(before, read, wanted)
            if after.preferences != before.preferences:
                now = self.clock()
                unit.preferences.keep(resident_id, after.preferences, now)
                draft = AuditDraft(
                    AuditAction.PREFERENCES_CHANGED,
                    str(session.member.id),
                    str(resident_id),
                    preference_details(after.preferences),
                )
                unit.audit.append(draft, now)
        return before, after


def _known(unit: LikingUnit, resident_id: ResidentId) -> Resident:
    resident = unit.residents.get(resident_id)
    if resident is None:
        raise UnknownResidentError("Nobody with that id lives here.", "Look at the list again.")
    return resident
