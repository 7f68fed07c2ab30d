"""When a turn must begin with what Lilo is, and in which words."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from app.clock import Clock
from app.identity import Resident
from app.ids import new_uuid
from app.safety.disclosure import Disclosure, DisclosureBook, Occasion, Words, occasion


@dataclass(frozen=True, slots=True)
class Due:
    """What is to be said and shown, and the record of it."""

    words: Words
    disclosure: Disclosure

    @property
    def is_answer(self) -> bool:
        """Whether it was asked for, so that it is the whole reply."""
        return self.disclosure.occasion is Occasion.ASKED


@dataclass(frozen=True, slots=True)
class Discloser:
    """Decides for one facility.

    Attributes:
        profile: whose wording; a key of the book's profiles.
        zone: where the facility is; its midnight begins the day.
    """

    book: DisclosureBook
    profile: str
    clock: Clock
    zone: ZoneInfo

    def due(self, resident: Resident, said: str, last: datetime | None) -> Due | None:
        """Return what this turn must begin with, or None.

        Args:
            said: the resident's words; a question who or what Lilo is gets the answer.
            last: when it was last said to this resident.

        Raises:
            SafetyDataError: there is no such profile.
        """
        now = self.clock()
        asked = Occasion.ASKED if self.book.asks_whether_human(said) else None
        why = asked or occasion(last, now, self.zone)
        if why is None:
            return None
        local = now.astimezone(self.zone)
        words = self.book.words(self.profile, why, resident.preferred_name, local)
        return Due(words, Disclosure(new_uuid(), resident.id, now, why, self.profile))
