"""Photographs and tellings, on the `story_photos` and `story_tellings` tables."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app.ids import DocumentId, ResidentId, TurnId
from app.story.entry import Photo, PhotoId, Telling
from storage.tables import StoryPhotoRow, StoryTellingRow, TurnReadingRow


class SqlStoryRepository:
    """Implements `app.story.StoryRepository`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add_photo(self, photo: Photo, jpeg: bytes) -> None:
        """Keep a photograph after those that its entry has."""
        self._session.add(
            StoryPhotoRow(
                id=photo.id,
                story_id=photo.story_id,
                resident_id=photo.resident_id,
                caption=photo.caption,
                width=photo.width,
                height=photo.height,
                digest=photo.digest,
                jpeg=jpeg,
            )
        )
        self._session.flush()

    def photos_of(self, resident_id: ResidentId) -> Mapping[DocumentId, Sequence[Photo]]:
        """Return a resident's photographs by entry, in order."""
        rows = self._session.scalars(
            select(StoryPhotoRow)
            .where(StoryPhotoRow.resident_id == resident_id)
            .order_by(StoryPhotoRow.sequence)
        )
        found: dict[DocumentId, list[Photo]] = {}
        for row in rows:
            found.setdefault(DocumentId(row.story_id), []).append(_photo_of(row))
        return found

    def pixels(self, photo_id: PhotoId) -> bytes | None:
        """Return a photograph as JPEG, or None."""
        return self._session.scalar(select(StoryPhotoRow.jpeg).where(StoryPhotoRow.id == photo_id))

    def remove_photo(self, photo_id: PhotoId) -> None:
        """Let go of one photograph."""
        self._session.execute(delete(StoryPhotoRow).where(StoryPhotoRow.id == photo_id))

    def remove_photos(self, story_id: DocumentId) -> int:
        """Let go of an entry's photographs; return how many there were."""
        of_story = StoryPhotoRow.story_id == story_id
        count = self._session.scalar(select(func.count(StoryPhotoRow.sequence)).where(of_story))
        self._session.execute(delete(StoryPhotoRow).where(of_story))
        return count or 0

    def add_telling(
        self, resident_id: ResidentId, story_id: DocumentId, turn_id: TurnId, at: datetime
    ) -> None:
        """Note that Lilo told of an entry."""
        self._session.add(
            StoryTellingRow(resident_id=resident_id, story_id=story_id, turn_id=turn_id, at=at)
        )
        self._session.flush()

    def tellings(self, resident_id: ResidentId, since: datetime) -> Sequence[Telling]:
        """Return what was told at or after the moment, newest first.

        How a telling was taken is the valence of the first turn after it.
        """
        after = (
            select(TurnReadingRow.valence)
            .where(
                TurnReadingRow.resident_id == StoryTellingRow.resident_id,
                TurnReadingRow.at > StoryTellingRow.at,
            )
            .order_by(TurnReadingRow.at)
            .limit(1)
            .correlate(StoryTellingRow)
            .scalar_subquery()
        )
        rows = self._session.execute(
            select(StoryTellingRow.story_id, StoryTellingRow.at, after)
            .where(StoryTellingRow.resident_id == resident_id, StoryTellingRow.at >= since)
            .order_by(StoryTellingRow.sequence.desc())
        )
        return [Telling(DocumentId(story_id), at, valence) for story_id, at, valence in rows]


def _photo_of(row: StoryPhotoRow) -> Photo:
    return Photo(
        PhotoId(row.id),
        DocumentId(row.story_id),
        ResidentId(row.resident_id),
        row.caption,
        row.width,
        row.height,
        row.digest,
    )
