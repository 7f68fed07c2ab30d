"""What only the resident's window reads: preferences, stories, and the resident's own words."""

from dataclasses import dataclass

from app.conversation.vocabulary import Vocabulary
from app.identity import PreferenceBook
from app.story import StoryAlbum
from app.wiring.foundation import Foundation
from app.wiring.screening import Screening


@dataclass(frozen=True, slots=True)
class ResidentScreen:
    """Services of the resident's window."""

    preferences: PreferenceBook
    stories: StoryAlbum
    vocabulary: Vocabulary


def wire_resident_screen(on: Foundation, screening: Screening) -> ResidentScreen:
    """Build them on the open facility."""
    database, lane = on.database, on.runtime.database
    basics = on.basics
    words = basics.resources.folder("i18n") / basics.settings.kiosk.language / "usual_words.txt"
    return ResidentScreen(
        PreferenceBook(database.unit, lane, on.basics.clock),
        StoryAlbum(database.reading, lane, screening.outgoing),
        Vocabulary(database.reading, lane, words.read_text("utf-8").split()),
    )
