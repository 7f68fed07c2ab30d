"""`lilo eval retrieval`: how well recall finds documents, by words, by meaning, and by both."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from time import perf_counter
from typing import Annotated
from uuid import NAMESPACE_URL, UUID, uuid5

import typer
from rich.console import Console
from rich.progress import Progress

from app.commands.options import JsonOption
from app.commands.recall_shelf import RecallShelf, recall_shelf
from app.commands.telling import tell
from app.ids import DocumentId, ResidentId
from app.privacy import start_logging
from app.quality.evaluation_rows import load_rows
from app.quality.retrieval_report import DEPTH, RetrievalReport, report_on
from app.quality.retrieval_rows import CorpusRow, QueryRow
from app.recall import Mode, Passage, Query, Scope, StreamName
from app.recall.cutting import passages_of

_NOBODY = ResidentId(UUID(int=0))
_WARM_UP = 5
_PASSAGES = 6 * DEPTH
"""Asked for, because several can be of one document."""


def retrieval(
    corpus: Annotated[Path, typer.Option("--corpus", help="JSON lines: id, text, title.")],
    queries: Annotated[Path, typer.Option("--queries", help="JSON lines: text, gold.")],
    mode: Annotated[
        list[Mode] | None, typer.Option("--mode", help="Default: all three. Repeatable.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Search a corpus for every query, in a temporary encrypted database, and count.

    Documents are cut into passages as articles are; a document stands where its best passage does.

    Example: lilo eval retrieval --corpus C.jsonl --queries Q.jsonl --mode hybrid --json
    """
    documents, wanted = load_rows(corpus, CorpusRow), load_rows(queries, QueryRow)
    start_logging("error")
    with Progress(console=Console(stderr=True), transient=True) as progress:
        reports = asyncio.run(_measured(documents, wanted, mode or list(Mode), progress))
    tell(
        {"documents": len(documents), **{report.mode: asdict(report) for report in reports}},
        as_json=as_json,
    )


async def _measured(
    documents: Sequence[CorpusRow],
    queries: Sequence[QueryRow],
    modes: Sequence[Mode],
    progress: Progress,
) -> list[RetrievalReport]:
    async with recall_shelf() as house:
        await house.learn(list(passages_from(documents)), progress)
        await house.shelf.warm(Scope(StreamName.KNOWLEDGE, None))
        return [await _report(house, queries, mode, progress) for mode in modes]


def passages_from(documents: Sequence[CorpusRow]) -> Iterator[Passage]:
    """Cut documents into passages that remember which document they are of."""
    for document in documents:
        for number, text in enumerate(passages_of(document.text)):
            yield Passage(
                DocumentId(uuid5(NAMESPACE_URL, f"lilo:evaluation:{document.id}:{number}")),
                StreamName.KNOWLEDGE,
                None,
                document.title,
                text,
                facts={"document": document.id},
            )


async def _report(
    house: RecallShelf, queries: Sequence[QueryRow], mode: Mode, progress: Progress
) -> RetrievalReport:
    found, times_ms = [], []
    task = progress.add_task(f"Searching, {mode}", total=len(queries))
    for query in queries[:_WARM_UP]:
        await _ask(house, f"{query.text} please", mode)
    for query in queries:
        started = perf_counter()
        found.append(await _ask(house, query.text, mode))
        times_ms.append((perf_counter() - started) * 1000)
        progress.advance(task)
    return report_on(mode, queries, found, times_ms)


async def _ask(house: RecallShelf, text: str, mode: Mode) -> list[str]:
    vector = None
    if mode is not Mode.KEYWORD:
        vector = (await house.runtime.inference.run(lambda: house.embedder.embed([text])))[0]
    query = Query(text, vector, _NOBODY, _PASSAGES, mode=mode)
    answer = await house.stream(StreamName.KNOWLEDGE).ask(query)
    names = ((s.passage.facts or {}).get("document", "") for s in answer.snippets)
    return list(dict.fromkeys(names))
