"""Vectors of groups of texts that ship are kept; those of anything else are not."""

from pathlib import Path

import numpy as np

from models.embedding import StoredGroups
from tests.fakes.embedder import HashEmbedder

GROUPS = [["bread", "butter", "jam"], ["rain", "snow"]]


def known(inner: HashEmbedder, folder: Path) -> StoredGroups:
    return StoredGroups(inner, lambda: GROUPS, folder)


def test_rows_are_those_of_the_engine_in_the_order_asked(tmp_path: Path) -> None:
    texts = ["a story of one's own", "snow", "bread", "another", "snow"]
    vectors = known(HashEmbedder(), tmp_path).embed(texts)
    assert np.array_equal(vectors, HashEmbedder().embed(texts))


def test_what_ships_is_computed_by_whole_groups_and_once(tmp_path: Path) -> None:
    inner = HashEmbedder()
    known(inner, tmp_path).embed(["snow", "a story"])
    assert inner.embedded == ["rain", "snow", "a story"]
    known(inner, tmp_path).embed(["rain", "snow"])
    assert len(inner.embedded) == 3


def test_nothing_of_anybody_is_kept(tmp_path: Path) -> None:
    inner = HashEmbedder()
    one = known(inner, tmp_path)
    for _ in range(2):
        one.embed(["a story"])
    assert inner.embedded == ["a story"] * 2
    assert list(tmp_path.iterdir()) == []


def test_groups_are_read_only_when_something_is_embedded(tmp_path: Path) -> None:
    def unread() -> list[list[str]]:
        raise AssertionError

    one = StoredGroups(HashEmbedder(), unread, tmp_path)
    assert one.embed([]).shape == (0, one.dimension)
    assert one.fingerprint == HashEmbedder.fingerprint
