"""Models are looked over before they are taken in, and what is in use changes in one step."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from models.generation.store import ModelCheckError, ModelStore, StoreError, check_model
from tests.integration.generation.conftest import TINY_OPENVINO

PLENTY_MB = 10_000


@pytest.fixture
def copy(tiny: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(tiny, tmp_path / "copy"))


def test_a_whole_model_is_told_about(tiny: Path) -> None:
    card = check_model(tiny, PLENTY_MB)
    assert (card.family, card.engine, card.template) == ("qwen3", "transformers", "own")
    assert card.licence == "Apache License, Version 2.0"
    assert "convert" in card.findings[0].text
    converted = check_model(TINY_OPENVINO, PLENTY_MB)
    assert (converted.engine, converted.findings) == ("openvino", ())


def cut_short(folder: Path) -> None:
    weights = folder / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-100])


def of_another_kind(folder: Path) -> None:
    config = json.loads((folder / "config.json").read_text("utf-8"))
    (folder / "config.json").write_text(json.dumps(config | {"model_type": "bert"}), "utf-8")


def without_format(folder: Path) -> None:
    (folder / "chat_template.jinja").unlink()
    tokenizer = json.loads((folder / "tokenizer.json").read_text("utf-8"))
    (folder / "tokenizer.json").write_text(json.dumps(tokenizer | {"added_tokens": []}), "utf-8")


SPOILT: list[tuple[Callable[[Path], object], str]] = [
    (lambda folder: (folder / "config.json").unlink(), r"config\.json is missing"),
    (lambda folder: (folder / "tokenizer.json").unlink(), r"tokenizer\.json is missing"),
    (lambda folder: (folder / "model.safetensors").unlink(), r"model\.safetensors is missing"),
    (lambda folder: (folder / "config.json").write_text("{", "utf-8"), "cannot be read"),
    (lambda folder: (folder / "config.json").write_text("[]", "utf-8"), "does not hold"),
    (cut_short, "not whole"),
    (of_another_kind, "of the kind 'bert'"),
    (without_format, "no chat template"),
]


@pytest.mark.parametrize("case", range(len(SPOILT)))
def test_what_is_wrong_is_named(copy: Path, case: int) -> None:
    spoil, named = SPOILT[case]
    spoil(copy)
    with pytest.raises(ModelCheckError, match=named):
        check_model(copy, PLENTY_MB)


def test_a_model_without_a_template_is_known_by_its_signs(copy: Path) -> None:
    (copy / "chat_template.jinja").unlink()
    assert check_model(copy, PLENTY_MB).template == "chatml"


def test_a_model_that_does_not_fit_into_memory_is_refused(tiny: Path) -> None:
    with pytest.raises(ModelCheckError, match="500 MB are free"):
        check_model(tiny, 500)


def test_a_converted_model_that_was_cut_short_is_refused(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(TINY_OPENVINO, tmp_path / "cut"))
    (folder / "openvino_model.bin").write_bytes(b"short")
    with pytest.raises(ModelCheckError, match="too short"):
        check_model(folder, PLENTY_MB)


def test_a_licence_is_read_from_the_readme(copy: Path) -> None:
    (copy / "README.md").write_text("---\nlicense: mit\n---\nA model.", "utf-8")
    assert check_model(copy, PLENTY_MB).licence == "mit"


def test_models_are_kept_chosen_gone_back_from_and_removed(tmp_path: Path, tiny: Path) -> None:
    store = ModelStore(tmp_path / "store")
    assert store.current() is None
    moved: list[int] = []
    for name in ("first", "second"):
        store.add(tiny, name, moved.append)
        store.use(name)
    assert sum(moved) == 2 * sum(p.stat().st_size for p in tiny.iterdir())
    assert store.names() == ["first", "second"]
    assert store.current() == tmp_path / "store" / "second"
    store.roll_back()
    assert store.current() == tmp_path / "store" / "first"
    with pytest.raises(StoreError, match="in use"):
        store.remove("first")
    store.remove("second")
    with pytest.raises(StoreError, match="no earlier"):
        store.roll_back()
    assert store.current() == tmp_path / "store" / "first"


@pytest.mark.parametrize("name", ["", ".hidden", "a/b", "..", "x" * 101])
def test_a_name_cannot_lead_elsewhere(tmp_path: Path, tiny: Path, name: str) -> None:
    with pytest.raises(StoreError, match="cannot be called"):
        ModelStore(tmp_path).add(tiny, name, lambda _: None)


def test_a_name_is_given_once(tmp_path: Path, tiny: Path) -> None:
    store = ModelStore(tmp_path)
    store.add(tiny, "one", lambda _: None)
    with pytest.raises(StoreError, match="already"):
        store.add(tiny, "one", lambda _: None)
    with pytest.raises(StoreError, match="no model called two"):
        store.use("two")


@pytest.mark.parametrize("spoilt", ["", "{", '{"current": "gone", "previous": ""}'])
def test_a_choice_that_cannot_be_read_is_none(tmp_path: Path, spoilt: str) -> None:
    (tmp_path / "current.json").write_text(spoilt, "utf-8")
    assert ModelStore(tmp_path).current() is None
