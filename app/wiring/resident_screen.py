"""What only the resident's window reads: preferences, stories, and the resident's own words."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.conversation.vocabulary import Vocabulary
from app.identity import PreferenceBook
from app.language_files import ENGLISH
from app.oversight import SilenceBook
from app.presence import PlaceBook
from app.story import StoryAlbum
from app.wiring.foundation import Foundation
from app.wiring.identity import consent_rule
from app.wiring.screening import Screening


@dataclass(frozen=True, slots=True)
class ResidentScreen:
    """Services of the resident's window."""

    preferences: PreferenceBook
    stories: StoryAlbum
    vocabularies: Mapping[str, Vocabulary]
    silence: SilenceBook
    places: PlaceBook

    def vocabulary_in(self, language: str) -> Vocabulary:
        """Return the words that are offered in a language."""
        return self.vocabularies.get(language, self.vocabularies[ENGLISH])


def wire_resident_screen(on: Foundation, screening: Screening) -> ResidentScreen:
    """Build them on the open facility."""
    database, lane = on.database, on.runtime.database
    return ResidentScreen(
        PreferenceBook(database.unit, lane, on.basics.clock),
        StoryAlbum(database.reading, lane, screening.outgoing, consent_rule(on.basics.settings)),
        {
            language: Vocabulary(database.reading, lane, tongue.usual_words)
            for language, tongue in on.tongues.items()
        },
        SilenceBook(database.unit, lane, on.basics.clock),
        PlaceBook(database.unit, lane, on.basics.clock),
    )
