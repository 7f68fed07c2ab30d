"""Words in memory find what the full-text index of the database finds, and grow as it does."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from app.recall import Scope, StreamName, load_articles, load_synonyms
from app.recall.terms import TERM, term_of, terms_of
from app.recall.word_index import WordIndex, word_index
from app.recall.words import telling_words
from resources import RESOURCES
from storage import Database

KNOWLEDGE = Scope(StreamName.KNOWLEDGE, None)
TEXTS = st.lists(st.lists(st.sampled_from(["milk", "warm", "night", "gate", "tea"]), max_size=6))


def index_of(*texts: str, titles: tuple[str, ...] = ()) -> WordIndex:
    terms = [
        terms_of(title, text)
        for title, text in zip(titles or ("",) * len(texts), texts, strict=True)
    ]
    return word_index(*_given(terms))


def _given(terms: list[bytes]) -> tuple[np.ndarray, np.ndarray]:
    sizes = np.array([len(one) // TERM.itemsize for one in terms], dtype=np.int64)
    return sizes, np.frombuffer(b"".join(terms), dtype=TERM)


def rows(index: WordIndex, *phrases: str, limit: int = 10) -> list[int]:
    return [row for row, _ in index.score(phrases, limit)]


def test_forms_and_accents_of_a_word_are_one_term() -> None:
    assert term_of("dancing") == term_of("dance") == term_of("danced")
    assert term_of("café") == term_of("cafe")
    assert term_of("cafe") != term_of("coffee")


def test_the_best_comes_first_and_no_more_than_asked_for() -> None:
    index = index_of("A bus", "Warm apples, a long tale of a kitchen", "Warm milk", "A gate", "Tea")
    assert rows(index, "warm", "milk") == [2, 1]
    assert rows(index, "warm", "milk", limit=1) == [2]
    assert rows(index, "warm", limit=0) == rows(index, "snow") == rows(index) == []


def test_a_word_in_a_title_counts_twice() -> None:
    index = index_of("a b c", "tea b c", "a b", "a", "c", titles=("tea", "x", "", "", ""))
    assert rows(index, "tea") == [0, 1]


def test_all_words_of_a_phrase_must_be_there() -> None:
    index = index_of("A heart attack", "My heart", "An attack", "Other", "Words", "Here", "Now")
    assert rows(index, "heart attack") == [0]
    assert rows(index, "heart snow") == []


@pytest.mark.parametrize("texts", [(), ("",), ("", "")])
def test_without_words_nothing_is_found(texts: tuple[str, ...]) -> None:
    assert rows(index_of(*texts), "tea") == []


@given(TEXTS, TEXTS, st.sampled_from([["milk"], ["warm", "tea"], ["gate night", "milk"]]))
@hypothesis_settings(max_examples=60)
def test_grown_it_finds_what_one_made_of_all_finds(
    first: list[list[str]], more: list[list[str]], phrases: list[str]
) -> None:
    before, after = ([terms_of("", " ".join(words)) for words in texts] for texts in (first, more))
    grown = word_index(*_given(before)).grown(*_given(after))
    whole = word_index(*_given(before + after))
    assert grown.score(phrases, 5) == whole.score(phrases, 5)


def test_it_ranks_the_articles_as_the_full_text_index_does(database: Database) -> None:
    articles = load_articles(RESOURCES / "knowledge")
    # Titles apart: in their lengths the two differ.
    ids = [article.id for article in articles]
    synonyms = load_synonyms(RESOURCES / "recall" / "synonyms.yaml")
    with database.unit() as unit:
        unit.passages.add(articles)
        unit.passages.save_vectors(ids, np.ones((len(ids), 2), dtype=np.float32), "any")
    with database.reading() as unit:
        page = unit.passages.page(KNOWLEDGE, "any", -1, len(ids))
        index = word_index(page.sizes, page.terms)
        same = asked = 0
        for article in articles[::7]:
            words = telling_words(article.text)[:5] + synonyms.others(article.title)
            words = [word for word in words if " " not in word]
            theirs = [one for one, _ in unit.passages.score_terms(KNOWLEDGE, words, 10)]
            ours = [ids[row] for row, _ in index.score(words, 10)]
            same += len(set(theirs) & set(ours))
            asked += len(theirs)
            assert theirs[0] in ours[:2]
    assert same >= 0.95 * asked > 0
