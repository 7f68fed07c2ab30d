"""Life stories as staff write them: an entry at a time, and taken back when it was a mistake."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from app.audit import AuditAction, AuditDraft, Detail
from app.identity import Resident
from app.ids import DocumentId, ResidentId, StaffId, new_uuid
from app.privacy import refuse_if_held
from app.recall.passage import Passage, StreamName
from app.story.entry import (
    Photo,
    PhotoId,
    Picture,
    Story,
    StoryChangedError,
    StoryDraft,
    StoryError,
)
from app.story.folder import MOST_PICTURE_BYTES
from app.story.importing import LONGEST_TEXT
from app.story.shelf import StoryShelf, StoryUnit

MOST_PHOTOS = 12
"""Of one entry: more is an album, which nobody leafs through on a kiosk."""


@dataclass(frozen=True, slots=True)
class RemovedStory:
    """An entry that was taken off the shelf, whole, so that it can be put back.

    Attributes:
        pixels: the JPEG of each photograph.
    """

    story: Story
    pixels: Mapping[PhotoId, bytes]


@dataclass(frozen=True, slots=True)
class KeptTogether:
    """Entries that were kept together, so that all of them can be taken back.

    Attributes:
        kept: as they stand now.
        before: those whose place was taken, as they stood.
    """

    kept: tuple[Passage, ...]
    before: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class StoryEditor:
    """Writes, changes and puts back entries of the shelf. Each change is an audit entry."""

    shelf: StoryShelf

    async def save(
        self,
        resident: Resident,
        draft: StoryDraft,
        by: StaffId,
        replacing: Passage | None = None,
    ) -> Passage:
        """Keep an entry, new or changed, and return it; its photographs stay with it.

        Args:
            replacing: the entry that is changed, as it was read; it keeps its id, also under
                another title.

        Raises:
            StoryError: something is missing or too long, or the title is taken.
            StoryChangedError: somebody else has changed the entry since it was read.
        """
        _refuse_unfit(draft)
        asked = draft.passage_of(resident.id, resident.born)

        def job() -> Passage:
            with self.shelf.units() as unit:
                if replacing is None:
                    passage = _new(unit, asked)
                    action = AuditAction.STORY_ADDED
                else:
                    _refuse_changed(_known(unit, resident.id, replacing.id), replacing)
                    refuse_if_held(unit.holds, resident.id)
                    passage = replace(asked, id=replacing.id)
                    action = AuditAction.STORY_CHANGED
                unit.passages.add([passage])
                self._note(unit, action, by, resident.id, {"entries": 1})
            return passage

        kept = await self.shelf.database.run(job)
        self.shelf.on_change(resident.id)
        return kept

    async def save_all(
        self, resident: Resident, drafts: Sequence[StoryDraft], by: StaffId
    ) -> KeptTogether:
        """Keep entries that came together; one whose title is known takes that one's place.

        Raises:
            StoryError: there is none, or one of them is too long. None was kept.
        """
        if not drafts:
            raise StoryError("No question was answered.", "Write at least one answer.")
        for draft in drafts:
            _refuse_unfit(draft)

        asked = [one.passage_of(resident.id, resident.born) for one in drafts]
        ids = [passage.id for passage in asked]

        def job() -> KeptTogether:
            with self.shelf.units() as unit:
                before = unit.passages.get(ids)
                if before:
                    refuse_if_held(unit.holds, resident.id)
                unit.passages.add(asked)
                details: dict[str, Detail] = {"entries": len(drafts), "source": "questionnaire"}
                self._note(unit, AuditAction.STORY_ADDED, by, resident.id, details)
                # As they are kept: two answers under one title are one entry.
                kept = unit.passages.get(ids)
            return KeptTogether(tuple(kept.values()), tuple(before.values()))

        done = await self.shelf.database.run(job)
        self.shelf.on_change(resident.id)
        return done

    async def take_back_all(
        self, resident_id: ResidentId, together: KeptTogether, by: StaffId
    ) -> None:
        """Undo `save_all`: what was there before stands there again, what was new goes.

        Raises:
            StoryChangedError: one of them is another resident's, or was changed since. All stay.
            HeldError: a legal hold keeps what is there.
        """
        before = {passage.id: passage for passage in together.before}
        new = [passage.id for passage in together.kept if passage.id not in before]

        def job() -> None:
            with self.shelf.units() as unit:
                refuse_if_held(unit.holds, resident_id)
                now = unit.passages.get([passage.id for passage in together.kept])
                photos = unit.stories.photos_of(resident_id)
                for passage in together.kept:
                    is_theirs = passage.owner == resident_id and now.get(passage.id) == passage
                    if not is_theirs or (passage.id in new and photos.get(passage.id)):
                        raise StoryChangedError(
                            f"“{passage.title}” was changed since.", "Put each entry right by hand."
                        )
                unit.passages.add(list(before.values()))
                unit.passages.remove(new)
                details: dict[str, Detail] = {"entries": len(together.kept), "put_back": True}
                self._note(unit, AuditAction.STORY_CHANGED, by, resident_id, details)

        await self.shelf.database.run(job)
        self.shelf.on_change(resident_id)

    async def add_photo(
        self, resident_id: ResidentId, story_id: DocumentId, file: Path, by: StaffId
    ) -> None:
        """Put a photograph to an entry, made safe and small.

        Raises:
            StoryError: there is no such entry, it has its fill, or the file is no picture.
        """
        picture, digest = await asyncio.to_thread(self._read, file)

        def job() -> None:
            with self.shelf.units() as unit:
                passage = _known(unit, resident_id, story_id)
                there = unit.stories.photos_of(resident_id).get(story_id, ())
                if any(photo.digest == digest for photo in there):
                    raise StoryError("This very photograph is there already.")
                if len(there) >= MOST_PHOTOS:
                    raise StoryError(
                        f"An entry holds {MOST_PHOTOS} photographs, the most it can.",
                        "Remove one, or write another entry.",
                    )
                photo = Photo(
                    PhotoId(new_uuid()),
                    story_id,
                    resident_id,
                    passage.title,
                    picture.width,
                    picture.height,
                    digest,
                )
                unit.stories.add_photo(photo, picture.jpeg)
                self._note(unit, AuditAction.STORY_CHANGED, by, resident_id, {"photos_added": 1})

        await self.shelf.database.run(job)
        self.shelf.on_change(resident_id)

    async def remove_photo(
        self, resident_id: ResidentId, story_id: DocumentId, photo_id: PhotoId, by: StaffId
    ) -> None:
        """Let go of one photograph for good.

        Raises:
            StoryError: the entry has no such photograph.
        """

        def job() -> None:
            with self.shelf.units() as unit:
                there = unit.stories.photos_of(resident_id).get(story_id, ())
                if all(photo.id != photo_id for photo in there):
                    raise StoryError("There is no such photograph.", "Look at the entry again.")
                refuse_if_held(unit.holds, resident_id)
                unit.stories.remove_photo(photo_id)
                self._note(unit, AuditAction.STORY_CHANGED, by, resident_id, {"photos_removed": 1})

        await self.shelf.database.run(job)
        self.shelf.on_change(resident_id)

    async def remove(
        self, resident_id: ResidentId, story_id: DocumentId, by: StaffId
    ) -> RemovedStory:
        """Take an entry off the shelf and return it whole.

        Raises:
            StoryError: this resident has no such entry.
        """

        def job() -> RemovedStory:
            with self.shelf.units() as unit:
                passage = _known(unit, resident_id, story_id)
                photos = tuple(unit.stories.photos_of(resident_id).get(story_id, ()))
                pixels = {photo.id: unit.stories.pixels(photo.id) or b"" for photo in photos}
                return RemovedStory(Story(passage, photos), pixels)

        removed = await self.shelf.database.run(job)
        await self.shelf.remove(resident_id, story_id, by)
        return removed

    async def put_back(self, resident_id: ResidentId, removed: RemovedStory, by: StaffId) -> None:
        """Put an entry back with its photographs, as it was.

        Raises:
            StoryError: it is another resident's, or is there already.
        """
        passage, photos = removed.story.passage, removed.story.photos

        def job() -> None:
            with self.shelf.units() as unit:
                if passage.owner != resident_id or unit.passages.get([passage.id]):
                    raise StoryError("The story cannot be put back.", "Look at the list again.")
                unit.passages.add([passage])
                for photo in photos:
                    unit.stories.add_photo(photo, removed.pixels[photo.id])
                details: dict[str, Detail] = {
                    "entries": 1,
                    "photos": len(photos),
                    "put_back": True,
                }
                self._note(unit, AuditAction.STORY_ADDED, by, resident_id, details)

        await self.shelf.database.run(job)
        self.shelf.on_change(resident_id)

    def _read(self, file: Path) -> tuple[Picture, bytes]:
        try:
            if file.stat().st_size > MOST_PICTURE_BYTES:
                raise StoryError(
                    "The picture is far too large.", "Save it again in a smaller size."
                )
            digest = sha256(file.read_bytes()).digest()
        except OSError as error:
            raise StoryError(f"The picture cannot be read: {error.strerror}.") from None
        return self.shelf.reader.read(file), digest

    def _note(
        self,
        unit: StoryUnit,
        action: AuditAction,
        by: StaffId,
        resident_id: ResidentId,
        details: Mapping[str, Detail],
    ) -> None:
        unit.audit.append(
            AuditDraft(action, str(by), str(resident_id), details), self.shelf.clock()
        )


def _refuse_unfit(draft: StoryDraft) -> None:
    if not (draft.title.strip() and draft.text.strip()):
        raise StoryError("A story has a title and a text.", "Fill in both.")
    if len(draft.text) > LONGEST_TEXT:
        raise StoryError(
            f"The text is longer than {LONGEST_TEXT} characters.", "Make several entries of it."
        )


def _refuse_changed(kept: Passage, read: Passage) -> None:
    if replace(kept, facts=kept.facts or None) != replace(read, facts=read.facts or None):
        raise StoryChangedError(
            "Somebody else has changed this story since it was opened.",
            "The list has been read again; nothing of yours was kept.",
        )


def _new(unit: StoryUnit, asked: Passage) -> Passage:
    known = unit.passages.get([asked.id]).get(asked.id)
    if known is None:
        return asked
    if known.title == asked.title:
        raise StoryError("There is a story with this title already.", "Give it another title.")
    # That entry was renamed and keeps the id that this title would have.
    return replace(asked, id=DocumentId(new_uuid()))


def _known(unit: StoryUnit, resident_id: ResidentId, story_id: DocumentId) -> Passage:
    passage = unit.passages.get([story_id]).get(story_id)
    is_story = passage is not None and passage.stream is StreamName.LIFE_STORY
    if passage is None or not is_story or passage.owner != resident_id:
        raise StoryError("There is no such story.", "Look at the list again.")
    return passage
