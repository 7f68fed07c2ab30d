"""The whole training of the danger model on a very small encoder, as the real one is trained."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from app.conversation.intents import Intent, Prototype
from app.embedding import EmbeddingError
from app.safety import DangerKind, DangerLine, Level, PatternSet
from models.danger import load_artefact, load_danger_reader
from models.danger.artefact import save
from models.danger.examples import Example, examples_of, fold_of
from models.danger.fitting import Recipe, fit_network, read
from models.danger.network import KINDS, DangerNetwork
from models.danger.reader import CLEARLY_HARMLESS
from models.danger.report import report
from models.danger.training import Plan, Trained, choose, learning_curve, probability, train
from tests.fakes.small_encoder import DANGER, HARMLESS, example_lines, save_small_encoder

RECIPE = Recipe(rank=4, epochs=6, batch=8)
PLAN = Plan(folds=2, validated=2, members=1, curve=(0.5,), recipe=RECIPE)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("encoder")
    save_small_encoder(folder)
    return folder


@pytest.fixture(scope="module")
def examples() -> list[Example]:
    return example_lines()


@pytest.fixture(scope="module")
def told() -> list[tuple[str, float]]:
    return []


@pytest.fixture(scope="module")
def trained(folder: Path, examples: list[Example], told: list[tuple[str, float]]) -> Trained:
    return train(examples, folder, PLAN, lambda name, share: told.append((name, share)))


def test_every_step_is_told_to_its_end(trained: Trained, told: list[tuple[str, float]]) -> None:
    assert trained.examples
    ended = [name for name, share in told if share == 1.0]
    assert ended == ["Part 1 of 2", "Part 2 of 2", "All lines"]


def test_no_person_is_on_both_sides_of_a_split(examples: list[Example]) -> None:
    folds: dict[str, set[int]] = {}
    for example in examples:
        folds.setdefault(example.group, set()).add(fold_of(example, 5))
    assert all(len(found) == 1 for found in folds.values())


def test_what_people_ask_is_harmless_and_keeps_its_person_and_intent() -> None:
    asked = [
        Prototype("Read me something.", Intent.GENERAL, "nora"),
        Prototype("Is it Tuesday?", Intent.GROUND, ""),
        Prototype("Help me, quick.", Intent.CRISIS, "nora"),
    ]
    first, second = examples_of(PatternSet((), ()), asked)
    assert (first.level, first.kind, first.group) == (Level.NONE, None, "nora")
    assert (first.intent, second.intent) == (Intent.GENERAL, Intent.GROUND)
    assert second.group == "Is it Tuesday?"


def test_the_vector_learns_intents_as_well(folder: Path) -> None:
    """Two groups of lines, alike in danger, differ in what is wanted."""
    wanted = {"tea please": Intent.CONNECT, "a nice song": Intent.REMINISCE}
    lines = [Example(t, Level.NONE, None, f"p{n}", wanted[t]) for n in range(12) for t in wanted]
    lines += [Example("help me", Level.URGENT, DangerKind.VIOLENCE, f"q{n}") for n in range(12)]

    def apart(intent_weight: float) -> float:
        recipe = Recipe(rank=4, epochs=6, batch=8, intent_weight=intent_weight)
        network = fit_network(lines, folder, recipe, 1, lambda _share: None)
        artefact = replace(base, adapters=(network.adapter(),), heads=(network.heads(),))
        one, other = load_danger_reader(artefact, folder).embed(list(wanted))
        return float(one @ other)

    plan = replace(PLAN, folds=3, validated=1, recipe=replace(RECIPE, epochs=1))
    base = train(lines, folder, plan, lambda _name, _share: None).artefact
    assert apart(1.0) < apart(0.0)


def test_the_same_training_gives_the_same_model(
    trained: Trained, folder: Path, examples: list[Example]
) -> None:
    again = train(examples, folder, PLAN, lambda _name, _share: None)
    assert again.artefact.operating == trained.artefact.operating
    assert np.array_equal(again.clean.levels, trained.clean.levels)


def test_the_kept_model_reads_as_the_trained_one_did(
    trained: Trained, folder: Path, tmp_path: Path
) -> None:
    path = tmp_path / "model" / "danger.npz"
    save(trained.artefact, path)
    reader = load_danger_reader(load_artefact(path), folder)
    lines = [
        DangerLine(text=e.text, kind=e.kind, level=e.level.label, group=e.group)
        for e in trained.examples
        if e.kind is not None
    ]
    reader.know(lines, reader.embed([line.text for line in lines]))
    danger, harmless = reader.read(["i fell down the garden is green", "the garden is green"])
    assert danger.danger > harmless.danger
    assert danger.nearest in [line.text for line in lines]
    assert reader.operating == trained.artefact.operating
    assert 0.99 < reader.read([lines[0].text])[0].cosine <= 1.001


def test_the_graph_computes_what_the_network_does(trained: Trained, folder: Path) -> None:
    torch.manual_seed(5)
    network = DangerNetwork(folder, 4, 0.0).eval()
    for layer in network.adapted.values():
        layer.up.data.normal_(0.0, 0.2)
    artefact = replace(trained.artefact, adapters=(network.adapter(),), heads=(network.heads(),))
    texts = ["help me", "the garden is green, my son came", "he hit me"]
    levels, kinds = read(network, folder, texts)
    for row, likeness in enumerate(load_danger_reader(artefact, folder).read(texts)):
        urgent, immediate = probability(levels[row, 2:])
        assert likeness.urgent == pytest.approx(float(urgent), abs=1e-5)
        assert likeness.immediate == pytest.approx(float(immediate), abs=1e-5)
        assert likeness.kind is KINDS[int(kinds[row].argmax())]


def test_other_weights_for_the_same_lines_have_another_fingerprint(
    trained: Trained, folder: Path
) -> None:
    network = DangerNetwork(folder, 4, 0.0).eval()
    other = replace(trained.artefact, adapters=(network.adapter(),), heads=(network.heads(),))
    first, again, second = (
        load_danger_reader(artefact, folder).fingerprint
        for artefact in (trained.artefact, trained.artefact, other)
    )
    assert first == again != second


def test_the_second_member_is_asked_where_the_first_is_not_sure(
    trained: Trained, folder: Path
) -> None:
    torch.manual_seed(7)
    network = DangerNetwork(folder, 4, 0.0).eval()
    for layer in network.adapted.values():
        layer.up.data.normal_(0.0, 0.2)
    one = trained.artefact
    two = replace(
        one,
        adapters=(one.adapters[0], network.adapter()),
        heads=(one.heads[0], network.heads()),
    )
    alone, other = load_danger_reader(one, folder), replace(two, adapters=two.adapters[::-1])
    pair = load_danger_reader(two, folder)
    second = load_danger_reader(
        replace(other, adapters=other.adapters[:1], heads=two.heads[1:]), folder
    )
    text = "help me"
    first = alone.read([text])[0].urgent
    sure, asked = 0.999_999_999, 1e-9
    pair.operating = replace(pair.operating, watch=sure)
    assert pair.read([text])[0].urgent == pytest.approx(first, abs=1e-6)
    pair.operating = replace(pair.operating, watch=asked)
    logits = [np.log(p / (1 - p)) for p in (first, second.read([text])[0].urgent)]
    both = 1 / (1 + np.exp(-np.mean(logits)))
    assert pair.read([text])[0].urgent == pytest.approx(both, abs=1e-5)
    assert abs(both - first) > 1e-4
    # Side by side with texts that the first is sure of, each is read as by itself.
    texts = [*DANGER, *HARMLESS]
    odds = sorted(np.log(r.danger / (1 - r.danger)) for r in alone.read(texts))
    middle = float((odds[len(odds) // 2 - 1] + odds[len(odds) // 2]) / 2) + CLEARLY_HARMLESS
    pair.operating = replace(pair.operating, watch=float(1 / (1 + np.exp(-middle))))
    together, singly = pair.read(texts), [pair.read([each])[0] for each in texts]
    assert [r.urgent for r in together] == pytest.approx([r.urgent for r in singly], abs=1e-5)
    asked_of = [
        abs(r.urgent - a.urgent) > 1e-6 for r, a in zip(together, alone.read(texts), strict=True)
    ]
    assert 0 < sum(asked_of) < len(texts)


def test_a_reader_without_lines_reads_all_the_same(trained: Trained, folder: Path) -> None:
    (read,) = load_danger_reader(trained.artefact, folder).read(["help me"])
    assert (read.nearest, read.cosine) == ("", 0.0)


def test_the_report_holds_every_figure_and_is_json(trained: Trained, folder: Path) -> None:
    curve = learning_curve(trained.examples, folder, PLAN, lambda _name, _share: None)
    figures = json.loads(json.dumps(report(trained, curve, PLAN)))
    assert figures["learned"] == figures["held_out_lines"]
    assert figures["learned"]["lines"] == {
        "none": 60, "moderate": 12, "elevated": 24, "urgent": 12, "immediate": 12
    }  # fmt: skip
    assert figures["learned"]["persons"] == 12
    assert set(figures["misheard"]) == {"0.15", "0.25"}
    assert set(figures["area_under_curve"]) == {"together", "network", "n_grams"}
    assert [point["lines"] for point in figures["learning_curve"]] == sorted(
        point["lines"] for point in figures["learning_curve"]
    )
    assert figures["held_out"]["alarms"]["none"] <= PLAN.budgets.alarm + 1 / 60


def test_with_one_part_held_out_the_model_that_ships_is_the_one_that_was_measured(
    folder: Path, examples: list[Example], told: list[tuple[str, float]]
) -> None:
    plan = replace(PLAN, folds=3, validated=1, recipe=Recipe(rank=4, epochs=1, batch=8))
    told.clear()
    shipped = train(examples, folder, plan, lambda name, share: told.append((name, share)))
    assert {name for name, _ in told} == {"Part 1 of 1"}
    assert {e.group for e in shipped.learned}.isdisjoint(e.group for e in shipped.examples)
    assert len(shipped.learned) + len(shipped.examples) == len(examples)
    assert len(shipped.clean.grams) == len(shipped.examples)


def test_thresholds_keep_the_budgets_of_false_alarms(trained: Trained) -> None:
    assert trained.artefact.operating == choose(
        trained.examples, trained.clean, trained.artefact.blend, PLAN.budgets
    )
    assert trained.artefact.operating.watch <= trained.artefact.operating.alarm


def test_a_model_of_another_base_is_refused(trained: Trained, folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    for name in ("config.json", "tokenizer.json"):
        (other / name).write_bytes((folder / name).read_bytes())
    (other / "model.safetensors").write_bytes(b"something else")
    with pytest.raises(EmbeddingError, match="trained on another embedding model"):
        load_danger_reader(trained.artefact, other)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"nonsense"])
def test_a_damaged_model_is_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "danger.npz"
    path.write_bytes(content)
    with pytest.raises(EmbeddingError) as refused:
        load_artefact(path)
    assert str(path) in refused.value.message
    assert "lilo train safety" in refused.value.remedy


def test_a_missing_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(EmbeddingError, match="cannot be read"):
        load_artefact(tmp_path / "danger.npz")


def test_a_model_of_another_format_is_refused(trained: Trained, tmp_path: Path) -> None:
    path = tmp_path / "danger.npz"
    save(trained.artefact, path)
    with np.load(path) as file:
        arrays = dict(file)
    about = json.loads(bytes(arrays["about"])) | {"format": 99}
    arrays["about"] = np.frombuffer(json.dumps(about).encode(), dtype=np.uint8)
    with path.open("wb") as out:
        np.savez(out, **arrays)
    with pytest.raises(EmbeddingError, match="format 99"):
        load_artefact(path)
