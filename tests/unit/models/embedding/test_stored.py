"""Vectors of texts that ship are computed once and kept on disk."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from structlog.testing import capture_logs

from app.embedding import Vectors
from models.embedding import embed_stored
from tests.fakes.embedder import HashEmbedder

TEXTS = ["one", "two"]


def stored(folder: Path, texts: Sequence[str] = TEXTS) -> tuple[Vectors, list[str]]:
    """Return the vectors, and the texts that had to be computed for them."""
    embedder = HashEmbedder()
    return embed_stored(embedder, texts, folder), embedder.embedded


def only_file(folder: Path) -> Path:
    (path,) = folder.iterdir()
    return path


def test_the_second_time_nothing_is_computed(tmp_path: Path) -> None:
    first, computed = stored(tmp_path / "deep" / "cache")
    assert computed == TEXTS
    second, computed = stored(tmp_path / "deep" / "cache")
    assert computed == []
    assert np.array_equal(first, second)
    assert np.array_equal(first, HashEmbedder().embed(TEXTS))
    assert second.dtype == np.float32


@pytest.mark.parametrize("texts", [["one"], ["two", "one"], ["one", "two", "three"], ["onetwo"]])
def test_other_texts_have_a_file_of_their_own(tmp_path: Path, texts: list[str]) -> None:
    stored(tmp_path)
    vectors, computed = stored(tmp_path, texts)
    assert computed == texts
    assert len(vectors) == len(texts)
    assert len(list(tmp_path.iterdir())) == 2


def test_another_model_has_a_file_of_its_own(tmp_path: Path) -> None:
    stored(tmp_path)
    other = HashEmbedder()
    other.fingerprint = "other"  # type: ignore[misc]
    embed_stored(other, TEXTS, tmp_path)
    assert other.embedded == TEXTS


@pytest.mark.parametrize(
    "damage",
    [b"not an array", b"\x93NUMPY", b"\x93NUMPY\x01\x00v\x00{'descr': '<f4', 'fortran"],
)
def test_a_damaged_file_is_computed_again_and_mended(tmp_path: Path, damage: bytes) -> None:
    stored(tmp_path)
    path = only_file(tmp_path)
    whole = path.read_bytes()
    path.write_bytes(damage)
    with capture_logs() as logs:
        vectors, computed = stored(tmp_path)
    assert computed == TEXTS
    assert np.array_equal(vectors, HashEmbedder().embed(TEXTS))
    assert [entry["event"] for entry in logs] == ["stored_vectors_unusable"]
    assert path.read_bytes() == whole


def test_a_file_cut_short_anywhere_after_its_start_is_mended(tmp_path: Path) -> None:
    stored(tmp_path)
    path = only_file(tmp_path)
    whole = path.read_bytes()
    for length in range(1, len(whole), 97):
        path.write_bytes(whole[:length])
        with capture_logs():
            vectors, computed = stored(tmp_path)
        assert computed == TEXTS
        assert len(vectors) == 2


@pytest.mark.parametrize(
    "wrong",
    [
        np.zeros((3, HashEmbedder.dimension), np.float32),
        np.zeros((2, 7), np.float32),
        np.zeros((2, HashEmbedder.dimension), np.float64),
    ],
)
def test_a_table_of_another_shape_or_type_is_not_used(tmp_path: Path, wrong: Vectors) -> None:
    stored(tmp_path)
    np.save(only_file(tmp_path), wrong)
    with capture_logs():
        vectors, computed = stored(tmp_path)
    assert computed == TEXTS
    assert np.array_equal(vectors, HashEmbedder().embed(TEXTS))


def test_without_a_place_to_keep_them_they_are_computed_each_time(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", "utf-8")
    with capture_logs() as logs:
        vectors, computed = stored(blocked / "cache")
    assert computed == TEXTS
    assert len(vectors) == 2
    assert logs[-1]["event"] == "vectors_not_kept"


def test_nothing_half_written_stays_behind(tmp_path: Path) -> None:
    stored(tmp_path)
    assert [path.suffix for path in tmp_path.iterdir()] == [".npy"]
