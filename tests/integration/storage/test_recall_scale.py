"""The measurement of recall runs over a real database, small enough for every run of the tests."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from rich.progress import Progress

from app.commands.growth_plot import draw_growth
from app.commands.invented_passages import DIMENSION, Invented
from app.commands.recall_scale import Grown, Scale, measured
from app.commands.recall_shelf import RecallShelf
from app.identity import Resident
from app.ids import ResidentId, new_uuid
from app.recall import (
    IndexShelf,
    Scope,
    Searching,
    StreamName,
    load_recall_weights,
)
from app.recall.terms import terms_of
from app.runtime import Runtime
from models.index import index_by_size
from storage import Database, FacilityPaths
from storage.bulk_passages import prepared
from tests.fakes.embedder import HashEmbedder

SMALL = Scale((150, 300), residents=2, memories=40, queries=10)


@pytest.fixture
def runtime() -> Iterator[Runtime]:
    runtime = Runtime()
    yield runtime
    runtime.close()


@pytest.fixture
def house(
    database: Database, runtime: Runtime, resources: Path, paths: FacilityPaths
) -> RecallShelf:
    shelf = IndexShelf(database.reading, runtime.database, runtime.inference, index_by_size)
    shelf.use_vectors_of(HashEmbedder.fingerprint)
    searching = Searching(database.reading, runtime.database, runtime.search, shelf)
    folder = paths.database.parent
    weights = load_recall_weights(resources / "recall" / "weights.yaml")
    return RecallShelf(database, runtime, HashEmbedder(), shelf, searching, weights, folder)


async def test_each_size_is_measured_and_drawn(
    house: RecallShelf, tmp_path: Path, qapp: object
) -> None:
    grown: list[Grown] = []
    with Progress(disable=True) as progress:
        await measured(house, SMALL, progress, grown.append, 0.05)
    assert [one.chunks for one in grown] == [150, 300]
    assert [one.passages for one in grown] == [380, 530]
    for one in grown:
        assert 0 < one.p50_ms <= one.p95_ms <= one.max_ms
        assert one.resident_mb > 0
        assert one.database_mb > 0
    draw_growth(grown, tmp_path / "growth.png", "Recall")
    assert (tmp_path / "growth.png").read_bytes().startswith(b"\x89PNG")


def test_what_is_invented_looks_like_text_and_vectors() -> None:
    made = Invented()
    vectors = made.vectors(5)
    assert vectors.shape == (5, DIMENSION)
    assert abs(float((vectors[0] ** 2).sum()) - 1.0) < 1e-5
    passages = list(made.passages(StreamName.MEMORY, None, 3))
    assert len({passage.id for passage in passages}) == 3
    assert len(made.question().split()) == 7


def test_passages_written_in_bulk_are_as_those_of_the_repository(
    home: Database, resident: Resident
) -> None:
    other = replace(resident, id=ResidentId(new_uuid()), room="14")
    made, own = Invented(), Scope(StreamName.MEMORY, resident.id)
    passages = list(made.passages(StreamName.MEMORY, resident.id, 5))
    vectors = made.vectors(5)
    with home.unit() as unit:
        unit.residents.add(other)
    with home.filling() as bulk:
        bulk.passages.add(prepared(passages, vectors, "model"))
        bulk.passages.copy(own, other.id, 1)
    theirs = Scope(StreamName.MEMORY, other.id)
    with home.reading() as unit:
        assert unit.passages.of(own) == passages
        copies = unit.passages.of(theirs)
        assert [one.text for one in copies] == [one.text for one in passages]
        assert not {one.id for one in copies} & {one.id for one in passages}
        # One for each passage and one for each vector, as triggers count them.
        assert unit.passages.version(own) == unit.passages.version(theirs) == 10
        for scope, found in ((own, passages), (theirs, copies)):
            ids, kept = unit.passages.vectors(scope, "model")
            assert ids == [one.id for one in found]
            np.testing.assert_array_equal(kept, vectors)
            word = found[0].title.split()[0]
            assert found[0].id in unit.passages.search_keywords(scope, word, 5)
        page = unit.passages.page(theirs, "model", -1, 9)
        assert page.terms.tobytes() == b"".join(terms_of(p.title, p.text) for p in passages)
    assert home.check() == ()
