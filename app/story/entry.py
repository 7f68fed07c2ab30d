"""A life story: its entries, their photographs, and when each was told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NewType, Protocol
from uuid import NAMESPACE_URL, UUID, uuid5

from app.errors import LiloError
from app.ids import DocumentId, ResidentId, TurnId
from app.recall.passage import Passage, Sensitivity, StreamName
from app.story.fuzzy_date import read_date

PhotoId = NewType("PhotoId", UUID)

TIME_FACT = "time"
"""Under which a story's passage names its time, as it was told."""

YEARS_FACT = "years"
"""Under which it names the years that time touches, first and last: "1940-1949"."""

MOOD_FACT = "mood"

SOURCE_FACT = "source"
"""Under which it names where it comes from; without it, from the people file or a folder."""

TOLD_BY_FACT = "told_by"
"""Under which it names who told it."""


class StorySource(StrEnum):
    """Where an entry that was not handed in as a file comes from."""

    STAFF = "staff"
    QUESTIONNAIRE = "family questionnaire"


class StoryError(LiloError):
    """An entry or a photograph of a life story cannot be kept."""

    code = "story"


class StoryChangedError(StoryError):
    """Somebody else has changed the entry since it was read; nothing was kept."""

    code = "story.changed"


@dataclass(frozen=True, slots=True)
class StoryDraft:
    """An entry as it was written down, before it is kept.

    Attributes:
        when: as told: "summer 1957"; may be empty.
        retelling: sentences in the second person that Lilo can say as they stand.
        photos: names of picture files.
        source: where it comes from; None where it came as a file.
        told_by: who told it, such as "Carol, her daughter"; may be empty.
    """

    title: str
    text: str
    when: str = ""
    people: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    mood: str = ""
    sensitivity: Sensitivity = Sensitivity.OPEN
    retelling: tuple[str, ...] = ()
    photos: tuple[str, ...] = ()
    source: StorySource | None = None
    told_by: str = ""

    def passage_of(self, resident_id: ResidentId, born: date | None = None) -> Passage:
        """Return the passage that recall finds; the same title of one resident is the same one.

        Args:
            born: makes "when she was fifteen" a year.
        """
        facts = {TIME_FACT: self.when, MOOD_FACT: self.mood}
        if self.source:
            facts[SOURCE_FACT] = self.source.value
        if self.told_by:
            facts[TOLD_BY_FACT] = self.told_by
        if told := read_date(self.when, born):
            facts[YEARS_FACT] = f"{told.first.year}-{told.last.year}"
        return Passage(
            DocumentId(uuid5(NAMESPACE_URL, f"lilo:story:{resident_id}:{self.title}")),
            StreamName.LIFE_STORY,
            resident_id,
            self.title,
            " ".join(self.text.split()),
            self.retelling,
            self.sensitivity,
            self.people,
            self.places,
            facts,
        )


@dataclass(frozen=True, slots=True)
class Picture:
    """A photograph made safe: decoded, turned upright, made small, and written anew.

    Attributes:
        jpeg: the file; nothing of the original but its pixels.
        width, height: in pixels.
    """

    jpeg: bytes
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Photo:
    """A photograph of an entry, without its pixels.

    Attributes:
        caption: what can be read aloud of it; may be empty.
        digest: SHA-256 of the original file, by which it is known again.
    """

    id: PhotoId
    story_id: DocumentId
    resident_id: ResidentId
    caption: str
    width: int
    height: int
    digest: bytes


@dataclass(frozen=True, slots=True)
class Story:
    """An entry with its photographs, in order."""

    passage: Passage
    photos: tuple[Photo, ...] = ()

    @property
    def told_time(self) -> str:
        """Its time as told; may be empty."""
        return (self.passage.facts or {}).get(TIME_FACT, "")

    @property
    def mood(self) -> str:
        """How it felt, as told; may be empty."""
        return (self.passage.facts or {}).get(MOOD_FACT, "")

    @property
    def source(self) -> StorySource | None:
        """Where it comes from; None where it came as a file."""
        kept = (self.passage.facts or {}).get(SOURCE_FACT, "")
        return StorySource(kept) if kept in set(StorySource) else None

    @property
    def told_by(self) -> str:
        """Who told it; may be empty."""
        return (self.passage.facts or {}).get(TOLD_BY_FACT, "")


def by_time(passage: Passage) -> tuple[bool, int]:
    """Return the key that puts stories into the order of a life, those without a time last."""
    years = (passage.facts or {}).get(YEARS_FACT, "")
    return not years, int(years.partition("-")[0] or 0)


@dataclass(frozen=True, slots=True)
class Telling:
    """One time that Lilo told of an entry.

    Attributes:
        valence: how the resident's next words felt, -1..1; None where there were none.
    """

    story_id: DocumentId
    at: datetime
    valence: float | None = None


class StoryRepository(Protocol):
    """Where photographs and tellings are kept; entries themselves are passages."""

    def add_photo(self, photo: Photo, jpeg: bytes) -> None:
        """Keep a photograph after those that its entry has."""

    def photos_of(self, resident_id: ResidentId) -> Mapping[DocumentId, Sequence[Photo]]:
        """Return a resident's photographs by entry, in order."""

    def pixels(self, photo_id: PhotoId) -> bytes | None:
        """Return a photograph as JPEG, or None."""

    def remove_photo(self, photo_id: PhotoId) -> None:
        """Let go of one photograph."""

    def remove_photos(self, story_id: DocumentId) -> int:
        """Let go of an entry's photographs; return how many there were."""

    def add_telling(
        self, resident_id: ResidentId, story_id: DocumentId, turn_id: TurnId, at: datetime
    ) -> None:
        """Note that Lilo told of an entry."""

    def tellings(self, resident_id: ResidentId, since: datetime) -> Sequence[Telling]:
        """Return what was told at or after the moment, newest first."""
