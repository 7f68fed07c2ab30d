"""How recall grows: six streams asked over ever more passages, in one temporary database."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from time import perf_counter, process_time

import numpy as np
from rich.progress import Progress

from app.commands.invented_passages import Invented
from app.commands.recall_shelf import RecallShelf
from app.identity import Resident
from app.ids import ResidentId, new_uuid
from app.quality.process_memory import resident_mb
from app.recall import CachedStream, Query, Recaller, Scope, StreamName
from storage.bulk_passages import PreparedPassages, prepared

_BATCH = 5_000
_WARM_UP = 20
_OF_ONE = {
    StreamName.CHAT: 2_000,
    StreamName.LIFE_STORY: 60,
    StreamName.SCHEDULE: 30,
    StreamName.CLINICAL: 40,
}
"""What the resident who is asked for has beside memories."""

PATIENCE_S = 5.0
"""Longer than a turn would wait, so that what is slow is measured and not left out."""


@dataclass(frozen=True, slots=True)
class Scale:
    """How much there is.

    Attributes:
        chunks: sizes of the knowledge base, in order; each is measured.
    """

    chunks: Sequence[int]
    residents: int
    memories: int
    queries: int


@dataclass(frozen=True, slots=True)
class Grown:
    """What was measured at one size; all six streams asked at once, the query's vector given.

    Attributes:
        cpu_ms: processor time of all threads for one query, at the median; a busy machine changes
            it far less than it does the time on the clock.
        knowledge_p95_ms: the stream of the knowledge base alone.
        late: queries in which a stream took longer than a turn waits for one (50 ms).
        start_up_s: reading the vectors of all chunks and making their index.
        index_mb: what the process holds more after that than before.
        resident_mb: all that the process holds.
        database_mb: on the disk.
    """

    chunks: int
    passages: int
    p50_ms: float
    p95_ms: float
    max_ms: float
    cpu_ms: float
    knowledge_p95_ms: float
    late: int
    start_up_s: float
    index_mb: float
    resident_mb: float
    database_mb: float


async def measured(
    house: RecallShelf,
    scale: Scale,
    progress: Progress,
    found: Callable[[Grown], None],
    deadline_s: float,
) -> None:
    """Fill the house and measure at each size; tell what was found as it is found."""
    made = Invented()
    people = [
        Resident(ResidentId(new_uuid()), f"Given{n}", f"Family{n}", f"Given{n}", str(n), "")
        for n in range(scale.residents)
    ]
    await house.house(people)
    asked = people[0].id
    await _fill(house, made, StreamName.MEMORY, asked, scale.memories, progress)
    await _copy(house, people, progress)
    for stream, count in _OF_ONE.items():
        most = min(count, scale.memories)
        await _fill(house, made, stream, asked, most, progress)
    there = 0
    everything = scale.residents * scale.memories
    everything += sum(min(count, scale.memories) for count in _OF_ONE.values())
    for size in scale.chunks:
        await _fill(house, made, StreamName.KNOWLEDGE, None, size - there, progress)
        there = size
        found(await _asked(house, made, asked, scale, size, size + everything, deadline_s))


async def _asked(
    house: RecallShelf,
    made: Invented,
    asked: ResidentId,
    scale: Scale,
    chunks: int,
    passages: int,
    deadline_s: float,
) -> Grown:
    knowledge = Scope(StreamName.KNOWLEDGE, None)
    # Begun anew, as after a start; the index before must not count as held.
    house.shelf.let_go(knowledge)
    before_mb = resident_mb()
    started = perf_counter()
    await house.shelf.warm(knowledge)
    start_up_s = perf_counter() - started
    index_mb = resident_mb() - before_mb
    for stream in StreamName:
        if stream is not StreamName.KNOWLEDGE:
            await house.shelf.warm(Scope(stream, asked))
    # As a turn asks them; no question comes twice, so nothing is known already.
    streams = [CachedStream(house.stream(name), house.shelf) for name in StreamName]
    alone = next(stream for stream in streams if stream.name is StreamName.KNOWLEDGE)
    recaller = Recaller(streams, deadline_s=PATIENCE_S)
    times_ms, alone_ms, cpu_ms = [], [], []
    for _ in range(scale.queries + _WARM_UP):
        query = Query(made.question(), made.vectors(1)[0], asked)
        started, spent = perf_counter(), process_time()
        await recaller.recall(query)
        times_ms.append((perf_counter() - started) * 1000)
        cpu_ms.append((process_time() - spent) * 1000)
        query = Query(made.question(), made.vectors(1)[0], asked)
        started = perf_counter()
        await alone.ask(query)
        alone_ms.append((perf_counter() - started) * 1000)
    warm, warm_alone = times_ms[_WARM_UP:], alone_ms[_WARM_UP:]
    return Grown(
        chunks,
        passages,
        round(float(np.percentile(warm, 50)), 2),
        round(float(np.percentile(warm, 95)), 2),
        round(max(warm), 2),
        round(float(np.percentile(cpu_ms[_WARM_UP:], 50)), 2),
        round(float(np.percentile(warm_alone, 95)), 2),
        sum(ms > deadline_s * 1000 for ms in warm),
        round(start_up_s, 2),
        round(index_mb, 1),
        round(resident_mb(), 1),
        round(house.folder_bytes() / 1e6, 1),
    )


async def _copy(house: RecallShelf, people: Sequence[Resident], progress: Progress) -> None:
    """Give everybody else the memories of the first, whom alone anybody asks about.

    What others have lies in the same tables and indexes, and no search may see it: that it is
    there is what counts, and writing it anew for each would take an hour.
    """
    first, *others = people
    task = progress.add_task("Writing memories of others", total=len(others))

    def keep(number: int, other: Resident) -> None:
        with house.database.filling() as bulk:
            bulk.passages.copy(Scope(StreamName.MEMORY, first.id), other.id, number)

    for number, other in enumerate(others, 1):
        await house.runtime.database.run(partial(keep, number, other), deadline_s=600.0)
        progress.advance(task)
    progress.remove_task(task)


async def _fill(
    house: RecallShelf,
    made: Invented,
    stream: StreamName,
    owner: ResidentId | None,
    count: int,
    progress: Progress,
) -> None:
    task = progress.add_task(f"Writing {stream}", total=count)
    fingerprint = house.embedder.fingerprint

    def keep(ready: PreparedPassages) -> None:
        with house.database.filling() as bulk:
            bulk.passages.add(ready)

    for start in range(0, count, _BATCH):
        size = min(_BATCH, count - start)
        # Before the transaction, and not beside it: two threads of Python hand each other the turn
        # at every row, which takes longer than one after the other.
        ready = prepared(list(made.passages(stream, owner, size)), made.vectors(size), fingerprint)
        await house.runtime.database.run(partial(keep, ready), deadline_s=600.0)
        progress.advance(task, size)
    progress.remove_task(task)
