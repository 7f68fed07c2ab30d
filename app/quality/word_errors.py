"""How many words of a sentence were recognised wrongly."""

from dataclasses import dataclass

from app.conversation.listening import plain_phrase


@dataclass(frozen=True, slots=True)
class WordErrors:
    """Words that were taken for others, left out or put in, and how many were said."""

    errors: int
    said: int

    @property
    def rate(self) -> float:
        """The word error rate: errors for each word said."""
        return self.errors / self.said if self.said else 0.0


def word_errors(said: str, recognised: str) -> WordErrors:
    """Compare what was said with what was recognised, as words without signs."""
    right, found = plain_phrase(said).split(), plain_phrase(recognised).split()
    # Fewest changes from the words so far to the first n that were found (Levenshtein 1966).
    fewest = list(range(len(found) + 1))
    for row, word in enumerate(right, 1):
        before, fewest[0] = fewest[0], row
        for column, other in enumerate(found, 1):
            changed = before + (word != other)
            before = fewest[column]
            fewest[column] = min(changed, fewest[column] + 1, fewest[column - 1] + 1)
    return WordErrors(fewest[-1], len(right))
