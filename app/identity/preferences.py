"""How a resident likes the kiosk: size of words, colours, order of the letters, voice, switch."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from app.audit import AuditAction, AuditDraft, AuditLog, Detail
from app.clock import Clock
from app.identity.voice_liking import VoiceLiking
from app.ids import ResidentId
from app.runtime import Lane

LEAST_SCALE = 1.0
MOST_SCALE = 2.0

LEAST_SCAN_S, MOST_SCAN_S = 0.5, 15.0
"""How long the ring of switch scanning may stay in one place."""


class Colours(StrEnum):
    """Which colours a resident sees by day; after dark they are the night's, unless CONTRAST."""

    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"
    """As far apart as a screen can show, by day and by night."""


class KeyOrder(StrEnum):
    """How the letters of the keyboard on the screen are arranged."""

    ABC = "abc"
    QWERTY = "qwerty"
    HALVES = "halves"
    """The alphabet in two halves, a page each, with keys as wide as everything else."""


@dataclass(frozen=True, slots=True)
class Preferences:
    """What one resident has chosen.

    Attributes:
        text_scale: 1.0 to 2.0 times the usual size.
        scan_s: seconds that the ring of switch scanning stays in one place (`access.scan`); 0.0
            where nothing is scanned.

    Raises:
        ValueError: a size the screens were not made for, or a step that nobody can follow.
    """

    text_scale: float = LEAST_SCALE
    colours: Colours = Colours.LIGHT
    keys: KeyOrder = KeyOrder.ABC
    voice: VoiceLiking = field(default_factory=VoiceLiking)
    scan_s: float = 0.0

    def __post_init__(self) -> None:
        if not LEAST_SCALE <= self.text_scale <= MOST_SCALE:
            raise ValueError(f"Text cannot be {self.text_scale:g} times its size.")
        if self.scan_s and not LEAST_SCAN_S <= self.scan_s <= MOST_SCAN_S:
            raise ValueError(f"Nobody follows a ring that moves every {self.scan_s:g} seconds.")


class PreferenceRepository(Protocol):
    """Where preferences are kept."""

    def of(self, resident_id: ResidentId) -> Preferences | None:
        """Return what the resident has chosen, or None when nothing was chosen yet."""

    def keep(self, resident_id: ResidentId, preferences: Preferences, at: datetime) -> None:
        """Keep the choice in place of the one before."""


class PreferenceUnit(Protocol):
    """What the book of preferences works on."""

    @property
    def preferences(self) -> PreferenceRepository:
        """Preferences."""

    @property
    def audit(self) -> AuditLog:
        """The audit log."""


def preference_details(preferences: Preferences) -> Mapping[str, Detail]:
    """Return what an entry in the audit log says of a choice."""
    return {
        "text_scale": preferences.text_scale,
        "colours": preferences.colours.value,
        "keys": preferences.keys.value,
        "words_a_minute": preferences.voice.words_a_minute,
        "loudness": preferences.voice.loudness,
        "tone": preferences.voice.tone.value,
        "is_silent": preferences.voice.is_silent,
        "scan_s": preferences.scan_s,
    }


class PreferenceBook:
    """Reads and keeps what residents choose."""

    def __init__(
        self, units: Callable[[], AbstractContextManager[PreferenceUnit]], lane: Lane, clock: Clock
    ) -> None:
        self._units = units
        self._lane = lane
        self._clock = clock

    async def read(self, resident_id: ResidentId) -> Preferences | None:
        """Return what the resident has chosen, or None when nothing was chosen yet."""

        def job() -> Preferences | None:
            with self._units() as unit:
                return unit.preferences.of(resident_id)

        return await self._lane.run(job)

    async def keep(self, resident_id: ResidentId, preferences: Preferences) -> None:
        """Keep a choice, with an entry in the audit log."""

        def job() -> None:
            now = self._clock()
            with self._units() as unit:
                unit.preferences.keep(resident_id, preferences, now)
                who, details = str(resident_id), preference_details(preferences)
                unit.audit.append(
                    AuditDraft(AuditAction.PREFERENCES_CHANGED, who, who, details), now
                )

        await self._lane.run(job)
