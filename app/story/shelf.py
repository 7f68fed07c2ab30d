"""The shelf of life stories: entries and photographs are taken in, shown and removed."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from app.audit import AuditAction, AuditDraft, AuditLog
from app.clock import Clock
from app.identity import Resident
from app.ids import DocumentId, ResidentId, StaffId, new_uuid
from app.privacy import HoldBook, refuse_if_held
from app.recall.passage import Passage, PassageRepository, Scope, StreamName
from app.runtime import Lane
from app.story.entry import (
    Photo,
    PhotoId,
    Picture,
    Story,
    StoryDraft,
    StoryError,
    StoryRepository,
    by_time,
)
from app.story.folder import picture_in, read_folder
from app.story.importing import Problem


class PhotoReader(Protocol):
    """Makes pictures that nobody vouches for safe to keep."""

    def read(self, path: Path) -> Picture:
        """Decode a picture and write it anew, upright and small. Blocking.

        Raises:
            StoryError: it is no picture, damaged, or hostile.
        """


class StoryUnit(Protocol):
    """What the shelf needs of a unit of work."""

    @property
    def passages(self) -> PassageRepository:
        """Where entries are found."""

    @property
    def stories(self) -> StoryRepository:
        """Photographs and tellings."""

    @property
    def holds(self) -> HoldBook:
        """Who is under a legal hold."""

    @property
    def audit(self) -> AuditLog:
        """The audit log."""


StoryUnits = Callable[[], AbstractContextManager[StoryUnit]]


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a folder.

    Attributes:
        kept: how many entries were kept, new or anew.
        photos: how many photographs came with them.
        problems: what was left out, and why.
    """

    kept: int
    photos: int
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Shot:
    picture: Picture
    digest: bytes


@dataclass(frozen=True, slots=True)
class StoryShelf:
    """Keeps life stories.

    Attributes:
        on_change: told whose stories have changed, so that indexes and caches let go of them.
    """

    units: StoryUnits
    database: Lane
    reader: PhotoReader
    clock: Clock
    on_change: Callable[[ResidentId], None]

    async def stories(self, resident_id: ResidentId) -> Sequence[Story]:
        """Return a resident's stories by their time, those without one last."""

        def job() -> list[Story]:
            with self.units() as unit:
                passages = unit.passages.of(Scope(StreamName.LIFE_STORY, resident_id))
                photos = unit.stories.photos_of(resident_id)
            ordered = sorted(passages, key=by_time)
            return [Story(p, tuple(photos.get(p.id, ()))) for p in ordered]

        return await self.database.run(job)

    async def read_by_staff(self, resident_id: ResidentId, by: StaffId) -> Sequence[Story]:
        """Return a resident's stories for staff, with an audit entry."""
        stories = await self.stories(resident_id)

        def job() -> None:
            with self.units() as unit:
                details = {"entries": len(stories)}
                draft = AuditDraft(AuditAction.STORY_READ, str(by), str(resident_id), details)
                unit.audit.append(draft, self.clock())

        await self.database.run(job)
        return stories

    async def pixels(self, photo_id: PhotoId) -> bytes | None:
        """Return a photograph as JPEG; None where it is gone."""

        def job() -> bytes | None:
            with self.units() as unit:
                return unit.stories.pixels(photo_id)

        return await self.database.run(job)

    async def take_in(self, resident: Resident, folder: Path, by: StaffId) -> Imported:
        """Keep what a family wrote into a folder; the same folder twice changes nothing.

        An entry whose title is known takes the place of the earlier one, with its photographs.

        Raises:
            StoryError: there is nothing in the folder that can be read as stories.
            HeldError: an earlier entry would be lost, and a legal hold keeps it.
        """
        # On a thread of its own: pictures take a second each, and every lane is somebody's turn.
        read, pictures, problems = await asyncio.to_thread(self._read, folder)

        def job() -> int:
            photos = 0
            with self.units() as unit:
                passages = [draft.passage_of(resident.id, resident.born) for draft in read]
                known = unit.passages.get([passage.id for passage in passages])
                if any(known.get(p.id, p) != p for p in passages):
                    refuse_if_held(unit.holds, resident.id)
                unit.passages.add([p for p in passages if known.get(p.id) != p])
                for passage, draft in zip(passages, read, strict=True):
                    photos += _keep_photos(unit, passage, pictures[draft.title])
                details = {"entries": len(read), "photos": photos}
                draft_entry = AuditDraft(
                    AuditAction.STORY_ADDED, str(by), str(resident.id), details
                )
                unit.audit.append(draft_entry, self.clock())
            return photos

        photos = await self.database.run(job)
        self.on_change(resident.id)
        return Imported(len(read), photos, problems)

    async def remove(self, resident_id: ResidentId, story_id: DocumentId, by: StaffId) -> None:
        """Let go of an entry with its photographs.

        Raises:
            StoryError: this resident has no such entry.
            HeldError: a legal hold keeps it.
        """

        def job() -> None:
            with self.units() as unit:
                passage = unit.passages.get([story_id]).get(story_id)
                is_story = passage is not None and passage.stream is StreamName.LIFE_STORY
                if passage is None or not is_story or passage.owner != resident_id:
                    raise StoryError("There is no such story.", "Look at the list again.")
                refuse_if_held(unit.holds, resident_id)
                photos = unit.stories.remove_photos(story_id)
                unit.passages.remove([story_id])
                details = {"photos": photos}
                draft = AuditDraft(AuditAction.STORY_REMOVED, str(by), str(resident_id), details)
                unit.audit.append(draft, self.clock())

        await self.database.run(job)
        self.on_change(resident_id)

    def _read(
        self, folder: Path
    ) -> tuple[tuple[StoryDraft, ...], dict[str, list[_Shot]], tuple[Problem, ...]]:
        found = read_folder(folder)
        problems = list(found.problems)
        pictures: dict[str, list[_Shot]] = {}
        for draft in found.drafts:
            pictures[draft.title] = shots = []
            for name in draft.photos:
                path = picture_in(folder, name)
                if path is None:
                    problems.append(Problem(draft.title, f"There is no picture “{name}” here."))
                    continue
                try:
                    picture = self.reader.read(path)
                except StoryError as error:
                    problems.append(Problem(draft.title, f"{name}: {error.message}"))
                    continue
                shots.append(_Shot(picture, sha256(path.read_bytes()).digest()))
        return found.drafts, pictures, tuple(problems)


def _keep_photos(unit: StoryUnit, passage: Passage, shots: Sequence[_Shot]) -> int:
    """Make an entry's photographs those of the folder; the same ones are left as they are."""
    assert passage.owner is not None  # noqa: S101 - a life story is always somebody's
    known = [photo.digest for photo in unit.stories.photos_of(passage.owner).get(passage.id, ())]
    if known == [shot.digest for shot in shots]:
        return len(shots)
    if known:
        refuse_if_held(unit.holds, passage.owner)
        unit.stories.remove_photos(passage.id)
    for shot in shots:
        picture = shot.picture
        photo = Photo(
            PhotoId(new_uuid()),
            passage.id,
            passage.owner,
            passage.title,
            picture.width,
            picture.height,
            shot.digest,
        )
        unit.stories.add_photo(photo, picture.jpeg)
    return len(shots)
