"""The album: a resident's stories to leaf through, those that may be brought up."""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from app.ids import ResidentId
from app.recall.passage import Passage, PassageRepository, Scope, Sensitivity, StreamName
from app.runtime import Lane
from app.safety import OutgoingScreen, ScreenedSentence
from app.story.entry import TIME_FACT, by_time


@dataclass(frozen=True, slots=True)
class ToldStory:
    """One story, told to the resident.

    Attributes:
        when: a time as it was written down: "summer 1957"; empty where none is known.
        lines: in the second person; each has passed the screen for what Lilo says.
    """

    title: ScreenedSentence
    when: str
    lines: tuple[ScreenedSentence, ...]


class AlbumUnit(Protocol):
    """What the shelf reads."""

    @property
    def passages(self) -> PassageRepository:
        """Passages."""


class StoryAlbum:
    """Finds the stories of one resident that may be shown without being asked about."""

    def __init__(
        self,
        units: Callable[[], AbstractContextManager[AlbumUnit]],
        lane: Lane,
        outgoing: OutgoingScreen,
    ) -> None:
        self._units = units
        self._lane = lane
        self._outgoing = outgoing

    async def of(self, resident_id: ResidentId) -> tuple[ToldStory, ...]:
        """Return the stories by their time, those without one last.

        What is marked with care, what has no words in the second person, and what does not pass
        the screen is left out.
        """

        def job() -> list[Passage]:
            with self._units() as unit:
                passages = unit.passages.of(Scope(StreamName.LIFE_STORY, resident_id))
            return sorted(passages, key=by_time)

        return tuple(self._told(await self._lane.run(job)))

    def _told(self, passages: Iterable[Passage]) -> Iterable[ToldStory]:
        for passage in passages:
            lines = self._passing(passage.retelling)
            title = self._passing([passage.title])
            if passage.sensitivity is Sensitivity.OPEN and title and lines:
                yield ToldStory(title[0], (passage.facts or {}).get(TIME_FACT, ""), lines)

    def _passing(self, sentences: Iterable[str]) -> tuple[ScreenedSentence, ...]:
        screened = (self._outgoing.screen(sentence) for sentence in sentences if sentence.strip())
        return tuple(line for line in screened if isinstance(line, ScreenedSentence))
