"""Disclosure: Lilo says that it is a computer program, each day anew and whenever it is asked."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from enum import StrEnum
from pathlib import Path
from typing import Protocol, Self
from uuid import UUID

from pydantic import Field, PrivateAttr, model_validator

from app.ids import ResidentId
from app.safety.data_files import Strict, validated
from app.safety.errors import SafetyDataError
from app.safety.folding import Folder

AGAIN_AFTER = timedelta(hours=3)
"""New York General Business Law s. 1702: at least every three hours of continued use."""


class Occasion(StrEnum):
    """Why Lilo says it now."""

    FIRST_TODAY = "first_today"
    THREE_HOURS = "three_hours"
    ASKED = "asked"


@dataclass(frozen=True, slots=True)
class Disclosure:
    """Lilo has said that it is a computer program.

    Attributes:
        profile: name of the wording that was used.
    """

    id: UUID
    resident_id: ResidentId
    at: datetime
    occasion: Occasion
    profile: str


class DisclosureRepository(Protocol):
    """Where disclosures are kept; append-only."""

    def add(self, disclosure: Disclosure) -> None:
        """Keep a disclosure."""

    def last(self, resident_id: ResidentId) -> Disclosure | None:
        """Return the one that was kept last, on whichever occasion, or None."""

    def recent(self, resident_id: ResidentId, since: datetime, limit: int) -> Sequence[Disclosure]:
        """Return the resident's newest at or after the moment, oldest first."""


class Words(Strict):
    """The same thing for the ear and for the eye.

    Slots: {name}, and in FIRST_TODAY also {greeting}.

    Attributes:
        speech: sentences, spoken one after the other.
        screen: what stands on the screen meanwhile.
    """

    speech: tuple[str, ...] = Field(min_length=1)
    screen: str = Field(min_length=1)

    def filled(self, name: str, greeting: str) -> "Words":
        """Return the words for this person at this time of day."""
        slots = {"name": name, "greeting": greeting}
        return Words(
            speech=tuple(sentence.format_map(slots) for sentence in self.speech),
            screen=self.screen.format_map(slots),
        )


class Profile(Strict):
    """The wording of one state: exactly what is said and shown on each occasion."""

    says: Mapping[Occasion, Words]

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if missing := set(Occasion) - set(self.says):
            raise ValueError(f"no words for: {', '.join(sorted(missing))}")
        for words in self.says.values():
            try:
                words.filled("Margaret", "Good morning")
            except (KeyError, IndexError, ValueError) as error:
                raise ValueError(f"only {{name}} and {{greeting}} are filled in: {error}") from None
        return self


class Greetings(Strict):
    """What {greeting} stands for."""

    morning: str
    afternoon: str
    evening: str
    night: str

    def at(self, hour: int) -> str:
        """Return the greeting for an hour of the local day, 0..23."""
        if 5 <= hour < 12:
            return self.morning
        if 12 <= hour < 18:
            return self.afternoon
        return self.evening if 18 <= hour < 22 else self.night


class DisclosureBook(Strict):
    """All of `resources/crisis/disclosure.yaml`."""

    greetings: Greetings
    profiles: Mapping[str, Profile]
    asking: tuple[str, ...] = Field(min_length=1)
    not_asking: tuple[str, ...] = ()

    _asking: re.Pattern[str] = PrivateAttr()
    _not_asking: re.Pattern[str] | None = PrivateAttr()

    @model_validator(mode="after")
    def _compiled(self) -> Self:
        try:
            self._asking = _any_of(self.asking)
            self._not_asking = _any_of(self.not_asking) if self.not_asking else None
        except re.error as error:
            raise ValueError(f"a pattern of asking is wrong: {error}") from None
        return self

    def words(self, profile: str, occasion: Occasion, name: str, local: datetime) -> Words:
        """Return what is said and shown.

        Args:
            profile: a key of `profiles`.
            name: what the resident likes to be called.
            local: the present moment where the resident lives.

        Raises:
            SafetyDataError: there is no such profile.
        """
        if profile not in self.profiles:
            raise SafetyDataError(
                f"There is no disclosure profile '{profile}'.",
                f"Choose one of: {', '.join(sorted(self.profiles))}.",
            )
        return self.profiles[profile].says[occasion].filled(name, self.greetings.at(local.hour))

    def asks_whether_human(self, text: str) -> bool:
        """Whether a resident's words ask who or what Lilo is; "Are you there?" does not."""
        folded = Folder({}).fold(text)
        if self._not_asking:
            folded = self._not_asking.sub("…", folded)
        return self._asking.search(folded) is not None


def load_disclosure_book(path: Path) -> DisclosureBook:
    """Read and check the profiles and patterns.

    Raises:
        SafetyDataError: the file is missing or wrong.
    """
    return validated(path, DisclosureBook, "The disclosure profiles")


def occasion(last: datetime | None, now: datetime, zone: tzinfo) -> Occasion | None:
    """Return why Lilo must say at this turn that it is a program; None when it need not.

    Args:
        last: when it last said so to this resident, on whichever occasion.
        zone: where the facility is; its midnight begins the day.
    """
    if last is None or last.astimezone(zone).date() != now.astimezone(zone).date():
        return Occasion.FIRST_TODAY
    if last > now:
        # The clock was set back, so how long ago it was is not known.
        return Occasion.FIRST_TODAY
    return Occasion.THREE_HOURS if now - last >= AGAIN_AFTER else None


def _any_of(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """Compile patterns over folded words; a written space also passes a comma."""
    joined = "|".join(f"(?:{pattern})" for pattern in patterns).replace(" ", "[, ]+")
    return re.compile(rf"\b(?:{joined})(?!\w)", re.ASCII)
