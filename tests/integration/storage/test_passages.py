"""Passages are found by words and come back with their vectors."""

from dataclasses import replace

import numpy as np
import pytest

from app.identity.residents import Resident
from app.ids import DocumentId, ResidentId, new_uuid
from app.recall.changeover import Known, VectorPlace
from app.recall.passage import Passage, Scope, Sensitivity, StreamName
from storage import Database

KNOWLEDGE = Scope(StreamName.KNOWLEDGE, None)


def _article(title: str, text: str) -> Passage:
    return Passage(DocumentId(new_uuid()), StreamName.KNOWLEDGE, None, title, text)


def _story(resident_id: ResidentId, title: str, text: str) -> Passage:
    return Passage(
        DocumentId(new_uuid()),
        StreamName.LIFE_STORY,
        resident_id,
        title,
        text,
        retelling=("You kept bees.", "They were gentle."),
        sensitivity=Sensitivity.CAREFUL,
        people=("Arthur",),
        places=("Whitby",),
        facts={"time": "1962", "mood": "proud"},
    )


def _vectors(count: int, seed: int = 0) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    return np.random.default_rng(seed).normal(size=(count, 8)).astype(np.float32)


def test_passages_come_back_whole_and_in_order(home: Database, resident: Resident) -> None:
    stories = [_story(resident.id, f"Bees {n}", "The hives by the wall") for n in range(3)]
    article = _article("Sleep", "A warm drink helps.")
    with home.unit() as unit:
        unit.passages.add([*stories[:2], article])
        unit.passages.add(stories[2:])
        unit.passages.add([])
    with home.reading() as unit:
        assert unit.passages.of(Scope(StreamName.LIFE_STORY, resident.id)) == stories
        assert unit.passages.of(KNOWLEDGE) == [article]
        unknown = DocumentId(new_uuid())
        assert unit.passages.get([stories[1].id, unknown, article.id]) == {
            stories[1].id: stories[1],
            article.id: article,
        }


def test_the_best_match_comes_first(database: Database) -> None:
    both = _article("Falling asleep", "Warm milk helps with sleeping at night")
    one = _article("Breakfast", "Porridge with warm apples and a long story about the kitchen")
    none = _article("Buses", "The number 7 stops at the gate")
    with database.unit() as unit:
        unit.passages.add([none, one, both])
        found = unit.passages.search_keywords(KNOWLEDGE, "warm milk before I sleep", 10)
        assert found == [both.id, one.id]
        assert unit.passages.search_keywords(KNOWLEDGE, "warm milk", 1) == [both.id]
        assert unit.passages.search_keywords(KNOWLEDGE, "warm milk", 0) == []
        assert unit.passages.search_keywords(KNOWLEDGE, "what is it about?", 10) == []


def test_words_are_found_in_other_forms_and_without_accents(database: Database) -> None:
    cafe = _article("The café", "She was dancing the waltzes of her youth")
    with database.unit() as unit:
        unit.passages.add([cafe])
        for query in ("dance", "waltz", "CAFE", "café’s", "youths"):
            assert unit.passages.search_keywords(KNOWLEDGE, query, 5) == [cafe.id], query


def test_a_search_sees_only_its_scope(database: Database, resident: Resident) -> None:
    # Ids that differ in one digit only, and end so that a stemmer might cut them.
    nell = replace(resident, id=ResidentId(type(resident.id)(int=0xABED)))
    ida = replace(resident, id=ResidentId(type(resident.id)(int=0xABEE)))
    mine, hers = _story(nell.id, "Bees", "hives"), _story(ida.id, "Bees", "hives")
    everybodys = _article("Bees", "hives")
    with database.unit() as unit:
        unit.residents.add(nell)
        unit.residents.add(ida)
        unit.passages.add([mine, hers, everybodys])
        search = unit.passages.search_keywords
        assert search(Scope(StreamName.LIFE_STORY, nell.id), "bees hives", 9) == [mine.id]
        assert search(Scope(StreamName.LIFE_STORY, ida.id), "bees hives", 9) == [hers.id]
        assert search(KNOWLEDGE, "bees hives", 9) == [everybodys.id]
        assert search(Scope(StreamName.LIFE_STORY, None), "bees hives", 9) == []
        assert search(KNOWLEDGE, "knowledgeall", 9) == []


def test_a_replaced_passage_is_found_by_its_new_words_only(database: Database) -> None:
    old = _article("Lunch", "Fish on Fridays")
    new = replace(old, text="Soup on Mondays")
    with database.unit() as unit:
        unit.passages.add([old, _article("Second", "later")])
        unit.passages.save_vectors([old.id], _vectors(1), "model-a")
        unit.passages.add([new])
    with database.reading() as unit:
        assert unit.passages.search_keywords(KNOWLEDGE, "fish", 5) == []
        assert unit.passages.search_keywords(KNOWLEDGE, "soup", 5) == [old.id]
        assert unit.passages.of(KNOWLEDGE)[0] == new
        assert unit.passages.vectors(KNOWLEDGE, "model-a")[0] == []
    assert database.check() == ()


def test_vectors_belong_to_their_model(database: Database) -> None:
    passages = [_article(f"Title {n}", "text") for n in range(4)]
    ids = [passage.id for passage in passages]
    vectors = _vectors(4)
    with database.unit() as unit:
        unit.passages.add(passages)
        assert unit.passages.without_vector("model-a", 3) == passages[:3]
        assert unit.passages.without_vector("model-a", 3, after=ids[1]) == passages[2:]
        gone = DocumentId(new_uuid())
        assert unit.passages.without_vector("model-a", 1, after=gone) == passages[:1]
        unit.passages.save_vectors(ids[::-1], vectors, "model-a")
    with database.unit() as unit:
        found, kept = unit.passages.vectors(KNOWLEDGE, "model-a")
        assert found == ids
        assert kept.dtype == np.float32
        np.testing.assert_array_equal(kept, vectors[::-1])
        assert unit.passages.without_vector("model-a", 9) == []
        assert unit.passages.without_vector("model-b", 9) == passages
        unit.passages.save_vectors(ids[:1], _vectors(1, seed=1), "model-b")
        # Both lie side by side while one model takes over from another.
        assert unit.passages.vectors(KNOWLEDGE, "model-a")[0] == ids
        assert unit.passages.vectors(KNOWLEDGE, "model-b")[0] == ids[:1]
        assert unit.passages.without_vector("model-b", 9) == passages[1:]
        none, empty = unit.passages.vectors(Scope(StreamName.LIFE_STORY, None), "model-a")
        assert (none, empty.shape) == ([], (0, 0))


def test_vectors_of_passages_that_are_gone_are_left_out(database: Database) -> None:
    article = _article("Here", "still")
    with database.unit() as unit:
        unit.passages.add([article])
        unit.passages.save_vectors([DocumentId(new_uuid()), article.id], _vectors(2), "model-a")
        assert unit.passages.vectors(KNOWLEDGE, "model-a")[0] == [article.id]
        with pytest.raises(ValueError, match="2 ids"):
            unit.passages.save_vectors([article.id, article.id], _vectors(1), "model-a")


def test_vectors_of_unknown_models_go_where_a_page_ends_between_two(database: Database) -> None:
    articles = [_article(f"Tea {n}", "Warm cups") for n in range(4)]
    ids = [one.id for one in articles]
    with database.unit() as unit:
        unit.passages.add(articles)
        for name in ("former", "serves"):
            unit.passages.save_vectors(ids, _vectors(4), name)
        unit.recall_models.serve(Known("former", ""))
    for known, gone in (("serves", "former"), ("former", "serves")):
        after: VectorPlace | None = None
        with database.unit() as unit:
            unit.recall_models.serve(Known(known, ""))
            while after := unit.recall_models.drop_others(after, 3):
                pass
            assert len(unit.passages.vectors(KNOWLEDGE, gone)[0]) == 0
            unit.passages.save_vectors(ids, _vectors(4), gone)
