"""Indexes follow the database: grown by what was added, made anew where more has happened."""

import asyncio
from collections.abc import Callable, Sequence

import numpy as np
import pytest

from app.embedding import Vector, Vectors
from app.ids import DocumentId, new_uuid
from app.recall import IndexShelf, Passage, Scope, StreamName
from app.recall.shelved import Shelved
from app.runtime import ThreadLane
from models.index import FaissFlatIndex, FaissIvfIndex
from storage import Database

AXES = np.eye(6, dtype=np.float32)
SCOPE = Scope(StreamName.KNOWLEDGE, None)
Make = Callable[..., Passage]


class House:
    """A database and a shelf that counts the vectors of each index it makes."""

    def __init__(self, database: Database, lane: ThreadLane) -> None:
        self.database = database
        self.made: list[int] = []
        self.shelf = IndexShelf(database.reading, lane, lane, self._make)
        self.shelf.use_vectors_of("axes")

    def _make(self, vectors: Vectors) -> FaissFlatIndex:
        self.made.append(len(vectors))
        return FaissFlatIndex(vectors)

    def keep(self, *passages: Passage, axes: Sequence[int] = ()) -> None:
        with self.database.unit() as unit:
            unit.passages.add(passages)
            if axes:
                unit.passages.save_vectors([p.id for p in passages], AXES[list(axes)], "axes")

    async def shelved(self) -> Shelved:
        with self.database.reading() as unit:
            version = unit.passages.version(SCOPE)
        found = await self.shelf.at_hand(SCOPE, version, patience_s=30.0)
        assert found is not None
        assert found.version == version
        return found


@pytest.fixture
def house(database: Database, lane: ThreadLane) -> House:
    return House(database, lane)


def near(shelved: Shelved, vector: Vector) -> bytes:
    (row, *_) = shelved.nearest(vector, 1, ())
    return shelved.key(row)


async def test_what_was_added_is_found_without_reading_the_rest_again(
    house: House, knowledge: Make
) -> None:
    tea, bees, cats = knowledge("Tea", "Tea."), knowledge("Bees", "Hives."), knowledge("", "Cats")
    house.keep(tea, knowledge("Snow", "Snow."), axes=[0, 1])
    assert len(await house.shelved()) == 2
    house.keep(bees, cats, axes=[2, 3])
    grown = await house.shelved()
    assert house.made == [2]
    assert (len(grown), grown.whole) == (4, True)
    assert near(grown, AXES[2]) == bees.id.bytes
    assert near(grown, AXES[0]) == tea.id.bytes
    assert [grown.key(row) for row in grown.scores(["hive"], 5)] == [bees.id.bytes]
    assert [grown.key(row) for row in grown.scores(["tea"], 5)] == [tea.id.bytes]


async def test_what_was_changed_or_removed_makes_it_anew(house: House, knowledge: Make) -> None:
    tea, bees = knowledge("Tea", "Tea."), knowledge("Bees", "Hives.")
    house.keep(tea, bees, axes=[0, 1])
    await house.shelved()
    house.keep(tea, axes=[5])
    changed = await house.shelved()
    assert near(changed, AXES[5]) == tea.id.bytes
    with house.database.unit() as unit:
        unit.passages.remove([bees.id])
    # As many more as fewer: only the count of writes tells.
    house.keep(knowledge("Snow", "Snow."), axes=[3])
    replaced = await house.shelved()
    assert house.made == [2, 2, 2]
    assert replaced.rows_of([bees.id.bytes]) == {}
    assert replaced.scores(["hive"], 5) == {}


async def test_what_has_no_vector_yet_is_known_to_be_missing(house: House, knowledge: Make) -> None:
    house.keep(knowledge("Tea", "Tea."), axes=[0])
    assert (await house.shelved()).whole
    house.keep(knowledge("Bees", "Hives."))
    assert not (await house.shelved()).whole


async def test_what_is_let_go_while_an_index_is_made_does_not_come_back(
    house: House, knowledge: Make
) -> None:
    house.keep(knowledge("Tea", "Tea."), axes=[0])
    making = asyncio.create_task(house.shelf.warm(SCOPE))
    await asyncio.sleep(0)
    house.shelf.let_go(SCOPE)
    await making
    assert house.made == [1]
    assert house.shelf.serving(SCOPE) is None


async def test_an_index_in_use_follows_what_is_written(house: House, knowledge: Make) -> None:
    house.shelf.freshen(SCOPE)
    house.keep(knowledge("Tea", "Tea."), axes=[0])
    await house.shelved()
    house.keep(knowledge("Bees", "Hives."), axes=[1])
    house.shelf.freshen(SCOPE)
    await asyncio.sleep(0)
    await house.shelf._making[SCOPE]
    followed = house.shelf.serving(SCOPE)
    assert followed is not None
    assert (len(followed), house.made) == (2, [1])


async def test_more_than_a_page_is_read_whole(
    house: House, knowledge: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.recall.shelf._PAGE", 2)
    passages = [knowledge(f"Title {n}", f"Text {n}") for n in range(5)]
    house.keep(*passages, axes=range(5))
    shelved = await house.shelved()
    keys = [passage.id.bytes for passage in passages]
    assert [shelved.key(row) for row in range(5)] == keys
    stranger = DocumentId(new_uuid()).bytes
    assert shelved.rows_of([keys[3], stranger, keys[0]]) == {keys[3]: 3, keys[0]: 0}
    assert near(shelved, AXES[4]) == keys[4]


def test_cells_are_made_anew_and_flat_vectors_are_added_to() -> None:
    flat = FaissFlatIndex(AXES[:2])
    assert flat.grown(AXES[2:4]).search(AXES[3], 1) == [(3, pytest.approx(1.0))]
    assert len(flat.search(AXES[0], 9)) == 2
    assert FaissFlatIndex(AXES[:0]).grown(AXES).search(AXES[5], 1) == [(5, pytest.approx(1.0))]
    assert FaissIvfIndex(np.tile(AXES, (10, 1))).grown(AXES) is None
