"""The whole training of the intent model on small vectors, and the model at work."""

import json
from pathlib import Path

import numpy as np
import pytest

from app.conversation.intents import Intent, IntentDataError, Prototype, Understood, decide
from app.conversation.intents.understood import Marks
from models.intents import TrainedIntentReader, load_intent_artefact
from models.intents.artefact import save
from models.intents.fitting import Material, Recipe, fit_blend, nearest, read_part
from models.intents.head import BUCKETS, gram_buckets, log_softmax
from models.intents.open_set import Labelled, choose_mark, evaluate
from models.intents.report import report
from models.intents.training import (
    INTENTS,
    Costs,
    Plan,
    Seen,
    TrainedIntents,
    choose,
    fingerprint,
    held_out,
    learning_curve,
    train,
)

WIDTH = 12
PLAN = Plan(parts=3, curve=(0.5,), recipe=Recipe(tolerance=1e-3))


def vectors_of(labels: np.ndarray, seed: int) -> np.ndarray:
    """Unit vectors near the axis of their class, not always."""
    noise = np.random.default_rng(seed).normal(0.0, 0.35, (len(labels), WIDTH))
    rows = noise + np.eye(WIDTH)[labels]
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


PROTOTYPES = [
    Prototype(f"{intent.value.lower()} said by {person}", intent, f"person-{person}")
    for person in range(12)
    for intent in Intent
]
LABELS = np.array([INTENTS.index(p.intent) for p in PROTOTYPES])
SEEN = Seen(vectors_of(LABELS, 1), vectors_of(LABELS, 2), "base", "danger")


@pytest.fixture(scope="module")
def told() -> list[tuple[str, float]]:
    return []


@pytest.fixture(scope="module")
def trained(told: list[tuple[str, float]]) -> TrainedIntents:
    return train(PROTOTYPES, SEEN, PLAN, lambda name, share: told.append((name, share)))


def test_every_step_is_told_to_its_end(
    trained: TrainedIntents, told: list[tuple[str, float]]
) -> None:
    assert trained.artefact.intents == INTENTS
    assert {name for name, share in told if share == 1.0} == {"Held out", "All lines"}


def test_the_same_lines_give_the_same_model(trained: TrainedIntents) -> None:
    again = train(PROTOTYPES, SEEN, PLAN, lambda _name, _share: None)
    assert again.artefact.both.marks == trained.artefact.both.marks
    weights = again.artefact.both.head.dense.weights
    assert np.array_equal(weights, trained.artefact.both.head.dense.weights)


def test_the_kept_model_reads_as_the_trained_one_did(
    trained: TrainedIntents, tmp_path: Path
) -> None:
    save(trained.artefact, tmp_path / "new" / "intents.npz")
    kept = load_intent_artefact(tmp_path / "new" / "intents.npz")
    assert (kept.base, kept.second, kept.lines) == ("base", "danger", fingerprint(PROTOTYPES))
    assert kept.both.marks == trained.artefact.both.marks
    for first, second, one in zip(SEEN.first, SEEN.second, PROTOTYPES, strict=True):
        row = np.concatenate([first, second])[None]
        before = trained.artefact.both.head.probabilities(row, [one.text])
        assert kept.both.head.probabilities(row, [one.text]) == pytest.approx(before, abs=5e-3)


def test_both_vectors_are_used_where_they_can_be_had(trained: TrainedIntents) -> None:
    second = {p.text: v for p, v in zip(PROTOTYPES, SEEN.second, strict=True)}
    both = TrainedIntentReader(trained.artefact, second.get)
    alone = TrainedIntentReader(trained.artefact, None)
    assert (both.sees_both, alone.sees_both) == (True, False)
    pairs = list(zip(PROTOTYPES, SEEN.first, strict=True))
    for reader in (both, alone):
        right = [reader.read(p.text, vector).primary is p.intent for p, vector in pairs]
        assert np.mean(right) > 0.9
    unseen = TrainedIntentReader(trained.artefact, lambda _text: None)
    text, vector = PROTOTYPES[3].text, SEEN.first[3]
    assert unseen.read(text, vector) == alone.read(text, vector)


def test_the_report_holds_every_figure_and_is_json(trained: TrainedIntents) -> None:
    curve = learning_curve(trained.material, PLAN, lambda _name, _share: None)
    figures = json.loads(json.dumps(report(trained, curve, PLAN)))
    assert figures["persons"] == 12
    assert sum(figures["lines"].values()) == len(PROTOTYPES)
    assert figures["held_out_lines"] == sum(held_out([p.group for p in PROTOTYPES], PLAN.parts))
    together = figures["held_out"]["both_vectors_and_n_grams"]["accuracy"]
    assert together >= figures["held_out"]["nearest_example"]["accuracy"]
    assert [point["lines"] for point in figures["learning_curve"]] == sorted(
        point["lines"] for point in figures["learning_curve"]
    )
    assert 0.0 <= figures["calibration"]["expected_calibration_error"] <= 1.0
    assert set(figures["marks"]["both"]) == {intent.value for intent in Intent}


def test_no_person_is_read_by_heads_that_met_them() -> None:
    """Heads that knew the lines would say what the lines say, for labels are chance here."""
    chance = np.random.default_rng(7).integers(0, 2, 60)
    texts = [f"word{n}" for n in range(60)]
    groups = [f"person-{n // 2}" for n in range(60)]
    vectors = vectors_of(np.arange(60) % WIDTH, 3)
    material = Material(texts, vectors, chance, groups, 2)
    held = held_out(groups, 3)
    assert {g for g, out in zip(groups, held, strict=True) if out}.isdisjoint(
        g for g, out in zip(groups, held, strict=True) if not out
    )
    read = read_part(material, held, Recipe(dense_c=1e4, grams_c=1e4))
    assert len(read.grams) == held.sum() >= 15
    assert np.mean(read.grams.argmax(axis=1) == chance[held]) < 0.75
    assert np.mean(nearest(material, held, WIDTH).argmax(axis=1) == chance[held]) < 0.75


def test_a_class_that_was_not_learned_is_never_said() -> None:
    labels = np.array([0, 1] * 10)
    material = Material([f"t{n}" for n in range(20)], vectors_of(labels, 4), labels, ["g"] * 20, 3)
    held = np.arange(20) % 4 == 0
    held[1] = True
    read = read_part(material, held, Recipe())
    assert read.dense[:, 2].max() < -10
    assert fit_blend(read, labels[held]) != (0.0, 0.0)


def test_marks_lie_where_acting_is_worth_more_than_asking() -> None:
    likely = np.full((100, len(INTENTS)), 0.01)
    soothe, connect = INTENTS.index(Intent.SOOTHE), INTENTS.index(Intent.CONNECT)
    # Below a half wrong, above it right.
    likely[:, soothe] = np.linspace(0.2, 0.8, 100)
    labels = np.where(likely[:, soothe] < 0.5, connect, soothe)
    marks = choose(likely, labels, Costs())
    assert marks.primary[Intent.SOOTHE] == pytest.approx(0.5, abs=0.02)
    assert marks.primary[Intent.CRISIS] >= Costs().least_crisis


def test_the_likeliest_counts_with_at_most_two_more() -> None:
    marks = Marks(dict.fromkeys(Intent, 0.3), 0.2)
    given = dict.fromkeys(Intent, 0.0) | {
        Intent.SOOTHE: 0.4, Intent.CONNECT: 0.25, Intent.REFLECT: 0.2, Intent.GROUND: 0.15,
    }  # fmt: skip
    assert decide(given, marks) == Understood(Intent.SOOTHE, (Intent.CONNECT, Intent.REFLECT), 0.4)


def test_below_its_mark_nothing_is_acted_on_and_a_crisis_is_no_choice() -> None:
    marks = Marks(dict.fromkeys(Intent, 0.5), 0.2)
    given = dict.fromkeys(Intent, 0.05) | {
        Intent.CRISIS: 0.3, Intent.SOOTHE: 0.2, Intent.GROUND: 0.15, Intent.CONNECT: 0.1,
    }  # fmt: skip
    understood = decide(given, marks)
    assert (understood.primary, understood.is_sure) == (Intent.GENERAL, False)
    assert understood.between == (Intent.SOOTHE, Intent.GROUND, Intent.CONNECT)


@pytest.mark.parametrize("text", ["", "?!", "word"])
def test_any_text_has_probabilities(trained: TrainedIntents, text: str) -> None:
    found = gram_buckets(text)
    assert len(set(found.tolist())) == len(found)
    assert all(0 <= bucket < BUCKETS for bucket in found)
    likely = trained.artefact.alone.head.probabilities(SEEN.first[:1], [text])
    assert float(likely.sum()) == pytest.approx(1.0)
    assert log_softmax(np.array([[1e9, 0.0]]))[0, 0] == pytest.approx(0.0)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"nonsense"])
def test_a_damaged_model_is_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "intents.npz"
    path.write_bytes(content)
    with pytest.raises(IntentDataError, match="cannot be read") as refused:
        load_intent_artefact(path)
    assert "lilo train intents" in refused.value.remedy


def test_the_same_method_learns_other_labels_and_turns_away_what_has_none() -> None:
    labels = np.tile(np.arange(6), 60)
    names = [f"label-{n}" for n in labels]
    learned = Labelled([f"said {i}" for i in range(360)], vectors_of(labels, 5), names)
    tested = Labelled([f"asked {i}" for i in range(360)], vectors_of(labels, 6), names)
    beyond = Labelled([f"other {n}" for n in range(30)], vectors_of(np.full(30, 9), 8))
    measured = evaluate(learned, tested, beyond, Recipe(iterations=300, tolerance=1e-3))
    assert measured.accuracy > 0.8
    assert measured.accuracy >= measured.in_scope_accuracy > 0.7
    assert measured.out_of_scope_recall is not None
    assert measured.out_of_scope_recall > 0.5
    assert evaluate(learned, tested, None, Recipe(tolerance=1e-3)).out_of_scope_recall is None


def test_the_mark_turns_away_no_more_than_allowed() -> None:
    likely = np.linspace(0.01, 1.0, 100)[:, None] * np.array([[1.0, 0.0]])
    assert np.mean(likely[:, 0] < choose_mark(likely, np.zeros(100), 0.03)) == pytest.approx(
        0.03, abs=0.011
    )
