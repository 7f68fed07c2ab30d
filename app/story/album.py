"""The album: a resident's stories to leaf through, those that may be brought up."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from app.identity import ConsentKind, ConsentRepository, ConsentRule
from app.ids import DocumentId, ResidentId
from app.recall.passage import Passage, PassageRepository, Scope, Sensitivity, StreamName
from app.runtime import Lane
from app.safety import OutgoingScreen, ScreenedSentence
from app.story.entry import TIME_FACT, Photo, PhotoId, StoryRepository, by_time


@dataclass(frozen=True, slots=True)
class AlbumPhoto:
    """One photograph of a story; its pixels are asked for when it is looked at.

    Attributes:
        caption: what is written under it, screened; empty where that is the story's title.
    """

    id: PhotoId
    caption: str = ""


@dataclass(frozen=True, slots=True)
class ToldStory:
    """One story, told to the resident.

    Attributes:
        when: a time as it was written down: "summer 1957"; empty where none is known.
        lines: in the second person; each has passed the screen for what Lilo says.
        photos: in order; none where the resident has not agreed that they are shown.
    """

    title: ScreenedSentence
    when: str
    lines: tuple[ScreenedSentence, ...]
    photos: tuple[AlbumPhoto, ...] = ()


class AlbumUnit(Protocol):
    """What the album reads."""

    @property
    def passages(self) -> PassageRepository:
        """Passages."""

    @property
    def stories(self) -> StoryRepository:
        """Photographs."""

    @property
    def consents(self) -> ConsentRepository:
        """What residents agreed to."""


class StoryAlbum:
    """Finds the stories of one resident that may be shown without being asked about."""

    def __init__(
        self,
        units: Callable[[], AbstractContextManager[AlbumUnit]],
        lane: Lane,
        outgoing: OutgoingScreen,
        rule: ConsentRule,
    ) -> None:
        self._units = units
        self._lane = lane
        self._outgoing = outgoing
        self._rule = rule

    async def of(self, resident_id: ResidentId) -> tuple[ToldStory, ...]:
        """Return the stories by their time, those without one last.

        What is marked with care, what has neither words in the second person nor a photograph,
        and what does not pass the screen is left out.
        """

        def job() -> tuple[list[Passage], Mapping[DocumentId, Sequence[Photo]]]:
            with self._units() as unit:
                passages = unit.passages.of(Scope(StreamName.LIFE_STORY, resident_id))
                agrees = self._agrees(unit, resident_id)
                photos = unit.stories.photos_of(resident_id) if agrees else {}
            return sorted(passages, key=by_time), photos

        passages, photos = await self._lane.run(job)
        return tuple(self._told(passages, photos))

    async def picture(self, resident_id: ResidentId, photo_id: PhotoId) -> bytes | None:
        """Return a photograph of this resident's as JPEG.

        None where it is gone, is somebody else's, or the resident has not agreed.
        """

        def job() -> bytes | None:
            with self._units() as unit:
                if not self._agrees(unit, resident_id):
                    return None
                every = unit.stories.photos_of(resident_id).values()
                is_theirs = any(photo.id == photo_id for photos in every for photo in photos)
                return unit.stories.pixels(photo_id) if is_theirs else None

        return await self._lane.run(job)

    def _agrees(self, unit: AlbumUnit, resident_id: ResidentId) -> bool:
        return self._rule.allows(unit.consents, resident_id, ConsentKind.LIFE_STORY_PHOTOS)

    def _told(
        self, passages: Iterable[Passage], photos: Mapping[DocumentId, Sequence[Photo]]
    ) -> Iterable[ToldStory]:
        for passage in passages:
            lines = self._passing(passage.retelling)
            title = self._passing([passage.title])
            shots = tuple(self._shown(photo, passage) for photo in photos.get(passage.id, ()))
            if passage.sensitivity is Sensitivity.OPEN and title and (lines or shots):
                when = (passage.facts or {}).get(TIME_FACT, "")
                yield ToldStory(title[0], when, lines, shots)

    def _shown(self, photo: Photo, passage: Passage) -> AlbumPhoto:
        is_title = photo.caption.strip() == passage.title.strip()
        caption = () if is_title else self._passing([photo.caption])
        return AlbumPhoto(photo.id, caption[0].text if caption else "")

    def _passing(self, sentences: Iterable[str]) -> tuple[ScreenedSentence, ...]:
        screened = (self._outgoing.screen(sentence) for sentence in sentences if sentence.strip())
        return tuple(line for line in screened if isinstance(line, ScreenedSentence))
