"""Across streams: no repeats, many sides, and no more than the budget."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from app.embedding import Vector
from app.recall import (
    Budget,
    Passage,
    Snippet,
    StreamName,
    Synonyms,
    load_recall_weights,
    load_synonyms,
)
from app.recall.budget import within_budget
from app.recall.choosing import choose
from app.recall.cutting import passages_of
from app.recall.hybrid import Trust, fuse
from app.recall.synonyms import SynonymError
from app.recall.weights import WeightsError

Make = Callable[..., Passage]


def snippet(passage: Passage, cosine: float = 0.5) -> Snippet:
    return Snippet(passage, cosine, cosine)


def test_the_same_text_comes_once(knowledge: Make) -> None:
    one, same = knowledge("A", "Tea helps with sleep."), knowledge("B", "Tea helps, with sleep!")
    chosen = choose({StreamName.KNOWLEDGE: [snippet(one), snippet(same)]}, {})
    assert [s.passage for s, _ in chosen] == [one]


def test_the_same_in_other_words_comes_once_from_two_streams(knowledge: Make, story: Make) -> None:
    article, told = knowledge("Bees", "Bees make honey."), story("Hives", "You kept hives.")
    near, far = (np.array(v, dtype=np.float32) for v in ([1.0, 0.0], [0.6, 0.8]))

    def chosen(passages: Sequence[tuple[Passage, Vector | None]]) -> list[Passage]:
        found: dict[StreamName, list[Snippet]] = {}
        for passage, vector in passages:
            one = replace(snippet(passage), vector=vector)
            found.setdefault(passage.stream, []).append(one)
        return [s.passage for s, _ in choose(found, {})]

    assert chosen([(article, near), (told, near)]) == [article]
    assert len(chosen([(article, near), (told, far)])) == 2
    assert len(chosen([(article, near), (told, None)])) == 2
    # Within a stream a day may be all that tells two apart.
    assert len(chosen([(article, near), (knowledge("Wax", "Wax is made."), near)])) == 2


def test_a_second_passage_of_a_source_gives_way_to_another_source(knowledge: Make) -> None:
    first, second = knowledge("Tea", "One two three."), knowledge("Tea", "Four five six.")
    other = knowledge("Cocoa", "Seven eight nine.")
    chosen = choose({StreamName.KNOWLEDGE: [snippet(p) for p in (first, second, other)]}, {})
    assert [s.passage for s, _ in chosen] == [first, other, second]


def test_snippets_are_cut_where_sentences_end(knowledge: Make) -> None:
    long, short = knowledge("A", "One is here. Two is here. Three."), knowledge("B", "Four.")
    context = within_budget([snippet(long), snippet(short)], Budget(size=26, snippets=2))
    assert [c.text for c in context] == ["One is here. Two is here."]
    context = within_budget([snippet(long), snippet(short)], Budget(size=18, snippets=2))
    assert [c.text for c in context] == ["One is here.", "Four."]


def test_a_budget_can_be_counted_in_tokens(knowledge: Make) -> None:
    text = knowledge("A", "One two three. Four five six seven.")
    budget = Budget(size=4, measure=lambda said: len(said.split()))
    assert [c.text for c in within_budget([snippet(text)], budget)] == ["One two three."]


def test_a_snippet_of_which_nothing_fits_makes_room(knowledge: Make) -> None:
    long, short = knowledge("A", "This one is far too long."), knowledge("B", "Short.")
    context = within_budget([snippet(long), snippet(short)], Budget(size=10, snippets=1))
    assert [c.text for c in context] == ["Short."]


def test_words_add_to_meaning_up_to_a_limit() -> None:
    fused = fuse({"a": 0.5, "b": 0.6}, {"a": 12.0, "c": 900.0}, Trust(0.01, 0.3))
    assert fused == [
        ("a", pytest.approx(0.62)),
        ("b", pytest.approx(0.6)),
        ("c", pytest.approx(0.3)),
    ]


def test_long_texts_are_cut_into_whole_sentences() -> None:
    text = "A short one. " * 20 + "word " * 100
    pieces = passages_of(text, 100)
    assert all(len(piece) <= 100 for piece in pieces)
    assert " ".join(pieces).split() == text.split()
    assert pieces[0].endswith("one.")
    assert passages_of("", 100) == []
    assert "".join(passages_of("x" * 250, 100)) == "x" * 250


def test_synonyms_are_found_across_words() -> None:
    known = Synonyms([["high blood pressure", "hypertension"], ["jab", "vaccine"]])
    assert known.others("My High blood-pressure and the jabs") == ["vaccine", "hypertension"]
    assert known.others("hypertension") == ["high blood pressure"]
    assert known.others("jab or vaccine") == []


def test_the_files_that_ship_can_be_read(resources: Path) -> None:
    weights = load_recall_weights(resources / "recall" / "weights.yaml")
    assert weights.for_intent("REMINISCE")[StreamName.CLINICAL] == 0.0
    assert weights.for_intent("unheard of") == dict.fromkeys(StreamName, 1.0)
    assert "vaccine" in load_synonyms(resources / "recall" / "synonyms.yaml").others("a jab")


def test_wrong_files_are_named(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text("trust: {}\nintents: {}", "utf-8")
    with pytest.raises(WeightsError, match="trust lacks"):
        load_recall_weights(wrong)
    with pytest.raises(SynonymError, match="wrong"):
        load_synonyms(wrong)


def test_snippets_name_their_source(knowledge: Make) -> None:
    assert replace(snippet(knowledge("Tea", "Warm."))).source == "knowledge: Tea"
