"""Offers the word that may be meant, out of what the resident has written before."""

from app.conversation.vocabulary import Vocabulary, WordList, finished, unfinished_word
from app.ids import ResidentId
from ui.kiosk.state import KioskState
from ui.shared.spawner import Spawner

OFFERS = 3


class WordOffers:
    """Knows the resident's words; reads them again after each turn."""

    def __init__(self, state: KioskState, spawner: Spawner) -> None:
        self._state = state
        self._spawner = spawner
        self._vocabulary: Vocabulary | None = None
        self._words: WordList | None = None

    def attach(self, vocabulary: Vocabulary) -> None:
        """Know where the words are, and read them."""
        self._vocabulary, self._words = vocabulary, None
        self.refresh()

    def refresh(self) -> None:
        """Read the words again."""
        resident_id = self._state.inputs.resident_id
        if self._vocabulary is not None and resident_id is not None:
            self._spawner.spawn(self._read(self._vocabulary, resident_id), name="read_vocabulary")

    def offer(self) -> None:
        """Offer words for the one that is being written."""
        draft = self._state.inputs.talk.draft
        found = self._words.beginning_with(unfinished_word(draft), OFFERS) if self._words else ()
        self._state.change_talk(suggestions=found)

    def taken(self, index: int) -> str | None:
        """Return the draft with an offered word in it, or None where there is no such offer."""
        talk = self._state.inputs.talk
        if not 0 <= index < len(talk.suggestions):
            return None
        return finished(talk.draft, talk.suggestions[index])

    async def _read(self, vocabulary: Vocabulary, resident_id: ResidentId) -> None:
        words = await vocabulary.of(resident_id)
        if self._state.inputs.resident_id == resident_id:
            self._words = words
