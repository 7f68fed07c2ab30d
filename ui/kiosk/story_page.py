"""The page of one story out of the resident's life."""

from ui.kiosk.inputs import KioskInputs
from ui.kiosk.view import StoryView
from ui.kiosk.wording import StoryWords


def story_page(inputs: KioskInputs, words: StoryWords) -> StoryView:
    """Return the story that is open, or what is said where there is none."""
    stories = inputs.stories
    if stories is None:
        return StoryView("", "", (), "", has_next=False)
    if not stories:
        return StoryView("", "", (words.empty,), "", has_next=False)
    number = inputs.story_index % len(stories)
    story = stories[number]
    return StoryView(
        title=story.title.text,
        when=story.when,
        lines=tuple(line.text for line in story.lines),
        place=words.place.format(number=number + 1, count=len(stories)),
        has_next=len(stories) > 1,
    )
