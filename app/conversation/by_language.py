"""One conversation in several languages: each resident is answered in their own."""

from collections.abc import AsyncIterator, Callable, Mapping

from app.conversation.events import TurnEvent
from app.conversation.parts import Parts
from app.conversation.turn import Conversation
from app.ids import ResidentId
from app.language_files import ENGLISH
from app.utterance import HeardBy


class Conversations:
    """Takes turns in the language of whoever speaks.

    What all languages share - the record, the alerts, whom Lilo stays with - is one and the same,
    so a language that is changed in the middle of something changes the words and nothing else.

    Args:
        parts: what a turn is made with, in each language; English is always among them.
        language_of: a resident's.
    """

    def __init__(
        self, parts: Mapping[str, Parts], language_of: Callable[[ResidentId], str]
    ) -> None:
        first = Conversation(parts[ENGLISH])
        self._spoken = {
            language: first if language == ENGLISH else first.in_other_words(own)
            for language, own in parts.items()
        }
        self._language_of = language_of

    @property
    def is_ready(self) -> bool:
        """Whether the models have loaded, or it is known that they will not."""
        return self._spoken[ENGLISH].is_ready

    async def worries(self, resident_id: ResidentId, raw: str) -> bool:
        """See `Conversation.worries`."""
        return await self._of(resident_id).worries(resident_id, raw)

    def take(
        self,
        resident_id: ResidentId,
        raw: str,
        heard_by: HeardBy = HeardBy.KEYBOARD,
        confidence: float = 1.0,
    ) -> AsyncIterator[TurnEvent]:
        """Take one turn; see `Conversation.take`."""
        return self._of(resident_id).take(resident_id, raw, heard_by, confidence)

    def _of(self, resident_id: ResidentId) -> Conversation:
        return self._spoken.get(self._language_of(resident_id), self._spoken[ENGLISH])
