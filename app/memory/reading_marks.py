"""How far a resident's words were read again, by a language model, and summed up."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from app.ids import DocumentId, ResidentId
from app.memory.memory import SaidTurn


@dataclass(frozen=True, slots=True)
class SpokenTurn:
    """A finished turn with what it was about.

    Attributes:
        sources: what the reply used, as stream and title: "life_story: The blue door".
    """

    said: SaidTurn
    answer: str
    sources: tuple[str, ...] = ()


class ReadingMarks(Protocol):
    """Where it is kept. All of it can be begun anew; nothing is evidence."""

    def unread_again(self, resident_id: ResidentId, limit: int) -> Sequence[SaidTurn]:
        """Return turns that the patterns have read and a language model has not, oldest first."""

    def mark_read_again(self, resident_id: ResidentId, sequence: int) -> None:
        """Note that everything up to there was read again."""

    def unsummed(self, resident_id: ResidentId, limit: int) -> Sequence[SpokenTurn]:
        """Return turns that were not summed up yet, oldest first."""

    def mark_summed(
        self, resident_id: ResidentId, sequence: int, summary: DocumentId | None
    ) -> None:
        """Note that everything up to there was summed up, and in which passage, if any."""

    def last_summary(self, resident_id: ResidentId) -> DocumentId | None:
        """Return the passage that sums up the last session that left one."""
