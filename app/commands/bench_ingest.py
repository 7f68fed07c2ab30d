"""`lilo bench ingest`: how fast documents are taken in, killed half-way and gone on with."""

import asyncio
import multiprocessing
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Annotated

import numpy as np
import typer
from rich.console import Console
from rich.progress import Progress

from app.clock import system_clock
from app.commands.options import JsonOption
from app.commands.telling import tell
from app.embedding import TextEmbedder
from app.identity import Credential, Role, StaffMember
from app.ids import StaffId, new_uuid
from app.knowledge import KnowledgeShelf, load_steering_watch
from app.privacy import start_logging
from app.quality.timing import BenchError, this_machine
from app.recall import Scope, StreamName, embed_missing, load_articles
from app.runtime import Runtime
from app.settings import load_settings
from app.utterance import sentences
from models.documents.confined_reader import ConfinedDocumentReader
from models.embedding import load_onnx_embedder
from resources import RESOURCES
from storage import Database, FacilityKeys

PAGES_A_DOCUMENT = 20
CHARACTERS_A_PAGE = 2_400
"""A page of a printed guide in a large hand."""

TARGET = 20.0
_PATIENCE_S = 3_600.0


@dataclass(frozen=True, slots=True)
class Ingested:
    """What was measured.

    Attributes:
        reading_s: reading, cutting and keeping all documents, each in a process of its own.
        before_kill: chunks that were embedded, and committed, when the process was killed.
        after_kill: chunks embedded by the one that went on.
        embedding_s: both together, without starting the second.
        chunks_a_second: all chunks over reading and embedding.
        twice: chunks that were embedded although they had been before.
    """

    pages: int
    documents: int
    chunks: int
    reading_s: float
    before_kill: int
    after_kill: int
    embedding_s: float
    chunks_a_second: float
    missing: int
    twice: int


def ingest(
    pages: Annotated[int, typer.Option("--pages", min=20, help="How many pages.")] = 1_000,
    as_json: JsonOption = False,
) -> None:
    """Take documents in, kill the embedding half-way, go on; exit 1 below 20 chunks a second.

    The pages are made of sentences of the articles that come with Lilo, in a temporary encrypted
    database. The process that embeds is killed with SIGKILL.

    Example: lilo bench ingest --pages 1000 --json
    """
    start_logging("error")
    with Progress(console=Console(stderr=True), transient=True) as progress:
        found = asyncio.run(_measured(pages, progress))
    tell({"machine": asdict(this_machine()), "ingest": asdict(found)}, as_json=as_json)
    if found.chunks_a_second < TARGET or found.missing or found.twice:
        raise typer.Exit(1)


async def _measured(pages: int, progress: Progress) -> Ingested:
    keys, runtime = FacilityKeys.random(), Runtime()
    member = StaffMember(StaffId(new_uuid()), "bench", "Bench", "Staff", Role.NURSE, "RN")
    with TemporaryDirectory(prefix="lilo-ingest-") as temporary:
        path = Path(temporary) / "lilo.db"
        documents = list(_documents(Path(temporary), pages))
        with Database.open(path, keys) as database:
            try:
                with database.unit() as unit:
                    unit.staff.add(member, Credential(member.id, "no passphrase opens this"))
                reading_s = await _taken_in(database, runtime, member, documents, progress)
                chunks, _ = _count(database, "")
                before, first_s = await asyncio.to_thread(
                    _killed_half_way, path, keys, chunks, progress
                )
                embedder = _embedder()
                _, committed = _count(database, embedder.fingerprint)
                began = perf_counter()
                after = await embed_missing(
                    database.unit, embedder, runtime.database, runtime.inference
                )
                embedding_s = first_s + perf_counter() - began
                passages, vectors = _count(database, embedder.fingerprint)
            finally:
                await asyncio.to_thread(runtime.close)
    return Ingested(
        pages,
        len(documents),
        chunks,
        round(reading_s, 2),
        before,
        after,
        round(embedding_s, 2),
        round(chunks / (reading_s + embedding_s), 1),
        passages - vectors,
        after - (chunks - committed),
    )


async def _taken_in(
    database: Database,
    runtime: Runtime,
    member: StaffMember,
    documents: list[Path],
    progress: Progress,
) -> float:
    shelf = KnowledgeShelf(
        database.unit,
        runtime.database,
        runtime.inference,
        ConfinedDocumentReader(),
        load_steering_watch(RESOURCES / "ingestion" / "steering.yaml"),
        system_clock,
        lambda: None,
    )
    task = progress.add_task("Reading", total=len(documents))
    began = perf_counter()
    for document in documents:
        added = await shelf.add(document, member.id)
        await shelf.approve(added.document.id, member, despite_warnings=True)
        progress.advance(task)
    return perf_counter() - began


def _killed_half_way(
    path: Path, keys: FacilityKeys, chunks: int, progress: Progress
) -> tuple[int, float]:
    """Embed in another process, and kill it; return what it told it had done, and how long."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    child = context.Process(target=_embed, args=(theirs, path, keys))
    child.start()
    task = progress.add_task("Embedding", total=chunks)
    done, began = 0, perf_counter()
    try:
        while done < chunks // 2:
            if not ours.poll(_PATIENCE_S):
                raise BenchError("The process that embeds told nothing.")
            told = ours.recv()
            if told == 0:
                # The model has loaded; the clock runs from here.
                began = perf_counter()
            done = max(done, told)
            progress.update(task, completed=done)
        took_s = perf_counter() - began
    finally:
        child.kill()
        child.join()
    return done, took_s


def _embed(theirs: Connection, path: Path, keys: FacilityKeys) -> None:
    embedder = _embedder()
    with Database.open(path, keys) as database:
        runtime = Runtime()
        theirs.send(0)
        asyncio.run(
            embed_missing(database.unit, embedder, runtime.database, runtime.inference, theirs.send)
        )


def _embedder() -> TextEmbedder:
    return load_onnx_embedder(load_settings(RESOURCES / "defaults").models.embedding_folder)


def _count(database: Database, fingerprint: str) -> tuple[int, int]:
    """Return how many passages there are, and how many have a vector of that model."""
    scope = Scope(StreamName.KNOWLEDGE, None)
    with database.reading() as unit:
        ids, _ = unit.passages.vectors(scope, fingerprint)
        return len(unit.passages.of(scope)), len(set(ids))


def _documents(folder: Path, pages: int) -> Iterator[Path]:
    """Write Markdown documents of so many pages; no two pages are the same."""
    articles = load_articles(RESOURCES / "knowledge")
    said = [sentence for article in articles for sentence in sentences(article.text)]
    chance = np.random.default_rng(1)
    for number in range(-(-pages // PAGES_A_DOCUMENT)):
        lines = [f"# Guide {number}"]
        for page in range(min(PAGES_A_DOCUMENT, pages - number * PAGES_A_DOCUMENT)):
            lines.append(f"\n## Page {page}\n")
            length = 0
            while length < CHARACTERS_A_PAGE:
                lines.append(said[int(chance.integers(len(said)))])
                length += len(lines[-1]) + 1
        path = folder / f"guide-{number}.md"
        path.write_text("\n".join(lines), "utf-8")
        yield path
