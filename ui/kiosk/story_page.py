"""The page of one leaf out of the album of the resident's life."""

from ui.kiosk.inputs import KioskInputs
from ui.kiosk.story_leaves import Opened, opened
from ui.kiosk.view import StoryView
from ui.kiosk.wording import StoryWords


def story_page(inputs: KioskInputs, words: StoryWords) -> StoryView:
    """Return the leaf that lies open, or what is said where there is no story."""
    album = opened(inputs)
    if album is None:
        lines = () if inputs.stories is None else (words.empty,)
        return StoryView("", "", lines, "", next_text="")
    story, photo = album.story, album.leaf.photo
    is_words = photo is None
    place = words.place.format(number=album.number + 1, count=len(inputs.stories or ()))
    return StoryView(
        title=story.title.text,
        when=story.when,
        lines=tuple(line.text for line in story.lines) if is_words else (),
        place=place if len(inputs.stories or ()) > 1 else "",
        next_text=_next(album, words, is_alone=len(inputs.stories or ()) == 1),
        is_photo=not is_words,
        picture=inputs.pictures.get(photo.id, "") if photo else "",
        picture_spoken=words.picture_spoken.format(caption=photo.caption or story.title.text)
        if photo
        else "",
        caption=photo.caption if photo else "",
        picture_place=words.picture.format(number=album.leaf.number, count=album.photos)
        if photo and album.photos > 1
        else "",
        note=words.gone if is_words and album.photos < len(story.photos) else "",
    )


def _next(album: Opened, words: StoryWords, *, is_alone: bool) -> str:
    following = album.following
    if following is not None:
        return words.next_picture if following.photo else words.read
    if not is_alone:
        return words.next
    return words.from_start if len(album.leaves) > 1 else ""
