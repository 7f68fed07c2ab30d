"""Reads what is only looked at when it is asked for: the whole day, and the resident's stories."""

from app.ids import ResidentId
from app.schedule import DayBook
from app.story import StoryAlbum
from ui.kiosk.state import KioskState
from ui.shared.spawner import Spawner


class DayPages:
    """Reads the pages a resident opens. What was read before stays until the new is there."""

    def __init__(self, state: KioskState, spawner: Spawner) -> None:
        self._state = state
        self._spawner = spawner
        self._day: DayBook | None = None
        self._album: StoryAlbum | None = None

    def attach(self, day: DayBook, album: StoryAlbum) -> None:
        """Know where they are."""
        self._day, self._album = day, album

    def read_today(self) -> None:
        """Read the whole day."""
        resident_id = self._state.inputs.resident_id
        if self._day is not None and resident_id is not None:
            self._spawner.spawn(self._read_today(self._day, resident_id), name="read_today")

    def read_stories(self) -> None:
        """Read the stories."""
        resident_id = self._state.inputs.resident_id
        if self._album is not None and resident_id is not None:
            self._spawner.spawn(self._read_stories(self._album, resident_id), name="read_stories")

    def next_story(self) -> None:
        """Turn to the next story; after the last comes the first."""
        self._state.change(story_index=self._state.inputs.story_index + 1)

    async def _read_today(self, day: DayBook, resident_id: ResidentId) -> None:
        plan = await day.today(resident_id)
        if self._state.inputs.resident_id == resident_id:
            self._state.change(plan=plan)

    async def _read_stories(self, album: StoryAlbum, resident_id: ResidentId) -> None:
        stories = await album.of(resident_id)
        if self._state.inputs.resident_id == resident_id:
            self._state.change(stories=stories)
