"""Another embedding model takes over in a real house: the former serves until all has been read."""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from app.bootstrap import Lilo, open_facility
from app.commands import knowledge
from app.commands.checkup import of_facility
from app.embedding import EmbeddingError, TextEmbedder, Vectors
from app.recall import Query, Scope, StreamName, Way, embed_missing
from app.recall.changeover import Known
from app.wiring import taking_over
from app.wiring.taking_over import TakingOver
from tests.fakes.demo_copies import demo_copy
from tests.fakes.embedder import HashEmbedder

ARTICLES = Scope(StreamName.KNOWLEDGE, None)


class Shorter(HashEmbedder):
    """Another model: vectors of another length.

    Args:
        most: after so many texts its engine fails.
    """

    dimension = 48
    fingerprint = "shorter"

    def __init__(self, most: int = 1_000_000) -> None:
        super().__init__()
        self.most = most

    def embed(self, texts: Sequence[str]) -> Vectors:
        if len(self.embedded) + len(texts) > self.most:
            raise EmbeddingError("The engine failed.")
        vectors = super().embed(texts)[:, :48]
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


@pytest.fixture
def house(models_once: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lilo]:
    lilo = open_facility(demo_copy(tmp_path_factory.mktemp("house") / "facility"))
    yield lilo
    lilo.close()


@pytest.fixture
def former(monkeypatch: pytest.MonkeyPatch) -> HashEmbedder:
    """The model that was in use before, as it is found again in its folder."""
    embedder = HashEmbedder()
    monkeypatch.setattr(taking_over, "load_onnx_embedder", lambda _folder: embedder)
    return embedder


def taking(lilo: Lilo) -> TakingOver:
    waker = lilo.waker
    return TakingOver(waker.on, waker.waking, waker.recall, waker.remembrance, None)


async def started(lilo: Lilo, embedder: TextEmbedder) -> None:
    """What a start does with the model that it has loaded."""
    over = taking(lilo)
    await over.first(embedder)
    await over.read_all(embedder, embedder)


async def ask(lilo: Lilo, text: str) -> tuple[str, Way]:
    """Return the best article, and how it was found; the query is embedded as in a turn."""
    recall, lanes = lilo.waker.recall, lilo.runtime
    asking = recall.asking.former or lilo.waker.waking.searching
    assert asking is not None
    vector = (await lanes.inference.run(partial(asking.embed, [text])))[0]
    await recall.shelf.warm(ARTICLES)
    stream = next(one for one in recall.streams if one.name is StreamName.KNOWLEDGE)
    answer = await stream.ask(Query(text, vector, lilo.residents[0].id))
    return answer.snippets[0].passage.title, answer.way


def made(lilo: Lilo, fingerprint: str) -> int:
    with lilo.database.reading() as unit:
        return len(unit.passages.vectors(ARTICLES, fingerprint)[0])


def version(lilo: Lilo) -> int:
    with lilo.database.reading() as unit:
        return unit.passages.version(ARTICLES)


async def test_the_former_serves_until_the_new_one_has_read_everything(
    house: Lilo, former: HashEmbedder
) -> None:
    await started(house, former)
    articles = made(house, former.fingerprint)
    found = await ask(house, "vaccine against the flu")
    assert articles > 200
    assert found[1] is Way.HYBRID
    before = version(house)

    # It is killed half-way, as far as anybody can tell from the database.
    with pytest.raises(EmbeddingError):
        await started(house, Shorter(most=articles // 2))
    unread = house.waking.unread
    assert 0 < unread < articles * 2
    assert {line.name: line.pending for line in house.station.system.ports.lanes()}[
        "reading all anew"
    ] == unread
    assert house.waking.searching is former
    # Neither the indexes nor the answers were touched by what it has read.
    assert version(house) == before
    assert await ask(house, "vaccine against the flu") == found
    with house.database.reading() as unit:
        coming = unit.recall_models.coming()
        assert unit.recall_models.serving() == Known(former.fingerprint, "")
    assert coming is not None
    assert coming.fingerprint == "shorter"
    assert 0 < coming.done < coming.total

    says = {line.part: line.says for line in of_facility.house(house.basics)}["recall"]
    assert f"read {coming.done} of {coming.total} passages" in says

    # The next start goes on where it stopped, switches, and lets the old vectors go.
    again = Shorter()
    await started(house, again)
    assert len(again.embedded) == coming.total - coming.done
    assert house.waking.unread == 0
    assert house.waking.searching is again
    assert (made(house, "shorter"), made(house, former.fingerprint)) == (articles, 0)
    assert await ask(house, "vaccine against the flu") == found
    assert version(house) > before


async def test_what_is_said_meanwhile_is_found_before_and_after(
    house: Lilo, former: HashEmbedder
) -> None:
    await started(house, former)
    over, shorter = taking(house), Shorter()
    assert await over.first(shorter) is former
    # A new text gets the former's vector, as the chronicle and the keeper give it.
    assert house.waker.remembrance.keeper._embedder is former
    with house.database.unit() as unit:
        article = unit.passages.of(ARTICLES)[0]
        unit.passages.add([article])
    lanes = house.runtime
    assert await embed_missing(house.database.unit, former, lanes.database, lanes.inference) == 1
    await over.read_all(shorter, shorter)
    assert house.waker.remembrance.keeper._embedder is shorter
    with house.database.reading() as unit:
        assert unit.passages.without_vector("shorter", 9) == []
        assert unit.recall_models.coming() is None


async def test_a_former_model_that_is_gone_gives_way_at_once(
    house: Lilo, monkeypatch: pytest.MonkeyPatch
) -> None:
    former = HashEmbedder()
    await started(house, former)

    def gone(_folder: object) -> TextEmbedder:
        raise EmbeddingError("It is not installed.")

    monkeypatch.setattr(taking_over, "load_onnx_embedder", gone)
    shorter = Shorter()
    assert await taking(house).first(shorter) is shorter
    assert house.waker.recall.asking.former is None
    assert house.waker.recall.shelf.fingerprint == "shorter"


async def test_going_back_to_the_former_gives_the_other_up(
    house: Lilo, former: HashEmbedder
) -> None:
    await started(house, former)
    with pytest.raises(EmbeddingError):
        await started(house, Shorter(most=200))
    assert made(house, "shorter") > 0
    await started(house, former)
    assert made(house, "shorter") == 0
    with house.database.reading() as unit:
        assert unit.recall_models.coming() is None


async def test_a_former_model_that_fails_once_is_tried_again(
    house: Lilo, monkeypatch: pytest.MonkeyPatch
) -> None:
    former, faults = HashEmbedder(), [MemoryError()]
    await started(house, former)

    def once_busy(_folder: object) -> TextEmbedder:
        if faults:
            raise EmbeddingError("It cannot be loaded.") from faults.pop()
        return former

    monkeypatch.setattr(taking_over, "load_onnx_embedder", once_busy)
    assert await taking(house).first(Shorter()) is former


async def test_a_former_model_that_fails_keeps_its_vectors_until_all_is_read(
    house: Lilo, monkeypatch: pytest.MonkeyPatch
) -> None:
    former = HashEmbedder()
    await started(house, former)
    articles = made(house, former.fingerprint)

    def busy(_folder: object) -> TextEmbedder:
        raise EmbeddingError("It cannot be loaded.") from MemoryError()

    monkeypatch.setattr(taking_over, "load_onnx_embedder", busy)
    with pytest.raises(EmbeddingError):
        await started(house, Shorter(most=articles // 2))
    with house.database.reading() as unit:
        assert unit.recall_models.serving() == Known(former.fingerprint, "")
    assert made(house, former.fingerprint) == articles
    shorter = Shorter()
    await started(house, shorter)
    assert house.waking.searching is shorter
    assert (made(house, "shorter"), made(house, former.fingerprint)) == (articles, 0)


async def test_documents_are_embedded_by_the_model_that_serves(
    house: Lilo, monkeypatch: pytest.MonkeyPatch
) -> None:
    former, shorter, asked = HashEmbedder(), Shorter(), []

    def loaded(folder: Path | None) -> TextEmbedder:
        asked.append(folder)
        return former if folder == Path("/former") else shorter

    monkeypatch.setattr(knowledge, "load_onnx_embedder", loaded)
    with house.database.unit() as unit:
        unit.recall_models.serve(Known(former.fingerprint, "/former"))
        unit.recall_models.begin(Known(shorter.fingerprint, ""))
    assert knowledge.embedder_in_use(house) is former
    # Other weights lie where it lay.
    with house.database.unit() as unit:
        unit.recall_models.serve(Known("older", "/former"))
    assert knowledge.embedder_in_use(house) is shorter
