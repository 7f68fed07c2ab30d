"""The life story of the resident that somebody has opened."""

from collections.abc import Callable, Coroutine, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject

from app.errors import LiloError
from app.identity import Resident, StaffSession
from app.ids import DocumentId, ResidentId
from app.recall.passage import Passage
from app.station import OpenedStories, StationStories
from app.story import Story, StoryDraft
from app.story.editing import RemovedStory
from app.story.entry import PhotoId, StoryChangedError
from app.story.questionnaire import Answers, Questionnaire, load_questionnaire
from ui.shared.spawner import Spawner
from ui.staff.page_model import PageModel
from ui.staff.wording.language import Language

FILE_NAME = "family_questions.yaml"


class StoriesModel(PageModel):
    """Reads when the tab is looked at, since reading is noted. Photographs stay in memory only.

    Attributes:
        resident: whose stories they are, or None.
        opened: the stories, or None before they were read.
        photos: JPEGs of the entries that were looked at.
        saved: the entry that was saved last, until it is looked at.
        is_answered: answers were kept, until that is seen.
    """

    def __init__(
        self,
        service: StationStories | None,
        spawner: Spawner,
        language: Language,
        parent: QObject,
    ) -> None:
        super().__init__(spawner, language, parent)
        self._service = service
        self._questionnaire: Questionnaire | None = None
        self.resident: Resident | None = None
        self.opened: OpenedStories | None = None
        self.photos: dict[DocumentId, Mapping[PhotoId, bytes]] = {}
        self.saved: DocumentId | None = None
        self.is_answered = False

    def forget(self) -> None:
        """Let go of everything."""
        self.resident = self.opened = self.saved = None
        self.photos = {}

    def follow(self, resident: Resident | None) -> None:
        """Be about another resident; nothing is read before somebody looks."""
        if resident is self.resident:
            return
        is_same = resident is not None and self.resident and resident.id == self.resident.id
        if not is_same:
            self.forget()
            self.notice = self.problem = ""
            self._undoing = None
        self.resident = resident
        self.changed.emit()

    def story(self, key: str) -> Story | None:
        """Return an entry by its id as text."""
        stories = self.opened.stories if self.opened else ()
        return next((one for one in stories if str(one.passage.id) == key), None)

    def look(self) -> None:
        """Read the stories."""
        service, resident = self._service, self.resident
        if service and resident:

            async def read(session: StaffSession) -> tuple[ResidentId, OpenedStories]:
                return resident.id, await service.of(session, resident.id)

            self._read(read, self._took)

    def look_at_photos(self, story_id: DocumentId) -> None:
        """Read the photographs of an entry."""
        service, resident = self._service, self.resident
        if service and resident and story_id not in self.photos:

            async def read(session: StaffSession) -> Mapping[PhotoId, bytes]:
                return await service.photos(session, resident.id, story_id)

            def took(photos: Mapping[PhotoId, bytes]) -> None:
                if self.resident and self.resident.id == resident.id:
                    self.photos[story_id] = photos

            self._read(read, took)

    def save(self, draft: StoryDraft, replacing: Story | None = None) -> None:
        """Keep an entry, new or changed."""
        known = replacing.passage if replacing else None

        def back(kept: Passage) -> Callable[[], None]:
            if replacing is None:
                return lambda: self._take_back(
                    lambda service, session, who: service.remove(session, who, kept.id)
                )
            before = draft_of(replacing)
            return lambda: self._take_back(
                lambda service, session, who: service.save(session, who, before, kept)
            )

        self._change(
            lambda service, session, who: service.save(session, who, draft, known),
            self._language.words.stories.saved,
            back,
            self._saved,
        )

    def remove(self, story: Story) -> None:
        """Delete an entry; it can be put back until the next action."""
        words = self._language.words.stories

        def back(removed: RemovedStory) -> Callable[[], None]:
            return lambda: self._take_back(
                lambda service, session, who: service.put_back(session, who, removed)
            )

        self._change(
            lambda service, session, who: service.remove(session, who, story.passage.id),
            words.deleted.format(title=story.passage.title),
            back,
        )

    def add_photo(self, story_id: DocumentId, path: Path) -> None:
        """Put a photograph to an entry."""
        self._change(
            lambda service, session, who: service.add_photo(session, who, story_id, path),
            self._language.words.stories.photo_added,
        )

    def remove_photo(self, story_id: DocumentId, photo_id: PhotoId) -> None:
        """Let go of a photograph for good."""
        self._change(
            lambda service, session, who: service.remove_photo(session, who, story_id, photo_id),
            self._language.words.stories.photo_removed,
        )

    def questionnaire(self) -> Questionnaire | None:
        """Return what families are asked; None, with the problem said, where it is damaged."""
        if self._questionnaire is None:
            folder = Path(str(files("resources"))) / "i18n" / self._language.name
            try:
                self._questionnaire = load_questionnaire(folder / FILE_NAME)
            except LiloError as error:
                self.problem = str(error)
                self.changed.emit()
        return self._questionnaire

    def answer(self, answers: Answers) -> None:
        """Keep what a family wrote."""
        asked = self.questionnaire()
        if asked is None:
            return
        counted = self._language.words.stories.answers_kept
        n = sum(bool(text.strip()) for text in answers.by_question.values())
        self._change(
            lambda service, session, who: service.answer(session, who, asked, answers),
            self._language.counted(counted, n),
            done=self._answered,
        )

    def _change(
        self,
        work: Callable[[StationStories, StaffSession, ResidentId], Coroutine[Any, Any, Any]],
        said: str,
        undo: Callable[[Any], Callable[[], None]] | None = None,
        done: Callable[[Any], None] | None = None,
    ) -> None:
        service, resident = self._service, self.resident
        if service is None or resident is None:
            return

        async def change(session: StaffSession) -> object:
            return await work(service, session, resident.id)

        def took(result: object) -> None:
            self.photos = {}
            if done:
                done(result)
            self.look()

        self._do(change, took, said, undo)

    def _take_back(
        self,
        work: Callable[[StationStories, StaffSession, ResidentId], Coroutine[Any, Any, Any]],
    ) -> None:
        self._change(work, self._language.words.undo.undone)

    def _undone(self, session: StaffSession, error: Exception) -> None:
        super()._undone(session, error)
        if self._session is session and isinstance(error, StoryChangedError):
            self.look()

    def _answered(self, _count: int) -> None:
        self.is_answered = True

    def _saved(self, kept: Passage) -> None:
        self.saved = kept.id

    def _took(self, read: tuple[ResidentId, OpenedStories]) -> None:
        whose, opened = read
        if self.resident and self.resident.id == whose:
            self.opened = opened


def draft_of(story: Story) -> StoryDraft:
    """Return an entry as it would have been written down."""
    passage = story.passage
    return StoryDraft(
        passage.title,
        passage.text,
        story.told_time,
        passage.people,
        passage.places,
        story.mood,
        passage.sensitivity,
        passage.retelling,
        source=story.source,
        told_by=story.told_by,
    )
