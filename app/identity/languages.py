"""Which language each resident speaks with Lilo: on their record, and theirs to change."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Protocol

from app.audit import AuditAction, AuditDraft, AuditLog
from app.clock import Clock
from app.errors import LiloError
from app.identity.residents import Resident, ResidentRepository
from app.ids import ResidentId
from app.language_files import ENGLISH, LANGUAGES
from app.runtime import Lane


class LanguageError(LiloError):
    """A language that Lilo does not speak."""

    code = "identity.language"


class LanguageUnit(Protocol):
    """What the book of languages works on."""

    @property
    def residents(self) -> ResidentRepository:
        """Residents."""

    @property
    def audit(self) -> AuditLog:
        """The audit log."""


class LanguageBook:
    """Knows each resident's language, and keeps another one.

    It answers from memory: every turn asks. Another program's change is heard of at the next
    start, or when the resident sits down at a shared screen.
    """

    def __init__(
        self,
        residents: Sequence[Resident],
        units: Callable[[], AbstractContextManager[LanguageUnit]],
        lane: Lane,
        clock: Clock,
    ) -> None:
        self._spoken = {one.id: one.language for one in residents}
        self._units = units
        self._lane = lane
        self._clock = clock

    def of(self, resident_id: ResidentId) -> str:
        """Return a resident's language; English where it is none that Lilo speaks."""
        spoken = self._spoken.get(resident_id, ENGLISH)
        return spoken if spoken in LANGUAGES else ENGLISH

    def heard(self, resident: Resident) -> None:
        """Take over what the record says, read just now."""
        self._spoken[resident.id] = resident.language

    def speak(self, resident_id: ResidentId, language: str) -> None:
        """Speak another language with a resident, from the next word on.

        Raises:
            LanguageError: Lilo does not speak it.
        """
        if language not in LANGUAGES:
            raise LanguageError(
                f"Lilo does not speak '{language}'.", f"Choose one of: {', '.join(LANGUAGES)}."
            )
        self._spoken[resident_id] = language

    async def choose(self, resident_id: ResidentId, language: str, *, by: str = "") -> None:
        """Speak another language with a resident, and keep that.

        Args:
            by: id of who chose it for them; empty where they did.

        Raises:
            LanguageError: Lilo does not speak it.
            LiloError: it could not be kept; it holds until the program ends.
        """
        self.speak(resident_id, language)

        def job() -> None:
            with self._units() as unit:
                resident = unit.residents.get(resident_id)
                if resident is None or resident.language == language:
                    return
                unit.residents.save(replace(resident, language=language))
                who = str(resident_id)
                draft = AuditDraft(
                    AuditAction.PREFERENCES_CHANGED, by or who, who, {"language": language}
                )
                unit.audit.append(draft, self._clock())

        await self._lane.run(job)
