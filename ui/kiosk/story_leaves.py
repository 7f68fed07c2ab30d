"""The leaves of a story, as an album has them: a photograph, the words, further photographs."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.story import AlbumPhoto, ToldStory
from app.story.entry import PhotoId
from ui.kiosk.inputs import KioskInputs

Pictures = Mapping[PhotoId, str]
"""Where QML finds photographs that were read; empty for one that cannot be shown."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One leaf.

    Attributes:
        photo: None on the leaf of the words.
        number: which of the story's photographs, from one; 0 on the leaf of the words.
    """

    photo: AlbumPhoto | None = None
    number: int = 0


@dataclass(frozen=True, slots=True)
class Opened:
    """Where the album is open.

    Attributes:
        number: which story, from zero.
        at: which of its leaves, from zero.
        photos: how many photographs of it can be shown.
    """

    story: ToldStory
    number: int
    leaves: tuple[Leaf, ...]
    at: int
    photos: int

    @property
    def leaf(self) -> Leaf:
        """What lies open."""
        return self.leaves[self.at]

    @property
    def following(self) -> Leaf | None:
        """The next leaf of the same story."""
        return self.leaves[self.at + 1] if self.at + 1 < len(self.leaves) else None


def leaves_of(story: ToldStory, pictures: Pictures) -> tuple[Leaf, ...]:
    """Return a story's leaves; a photograph that cannot be shown has none.

    The first photograph opens the story, its words follow at once, then the rest.
    """
    shown = [photo for photo in story.photos if pictures.get(photo.id) != ""]
    photos = [Leaf(photo, number) for number, photo in enumerate(shown, 1)]
    words = [Leaf()] if story.lines or not photos else []
    return (*photos[:1], *words, *photos[1:])


def opened(inputs: KioskInputs) -> Opened | None:
    """Return where the album is open, or None where there is no story."""
    if not inputs.stories:
        return None
    number = inputs.story_index % len(inputs.stories)
    story = inputs.stories[number]
    leaves = leaves_of(story, inputs.pictures)
    photos = sum(leaf.photo is not None for leaf in leaves)
    return Opened(story, number, leaves, min(inputs.leaf, len(leaves) - 1), photos)


def wanted(inputs: KioskInputs) -> tuple[PhotoId, ...]:
    """Return the photographs to have at hand: what lies open, and what comes next."""
    album = opened(inputs)
    if album is None or inputs.stories is None:
        return ()
    follows = album.leaves[album.at : album.at + 3]
    after = inputs.stories[(album.number + 1) % len(inputs.stories)]
    first = leaves_of(after, inputs.pictures)[:1] if album.following is None else ()
    photos = (leaf.photo for leaf in (*follows, *first) if leaf.photo is not None)
    return tuple(dict.fromkeys(photo.id for photo in photos))
