"""A text embedded twice is computed once."""

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from time import sleep

import numpy as np
import pytest

from app.embedding import EmbeddingError, Vectors
from models.embedding import CachedEmbedder
from tests.fakes.embedder import BrokenEmbedder, HashEmbedder


def test_only_what_is_not_remembered_is_computed() -> None:
    inner = HashEmbedder()
    cached = CachedEmbedder(inner)
    cached.embed(["a", "b"])
    cached.embed(["b", "c", "a"])
    assert inner.embedded == ["a", "b", "c"]


def test_vectors_come_in_the_order_asked_for_and_repeats_are_computed_once() -> None:
    inner = HashEmbedder()
    vectors = CachedEmbedder(inner).embed(["b", "a", "b"])
    assert np.array_equal(vectors, HashEmbedder().embed(["b", "a", "b"]))
    assert inner.embedded == ["b", "a"]


def test_nothing_asked_gives_an_empty_table_of_the_right_width() -> None:
    vectors = CachedEmbedder(HashEmbedder()).embed([])
    assert (vectors.shape, vectors.dtype) == ((0, HashEmbedder.dimension), np.float32)


def test_it_passes_for_the_engine_inside() -> None:
    cached = CachedEmbedder(HashEmbedder())
    assert (cached.dimension, cached.fingerprint) == (
        HashEmbedder.dimension,
        HashEmbedder.fingerprint,
    )


def test_the_oldest_is_forgotten_first() -> None:
    inner = HashEmbedder()
    cached = CachedEmbedder(inner, capacity=2)
    for text in ("a", "b", "a", "c", "a", "b"):
        cached.embed([text])
    assert inner.embedded == ["a", "b", "c", "b"]


def test_more_at_once_than_can_be_remembered_all_comes_back() -> None:
    texts = [f"text {n}" for n in range(50)]
    vectors = CachedEmbedder(HashEmbedder(), capacity=3).embed(texts)
    assert np.array_equal(vectors, HashEmbedder().embed(texts))


def test_what_a_caller_does_to_its_vectors_does_not_reach_the_memory() -> None:
    cached = CachedEmbedder(HashEmbedder())
    first = cached.embed(["a"])
    expected = first.copy()
    first[:] = 0.0
    assert np.array_equal(cached.embed(["a"]), expected)


def test_a_failure_is_passed_on_and_nothing_false_is_remembered() -> None:
    cached = CachedEmbedder(BrokenEmbedder(EmbeddingError("broken")))
    for _ in range(2):
        with pytest.raises(EmbeddingError, match="broken"):
            cached.embed(["a"])


def test_two_threads_never_use_the_engine_at_once() -> None:
    class Watched(HashEmbedder):
        inside = 0
        most = 0
        lock = threading.Lock()

        def embed(self, texts: Sequence[str]) -> Vectors:
            with self.lock:
                self.inside += 1
                self.most = max(self.most, self.inside)
            sleep(0.002)
            with self.lock:
                self.inside -= 1
            return super().embed(texts)

    inner = Watched()
    cached = CachedEmbedder(inner)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: cached.embed([f"text {n % 10}"]), range(40)))
    assert inner.most == 1
    assert len(inner.embedded) == 10
