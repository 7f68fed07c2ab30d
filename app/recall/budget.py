"""The context budget: as much as the model in use can take in, cut where a sentence ends."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import inf

from app.recall.snippet import Snippet
from app.utterance import sentences

_BY_PARAMETERS = ((1.5e9, 125, 2), (5e9, 250, 3), (inf, 500, 4))
"""Below so many parameters: tokens, snippets. English has about four characters to a token."""


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


def budget_in_tokens(parameters: float, count: Callable[[str], int]) -> Budget:
    """Return what a model of this size can use.

    Args:
        parameters: how many the model has, about.
        count: gives the length of a text in the tokens of that model.
    """
    size, snippets = next((size, many) for most, size, many in _BY_PARAMETERS if parameters < most)
    return Budget(size, snippets, count)


def within_budget(snippets: Sequence[Snippet], budget: Budget) -> tuple[ContextSnippet, ...]:
    """Return the best snippets, each cut at the end of a sentence where it is too long.

    A snippet of which not one sentence fits is left out, and a shorter one may follow.
    """
    left, taken = budget.size, list[ContextSnippet]()
    for snippet in snippets:
        if len(taken) == budget.snippets:
            break
        text, size = _opening(snippet.passage.text, left, budget.measure)
        if text:
            taken.append(ContextSnippet(text, snippet))
            left -= size
    return tuple(taken)


def opening(text: str, budget: Budget) -> str:
    """Return as many whole sentences of a text as a budget holds by itself; "" where none fits."""
    return _opening(text, budget.size, budget.measure)[0]


def _opening(text: str, most: int, measure: Callable[[str], int]) -> tuple[str, int]:
    kept, size = "", 0
    for sentence in sentences(text):
        # Each sentence is measured once, with the space before it: counting tokens takes time.
        more = f" {sentence}" if kept else sentence
        longer = size + measure(more)
        if longer > most:
            break
        kept, size = kept + more, longer
    return kept, size
