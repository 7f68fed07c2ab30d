"""`lilo eval memory-extraction`: how well memories are found in what residents say."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from app.commands.options import JsonOption
from app.commands.telling import tell
from app.memory import Extractor, load_memory_patterns, load_memory_requests
from app.quality.evaluation_rows import load_rows
from app.quality.memory_evaluation import MemoryRow, report_on
from resources import RESOURCES


def memory_extraction(
    file: Annotated[
        Path | None, typer.Argument(help="JSON lines; without it Lilo's own set.")
    ] = None,
    misses: Annotated[
        bool, typer.Option("--misses", help="Name what was missed and what was wrong.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Find memories in rows of {"text", "memories"} and count what is right, missed and junk.

    Example: lilo eval memory-extraction --json
    """
    rows = load_rows(file or RESOURCES / "quality" / "memory" / "turns.jsonl", MemoryRow)
    folder = RESOURCES / "memory"
    requests = load_memory_requests(folder / "requests.yaml")
    extractor = Extractor(load_memory_patterns(folder), requests)
    figures = asdict(report_on(rows, extractor.extract))
    if not misses:
        del figures["missed"], figures["wrong"]
    tell(figures, as_json=as_json)
