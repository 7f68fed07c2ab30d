"""`lilo bench recall`: how long six streams take, and how start-up and memory grow."""

import asyncio
import os
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from app.commands.options import JsonOption
from app.commands.recall_scale import Grown, Scale, measured
from app.commands.recall_shelf import recall_shelf
from app.commands.telling import tell
from app.privacy import start_logging
from app.quality.timing import this_machine
from app.recall.recaller import STREAM_DEADLINE_S

USUAL, LARGEST = 50_000, 1_000_000
SIZES = (10_000, USUAL, 100_000, LARGEST)
QUICK = Scale((200, 400), residents=2, memories=60, queries=10)


def recall(
    chunks: Annotated[
        list[int] | None,
        typer.Option("--chunks", min=100, help="Size of the knowledge base. Repeatable."),
    ] = None,
    residents: Annotated[int, typer.Option("--residents", min=1, help="Residents.")] = 200,
    memories: Annotated[
        int, typer.Option("--memories", min=10, help="Memories of each resident.")
    ] = 10_000,
    queries: Annotated[int, typer.Option("--queries", min=10, help="How many are asked.")] = 200,
    quick: Annotated[
        bool, typer.Option("--quick", help="A few seconds, to see that it works.")
    ] = False,
    folder: Annotated[
        Path | None, typer.Option("--folder", help="Where the temporary database may lie.")
    ] = None,
    plot: Annotated[
        Path | None, typer.Option("--plot", help="Draw the growth into this PNG.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Ask six streams over invented passages, in a temporary encrypted database; exit 1 on a miss.

    Words are drawn as in real texts, few of them often; vectors in clusters. All residents have the
    memories of the first, each their own copy. 200 residents with 10,000 memories each and a
    million chunks take about ten minutes to write on an idle machine, and 9 GB of disk.
    Targets: 95th percentile at most 15 ms with 50,000 chunks and 50 ms with a million, start-up
    with 50,000 at most 3 s.

    Example: lilo bench recall --residents 3 --chunks 10000 --chunks 50000 --plot growth.png
    """
    start_logging("error")
    asked = Scale(tuple(sorted(set(chunks or SIZES))), residents, memories, queries)
    scale = QUICK if quick else asked
    grown: list[Grown] = []
    with Progress(console=Console(stderr=True), transient=True) as progress:

        def found(one: Grown) -> None:
            grown.append(one)
            progress.console.print(
                f"{one.chunks:,} chunks: p95 {one.p95_ms} ms (processor {one.cpu_ms} ms), "
                f"start-up {one.start_up_s} s, index {one.index_mb} MB"
            )

        try:
            asyncio.run(_measure(scale, progress, found, folder))
        except KeyboardInterrupt:
            # It takes long; what has been measured by now is worth having.
            typer.echo("Broken off; the sizes measured so far follow.", err=True)
    if plot is not None and grown:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        # Qt is loaded here and not above, where every command would pay for it.
        from app.commands.growth_plot import draw_growth

        people = f"residents: {scale.residents}, memories of each: {scale.memories:,}"
        draw_growth(grown, plot, f"Six streams asked at once ({people})")
    missed = [miss for one in grown for miss in _missed(one)]
    figures = {f"{one.chunks} chunks": asdict(one) for one in grown}
    tell({"machine": asdict(this_machine()), "recall": figures, "missed": missed}, as_json=as_json)
    if missed and not quick:
        raise typer.Exit(1)


async def _measure(
    scale: Scale, progress: Progress, found: Callable[[Grown], None], folder: Path | None
) -> None:
    async with recall_shelf(folder) as house:
        await measured(house, scale, progress, found, STREAM_DEADLINE_S)


def _missed(one: Grown) -> list[str]:
    missed = []
    if one.chunks <= USUAL and one.p95_ms > 15.0:
        missed.append(f"{one.chunks} chunks: p95 above 15 ms")
    if one.chunks <= LARGEST and one.p95_ms > 50.0:
        missed.append(f"{one.chunks} chunks: p95 above 50 ms")
    if one.chunks <= USUAL and one.start_up_s > 3.0:
        missed.append(f"{one.chunks} chunks: start-up above 3 s")
    return missed
