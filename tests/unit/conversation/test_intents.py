"""The intent of a turn: the nearest written examples, above the threshold of their intent."""

import json
from pathlib import Path

import numpy as np
import pytest

from app.conversation.intents import (
    Intent,
    IntentClassifier,
    IntentDataError,
    Prototype,
    Understood,
    load_prototypes,
    understand,
)
from app.conversation.intents.classifier import THRESHOLDS
from app.embedding import Vector
from app.safety import Screener
from app.utterance import utterance_from
from tests.fakes.embedder import HashEmbedder

AXES = np.eye(12, dtype=np.float32)
INTENTS = list(Intent)


@pytest.fixture
def classifier() -> IntentClassifier:
    """One example along an axis for each intent."""
    prototypes = [Prototype(intent.value, intent) for intent in INTENTS]
    return IntentClassifier(prototypes, AXES[:10])


def towards(**cosines: float) -> Vector:
    vector = np.zeros(12, dtype=np.float32)
    for name, cosine in cosines.items():
        vector[INTENTS.index(Intent[name])] = cosine
    vector[11] = np.sqrt(max(0.0, 1.0 - float(vector @ vector)))
    return vector


@pytest.mark.parametrize("intent", INTENTS)
def test_an_example_itself_is_its_intent(classifier: IntentClassifier, intent: Intent) -> None:
    understood = classifier.classify(towards(**{intent.name: 1.0}))
    assert understood == Understood(intent, (), pytest.approx(1.0))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "cosine", "counts"),
    [
        ("CRISIS", 0.66, True),
        ("CRISIS", 0.64, False),
        ("ASSESS", 0.56, True),
        ("ASSESS", 0.54, False),
        ("SOOTHE", 0.46, True),
        ("SOOTHE", 0.44, False),
    ],
)
def test_each_intent_has_its_threshold(
    classifier: IntentClassifier, name: str, cosine: float, *, counts: bool
) -> None:
    understood = classifier.classify(towards(**{name: cosine}))
    assert understood.primary is (Intent[name] if counts else Intent.GENERAL)
    assert understood.certainty == (pytest.approx(cosine) if counts else 0.0)


def test_thresholds_are_those_of_the_design() -> None:
    assert THRESHOLDS[Intent.CRISIS] == 0.65
    assert THRESHOLDS[Intent.ASSESS] == 0.55
    others = set(Intent) - {Intent.CRISIS, Intent.ASSESS}
    assert {THRESHOLDS[intent] for intent in others} == {0.45}


def test_up_to_two_more_count_within_four_fifths_of_the_first(
    classifier: IntentClassifier,
) -> None:
    understood = classifier.classify(towards(SOOTHE=0.56, CONNECT=0.50, REFLECT=0.46, GROUND=0.455))
    assert understood.primary is Intent.SOOTHE
    assert understood.secondary == (Intent.CONNECT, Intent.REFLECT)
    apart = classifier.classify(towards(SOOTHE=0.70, CONNECT=0.57, REFLECT=0.0))
    assert apart.secondary == (Intent.CONNECT,)
    further = classifier.classify(towards(SOOTHE=0.75, CONNECT=0.59))
    assert further.secondary == ()


def test_the_best_of_several_examples_counts_whatever_their_order() -> None:
    prototypes = [
        Prototype("a", Intent.SOOTHE),
        Prototype("b", Intent.GROUND),
        Prototype("c", Intent.SOOTHE),
    ]
    classifier = IntentClassifier(prototypes, AXES[:3])
    vector = np.zeros(12, dtype=np.float32)
    vector[[0, 1, 2]] = 0.1, 0.5, 0.8
    assert classifier.classify(vector).primary is Intent.SOOTHE
    vector[[0, 1, 2]] = 0.1, 0.8, 0.5
    assert classifier.classify(vector).primary is Intent.GROUND


def test_what_screening_found_grave_is_a_crisis_whatever_it_sounds_like(
    classifier: IntentClassifier, screener: Screener
) -> None:
    screened = screener.screen(utterance_from("Nobody has come to change me all day"))
    assert understand(screened, classifier) == Understood(Intent.CRISIS, (), 1.0)


def test_without_a_model_anything_harmless_is_general(screener: Screener) -> None:
    screened = screener.screen(utterance_from("Good morning"))
    assert understand(screened, None) == Understood(Intent.GENERAL)


def test_where_embedding_failed_anything_harmless_is_general(
    classifier: IntentClassifier, screener: Screener
) -> None:
    screened = screener.screen(utterance_from("Good morning"))
    assert screened.vector is None
    assert understand(screened, classifier) == Understood(Intent.GENERAL)


def test_the_prototypes_that_ship_hold_every_intent(resources: Path) -> None:
    prototypes = load_prototypes(resources / "intents")
    assert {prototype.intent for prototype in prototypes} == set(Intent)
    assert len(prototypes) >= 150


def test_no_sentence_that_ships_stands_for_two_intents(resources: Path) -> None:
    prototypes = load_prototypes(resources / "intents")
    texts = [prototype.text.casefold() for prototype in prototypes]
    assert len(set(texts)) == len(texts)


def test_each_prototype_that_ships_is_of_its_own_intent(resources: Path) -> None:
    prototypes = load_prototypes(resources / "intents")
    vectors = HashEmbedder().embed([prototype.text for prototype in prototypes])
    classifier = IntentClassifier(prototypes, vectors)
    wrong = [
        prototype.text
        for prototype, vector in zip(prototypes, vectors, strict=True)
        if classifier.classify(vector).primary is not prototype.intent
    ]
    assert wrong == []


def test_a_missing_or_wrong_file_is_refused_by_name(tmp_path: Path) -> None:
    for intent in Intent:
        path = tmp_path / f"{intent.value.lower()}.jsonl"
        path.write_text(json.dumps({"text": "x"}) + "\n", "utf-8")
    assert len(load_prototypes(tmp_path)) == 10
    (tmp_path / "soothe.jsonl").write_text('{"words": "x"}\n', "utf-8")
    with pytest.raises(IntentDataError, match=r"soothe\.jsonl cannot be used"):
        load_prototypes(tmp_path)
    (tmp_path / "soothe.jsonl").unlink()
    with pytest.raises(IntentDataError, match="No such file"):
        load_prototypes(tmp_path)
