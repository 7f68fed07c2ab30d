"""The context budget: as much as the model in use can take in, cut where a sentence ends."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.recall.snippet import Snippet
from app.utterance import sentences


@dataclass(frozen=True, slots=True)
class Budget:
    """How much may be handed on.

    Attributes:
        size: in units of `measure`; about 500 characters suit the smallest tier.
        snippets: how many at most.
        measure: length of a text, in the tokens of the model in use or, without one, characters.
    """

    size: int = 500
    snippets: int = 2
    measure: Callable[[str], int] = len


@dataclass(frozen=True, slots=True)
class ContextSnippet:
    """Text within the budget, with what it comes from."""

    text: str
    snippet: Snippet


def within_budget(snippets: Sequence[Snippet], budget: Budget) -> tuple[ContextSnippet, ...]:
    """Return the best snippets, each cut at the end of a sentence where it is too long.

    A snippet of which not one sentence fits is left out, and a shorter one may follow.
    """
    left, taken = budget.size, list[ContextSnippet]()
    for snippet in snippets:
        if len(taken) == budget.snippets:
            break
        text = _opening(snippet.passage.text, left, budget.measure)
        if text:
            taken.append(ContextSnippet(text, snippet))
            left -= budget.measure(text)
    return tuple(taken)


def _opening(text: str, most: int, measure: Callable[[str], int]) -> str:
    kept = ""
    for sentence in sentences(text):
        longer = f"{kept} {sentence}".strip()
        if measure(longer) > most:
            break
        kept = longer
    return kept
