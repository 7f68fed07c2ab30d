"""`lilo eval memory`: whether a question about an earlier talk finds the turn it is about."""

import asyncio
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, timedelta
from pathlib import Path
from time import perf_counter
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from app.commands.options import JsonOption
from app.commands.recall_shelf import RecallShelf, recall_shelf
from app.commands.telling import tell
from app.conversation.chronicle import Exchange, passage_of_exchange
from app.conversation.history import Message, Speaker
from app.identity import Resident
from app.ids import DocumentId, MessageId, ResidentId, TurnId, new_uuid
from app.privacy import start_logging
from app.quality.evaluation_rows import load_rows
from app.quality.retrieval_report import DEPTH, report_on
from app.quality.retrieval_rows import QueryRow, TalkRow
from app.recall import Mode, Query, Scope, StreamName
from app.recall.understanding import Names, QueryReader, load_language
from app.safety import Level
from resources import RESOURCES

_OWN = RESOURCES / "quality" / "recall"


def memory(
    talks: Annotated[
        Path, typer.Option("--talks", help="JSON lines: id, person, at, said, answer.")
    ] = _OWN / "conversations.jsonl",
    probes: Annotated[Path, typer.Option("--probes", help="JSON lines: person, text, gold.")] = _OWN
    / "probes.jsonl",
    mode: Annotated[
        list[Mode] | None, typer.Option("--mode", help="Default: all three. Repeatable.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Ask about conversations of several days and count how often the turn is found.

    Without options, over Lilo's own invented conversations.

    Example: lilo eval memory --json
    """
    turns, wanted = load_rows(talks, TalkRow), load_rows(probes, QueryRow)
    start_logging("error")
    with Progress(console=Console(stderr=True), transient=True) as progress:
        reports = [
            report_on(asked.mode, wanted, asked.found, asked.times_ms)
            for asked in asyncio.run(asked_all(turns, wanted, mode or list(Mode), progress))
        ]
    tell(
        {"turns": len(turns), **{report.mode: asdict(report) for report in reports}},
        as_json=as_json,
    )


@dataclass(frozen=True, slots=True)
class Asked:
    """What all questions found in one mode.

    Attributes:
        found: for each question, ids of turns, best first.
        times_ms: of each, the embedding included where one is used.
    """

    mode: Mode
    found: Sequence[Sequence[str]]
    times_ms: Sequence[float]


async def asked_all(
    turns: Sequence[TalkRow],
    probes: Sequence[QueryRow],
    modes: Sequence[Mode],
    progress: Progress,
) -> list[Asked]:
    """Keep all turns as a kiosk does, and ask every question on the day after the last of them."""
    people = {
        name: Resident(ResidentId(new_uuid()), name, "", name, str(room), "")
        for room, name in enumerate(dict.fromkeys(turn.person for turn in turns), 1)
    }
    ids: dict[DocumentId, str] = {}
    passages = []
    for turn in turns:
        resident = people[turn.person]
        said = Message(
            MessageId(new_uuid()),
            TurnId(new_uuid()),
            resident.id,
            Speaker.RESIDENT,
            turn.said,
            turn.at,
        )
        passage = passage_of_exchange(
            Exchange(said, turn.answer, Level.NONE), resident, turn.at.date().isoformat()
        )
        ids[passage.id] = turn.id
        passages.append(passage)
    reader = QueryReader(load_language(RESOURCES / "recall" / "language.yaml"))
    now = max(turn.at for turn in turns).astimezone(UTC) + timedelta(days=1)
    async with recall_shelf() as house:
        await house.house(list(people.values()))
        await house.learn(passages, progress)
        for resident in people.values():
            await house.shelf.warm(Scope(StreamName.CHAT, resident.id))
        every = []
        for mode in modes:
            found, times_ms = [], []
            for probe in probes:
                started = perf_counter()
                read = reader.read(probe.text, Names([]), (), now, None)
                query = Query(read.text, None, people[probe.person].id, DEPTH, read.span, mode=mode)
                found.append([ids[one] for one in await _ask(house, query)])
                times_ms.append((perf_counter() - started) * 1000)
            every.append(Asked(mode, found, times_ms))
        return every


async def _ask(house: RecallShelf, query: Query) -> list[DocumentId]:
    if query.mode is not Mode.KEYWORD:
        texts = [query.text]
        vectors = await house.runtime.inference.run(lambda: house.embedder.embed(texts))
        query = replace(query, vector=vectors[0])
    answer = await house.stream(StreamName.CHAT).ask(query)
    return [snippet.passage.id for snippet in answer.snippets]
