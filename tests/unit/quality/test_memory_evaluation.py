"""Memories found, missed, wrong and junk are counted, and the shipped set meets its targets."""

from pathlib import Path

from app.memory import (
    Extracted,
    Extractor,
    Found,
    MemoryKind,
    load_memory_patterns,
    load_memory_requests,
)
from app.quality.evaluation_rows import load_rows
from app.quality.memory_evaluation import MemoryRow, report_on


def test_what_is_counted() -> None:
    said = {
        "both": (Found(MemoryKind.FACT, "You kept bees.", "", 0.8),),
        "wrong kind": (Found(MemoryKind.EVENT, "You kept bees.", "", 0.8),),
        "junk": (Found(MemoryKind.FACT, "Hello.", "", 0.8),),
        "missed": (),
    }
    bees = (("fact|context", "bees"),)
    rows = [
        MemoryRow(text="both", memories=bees),
        MemoryRow(text="wrong kind", memories=bees),
        MemoryRow(text="junk", memories=()),
        MemoryRow(text="missed", memories=bees),
    ]
    report = report_on(rows, lambda text: Extracted(said[text]))
    assert report.precision is not None
    assert report.recall is not None
    assert report.junk is not None
    assert (report.precision.count, report.precision.n) == (1, 3)
    assert (report.recall.count, report.recall.n) == (1, 3)
    assert (report.junk.count, report.junk.n) == (1, 3)
    assert report.missed == ("fact|context: wrong kind", "fact|context: missed")


def test_the_shipped_set_meets_its_targets(resources: Path) -> None:
    rows = load_rows(resources / "quality" / "memory" / "turns.jsonl", MemoryRow)
    extractor = Extractor(
        load_memory_patterns(resources / "memory"),
        load_memory_requests(resources / "memory" / "requests.yaml"),
    )
    report = report_on(rows, extractor.extract)
    assert report.turns >= 200
    assert report.precision is not None
    assert report.recall is not None
    assert report.junk is not None
    assert report.precision.share >= 0.9
    assert report.recall.share >= 0.8
    assert report.junk.share <= 0.05
