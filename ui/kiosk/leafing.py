"""Leafing through the album: reads the stories, turns the leaves, has the photographs at hand."""

import asyncio
from functools import partial

import structlog

from app.ids import ResidentId
from app.story import StoryAlbum
from app.story.entry import PhotoId
from ui.kiosk.inputs import KioskInputs, Screen
from ui.kiosk.photographs import Photographs, decoded_photo
from ui.kiosk.state import KioskState
from ui.kiosk.story_leaves import opened, wanted
from ui.shared.spawner import Spawner

_log = structlog.get_logger(__name__)


class Leafing:
    """Turns leaves. A photograph that cannot be shown is left out, and its story told all the same.

    Attributes:
        photographs: those that QML shows.
    """

    def __init__(self, state: KioskState, spawner: Spawner) -> None:
        self._state = state
        self._spawner = spawner
        self._album: StoryAlbum | None = None
        self._coming: set[PhotoId] = set()
        self.photographs = Photographs()
        state.on_change(self._look)

    def attach(self, album: StoryAlbum) -> None:
        """Know where the stories are."""
        self._album = album

    def read(self) -> None:
        """Open at the start of a story; what was read before stays unless something is new."""
        self._state.change(leaf=0)
        resident_id = self._state.inputs.resident_id
        if self._album is not None and resident_id is not None:
            self._spawner.spawn(self._read(self._album, resident_id), name="read_stories")

    def turn(self) -> None:
        """Turn to the next leaf; after a story's last comes the next story, then the first."""
        inputs = self._state.inputs
        album = opened(inputs)
        if album is None:
            return
        if album.following is not None:
            self._state.change(leaf=album.at + 1)
        else:
            self._state.change(story_index=inputs.story_index + 1, leaf=0)

    async def _read(self, album: StoryAlbum, resident_id: ResidentId) -> None:
        stories = await album.of(resident_id)
        inputs = self._state.inputs
        if inputs.resident_id == resident_id and stories != inputs.stories:
            self._state.change(stories=stories, leaf=0, pictures={})

    def _look(self, inputs: KioskInputs) -> None:
        """Fetch what lies open and what comes next; let go of what nobody looks at any more."""
        if inputs.screen is not Screen.STORIES:
            if inputs.pictures or len(self.photographs):
                self._spawner.spawn(self._let_go(), name="let_go_of_photographs")
            return
        resident_id = inputs.resident_id
        if self._album is None or resident_id is None:
            return
        for photo_id in wanted(inputs):
            if photo_id not in inputs.pictures and photo_id not in self._coming:
                self._coming.add(photo_id)
                fetching = self._fetch(self._album, resident_id, photo_id)
                failed = partial(self._failed, resident_id, photo_id)
                self._spawner.spawn(fetching, failed, name="read_photograph")

    async def _let_go(self) -> None:
        """Hold no photograph any more; one that could not be read is tried again next time."""
        if self._state.inputs.screen is not Screen.STORIES:
            self._state.change(pictures={})
            self.photographs.retain(())

    async def _fetch(self, album: StoryAlbum, resident_id: ResidentId, photo_id: PhotoId) -> None:
        jpeg = await album.picture(resident_id, photo_id)
        if jpeg is None:
            self._show(resident_id, photo_id, "", "gone")
            return
        # On a thread of its own: the screen must not stand still meanwhile.
        image = await asyncio.to_thread(decoded_photo, jpeg, self.photographs.edge_px)
        if image.isNull():
            self._show(resident_id, photo_id, "", "damaged")
        elif self._is_looked_at(resident_id):
            self._show(resident_id, photo_id, self.photographs.keep(photo_id, image))
        self._coming.discard(photo_id)

    def _failed(self, resident_id: ResidentId, photo_id: PhotoId, error: Exception) -> None:
        self._show(resident_id, photo_id, "", type(error).__name__)

    def _is_looked_at(self, resident_id: ResidentId) -> bool:
        inputs = self._state.inputs
        return inputs.resident_id == resident_id and inputs.screen is Screen.STORIES

    def _show(
        self, resident_id: ResidentId, photo_id: PhotoId, source: str, trouble: str = ""
    ) -> None:
        """Put a photograph into the album, or take its leaf out, and let go of those long seen."""
        self._coming.discard(photo_id)
        if trouble:
            _log.warning("photograph_not_shown", why=trouble)
        if not self._is_looked_at(resident_id):
            return
        pictures = {**self._state.inputs.pictures, photo_id: source}
        near = {photo_id, *wanted(self._state.inputs)}
        kept = {one: where for one, where in pictures.items() if one in near or where == ""}
        self.photographs.retain([one for one, where in kept.items() if where])
        self._state.change(pictures=kept)
