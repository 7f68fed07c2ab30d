"""The context budget: in a model's own measure, more for larger models, cut at sentence ends."""

from collections.abc import Callable

import pytest

from app.recall import Passage, Snippet, opening
from app.recall.budget import Budget, budget_in_tokens, within_budget

Make = Callable[..., Passage]


def words(text: str) -> int:
    return len(text.split())


@pytest.mark.parametrize(
    ("parameters", "size", "snippets"), [(0.6e9, 125, 2), (1.7e9, 250, 3), (8e9, 500, 4)]
)
def test_a_larger_model_is_told_more(parameters: float, size: int, snippets: int) -> None:
    budget = budget_in_tokens(parameters, words)
    assert (budget.size, budget.snippets, budget.measure) == (size, snippets, words)


def test_without_a_model_about_five_hundred_characters_of_two_snippets_are_told(
    knowledge: Make,
) -> None:
    long = Snippet(knowledge("Flu", "The flu comes in winter. " * 18), 0.1, 0.9)
    short = Snippet(knowledge("Colds", "A cold passes."), 0.1, 0.9)
    told = within_budget([long, short, short], Budget())
    assert [each.snippet for each in told] == [long, short]
    assert sum(len(each.text) for each in told) <= 500


def test_text_is_cut_at_the_end_of_a_sentence_in_the_measure_of_the_model(knowledge: Make) -> None:
    said = "The door was blue. The oven was hot before dawn. Rolls cost a penny."
    snippet = Snippet(knowledge("Bakery", said), 0.1, 0.9)
    told = within_budget([snippet, snippet], Budget(12, 2, words))
    # Ten words are taken by the first; what is left holds no sentence of the second.
    assert [each.text for each in told] == ["The door was blue. The oven was hot before dawn."]
    assert opening(said, Budget(4, 1, words)) == "The door was blue."
    assert opening(said, Budget(3, 1, words)) == ""


def test_each_sentence_is_measured_once(knowledge: Make) -> None:
    measured: list[str] = []

    def measure(text: str) -> int:
        measured.append(text.strip())
        return words(text)

    within_budget([Snippet(knowledge("", "One. Two. Three."), 0.1, 0.9)], Budget(9, 2, measure))
    assert measured == ["One.", "Two.", "Three."]
