"""Life stories as staff see and write them, with photographs where the resident agrees."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from app.audit import AuditAction
from app.identity import (
    ConsentKind,
    ConsentRepository,
    ConsentRule,
    Gate,
    Permission,
    Resident,
    ResidentRepository,
    StaffSession,
    needs,
)
from app.ids import DocumentId, ResidentId
from app.recall.passage import Passage
from app.runtime import Lane
from app.station.residents import UnknownResidentError
from app.station.visits import Visits
from app.story import Story, StoryDraft
from app.story.editing import RemovedStory, StoryEditor
from app.story.entry import PhotoId
from app.story.questionnaire import Answers, Questionnaire, drafts_of


class StoriesUnit(Protocol):
    """What is read beside the shelf."""

    @property
    def residents(self) -> ResidentRepository:
        """Residents."""

    @property
    def consents(self) -> ConsentRepository:
        """What they agreed to."""


@dataclass(frozen=True, slots=True)
class OpenedStories:
    """A resident's life story.

    Attributes:
        stories: by their time, those without one last.
        shows_photos: whether the resident agrees that photographs are shown.
    """

    stories: Sequence[Story]
    shows_photos: bool


@dataclass(frozen=True, slots=True)
class StationStories:
    """The shelf of stories as staff use it. Reading and writing are audited by the shelf."""

    gate: Gate
    editor: StoryEditor
    reading: Callable[[], AbstractContextManager[StoriesUnit]]
    database: Lane
    rule: ConsentRule
    visits: Visits

    @needs(Permission.SEE_RESIDENTS)
    async def of(self, session: StaffSession, resident_id: ResidentId) -> OpenedStories:
        """Return a resident's stories, with an audit entry."""
        stories = await self.editor.shelf.read_by_staff(resident_id, session.member.id)
        return OpenedStories(stories, await self._shows_photos(resident_id))

    @needs(Permission.SEE_RESIDENTS)
    async def photos(
        self, session: StaffSession, resident_id: ResidentId, story_id: DocumentId
    ) -> Mapping[PhotoId, bytes]:
        """Return the photographs of an entry as JPEG, in order.

        Nothing where the resident has not agreed that photographs are shown. Each entry's are
        noted once for each session.
        """
        if not await self._shows_photos(resident_id):
            return {}
        who, details = str(resident_id), {"what": "photographs"}
        await self.visits.note(session, AuditAction.STORY_READ, who, details, of=str(story_id))
        shelf = self.editor.shelf

        def job() -> Mapping[PhotoId, bytes]:
            with shelf.units() as unit:
                photos = unit.stories.photos_of(resident_id).get(story_id, ())
                pixels = {photo.id: unit.stories.pixels(photo.id) for photo in photos}
            return {photo: jpeg for photo, jpeg in pixels.items() if jpeg}

        return await self.database.run(job)

    @needs(Permission.EDIT_RESIDENTS)
    async def save(
        self,
        session: StaffSession,
        resident_id: ResidentId,
        draft: StoryDraft,
        replacing: Passage | None = None,
    ) -> Passage:
        """Keep an entry; see `StoryEditor.save`."""
        resident = await self._resident(resident_id)
        return await self.editor.save(resident, draft, session.member.id, replacing)

    @needs(Permission.EDIT_RESIDENTS)
    async def answer(
        self,
        session: StaffSession,
        resident_id: ResidentId,
        questionnaire: Questionnaire,
        answers: Answers,
    ) -> int:
        """Keep a family's answers as entries; return how many.

        Raises:
            StoryError: nothing was answered, or something is too long.
        """
        resident = await self._resident(resident_id)
        drafts = drafts_of(questionnaire, answers, resident.preferred_name)
        return await self.editor.save_all(resident, drafts, session.member.id)

    @needs(Permission.EDIT_RESIDENTS)
    async def add_photo(
        self, session: StaffSession, resident_id: ResidentId, story_id: DocumentId, path: Path
    ) -> None:
        """Put a photograph to an entry; see `StoryEditor.add_photo`."""
        await self.editor.add_photo(resident_id, story_id, path, session.member.id)

    @needs(Permission.EDIT_RESIDENTS)
    async def remove_photo(
        self,
        session: StaffSession,
        resident_id: ResidentId,
        story_id: DocumentId,
        photo_id: PhotoId,
    ) -> None:
        """Let go of one photograph for good."""
        await self.editor.remove_photo(resident_id, story_id, photo_id, session.member.id)

    @needs(Permission.EDIT_RESIDENTS)
    async def remove(
        self, session: StaffSession, resident_id: ResidentId, story_id: DocumentId
    ) -> RemovedStory:
        """Take an entry off the shelf and return it, so that it can be put back."""
        return await self.editor.remove(resident_id, story_id, session.member.id)

    @needs(Permission.EDIT_RESIDENTS)
    async def put_back(
        self, session: StaffSession, resident_id: ResidentId, removed: RemovedStory
    ) -> None:
        """Put an entry back as it was."""
        await self.editor.put_back(resident_id, removed, session.member.id)

    async def _shows_photos(self, resident_id: ResidentId) -> bool:
        def job() -> bool:
            with self.reading() as unit:
                return self.rule.allows(unit.consents, resident_id, ConsentKind.LIFE_STORY_PHOTOS)

        return await self.database.run(job)

    async def _resident(self, resident_id: ResidentId) -> Resident:
        def job() -> Resident | None:
            with self.reading() as unit:
                return unit.residents.get(resident_id)

        resident = await self.database.run(job)
        if resident is None:
            raise UnknownResidentError("Nobody with that id lives here.", "Look at the list again.")
        return resident
