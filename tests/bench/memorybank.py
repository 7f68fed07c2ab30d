"""Lilo's recall of earlier talk over MemoryBank's English conversations.

    python -m tests.bench.memorybank --data ../shared/data

It asks as `lilo eval memory` does; days that a probe names are used, as in a conversation. The
probes name no answers. Which turns answer them was read and decided for this project, and stands in
`memorybank_gold.txt` by line, date and turn; no sentence of the data is here. The second line of
each mode lets a turn stand for its neighbour: the one before or after a turn that answers.
"""

import argparse
import asyncio
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path

from rich.progress import Progress

from app.commands.evaluate_memory import Asked, asked_all
from app.quality.retrieval_report import report_on
from app.quality.retrieval_rows import QueryRow, TalkRow
from app.recall import Mode
from tests.bench.medquad_sets import NO_DATA, rows_of

TALKS, PROBES = "memorybank_en.jsonl", "memorybank_probes_en.jsonl"
GOLD = Path(__file__).parent / "memorybank_gold.txt"


def turn_id(person: str, date: str, turn: int) -> str:
    return f"{person.strip()} {date.replace('-', '')[4:]}.{turn}"


def talks_of(rows: Sequence[Mapping[str, str]]) -> list[TalkRow]:
    talks = []
    for row in rows:
        turn = int(row["turn"])
        at = datetime.fromisoformat(row["date"]).replace(hour=10, tzinfo=UTC)
        talks.append(
            TalkRow(
                id=turn_id(row["user"], row["date"], turn),
                person=row["user"].strip(),
                at=at + timedelta(minutes=2 * turn),
                said=row["query"],
                answer=row["response"],
            )
        )
    return talks


def probes_of(rows: Sequence[Mapping[str, str]], gold: str) -> list[QueryRow]:
    probes = []
    for line in gold.splitlines():
        if line.startswith("#"):
            continue
        number, *turns = line.split()
        row = rows[int(number)]
        person = row["user"].strip()
        probes.append(
            QueryRow(
                text=row["question"], person=person, gold=[f"{person} {turn}" for turn in turns]
            )
        )
    return probes


def with_neighbours(probe: QueryRow, found: Sequence[str]) -> list[str]:
    """Let a turn beside one that answers stand for it."""
    left, ids = list(probe.gold), []
    for one in found:
        standing = one if one in left else next((each for each in left if _beside(one, each)), one)
        if standing in left:
            left.remove(standing)
        ids.append(standing)
    return list(dict.fromkeys(ids))


def _beside(one: str, other: str) -> bool:
    day, turn = one.rsplit(".", 1)
    its_day, its_turn = other.rsplit(".", 1)
    return day == its_day and abs(int(turn) - int(its_turn)) <= 1


def told(probes: Sequence[QueryRow], asked: Asked) -> None:
    near = [with_neighbours(*pair) for pair in zip(probes, asked.found, strict=True)]
    for name, found in ((asked.mode.value, asked.found), (f"{asked.mode}, neighbours", near)):
        print(json.dumps(asdict(report_on(name, probes, found, asked.times_ms))))


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, required=True)
    folder = parser.parse_args().data
    if not (folder / TALKS).is_file():
        print(NO_DATA)
    else:
        turns = talks_of(rows_of(folder / TALKS))
        wanted = probes_of(rows_of(folder / PROBES), GOLD.read_text("utf-8"))
        with Progress(disable=True) as progress:
            for each in asyncio.run(asked_all(turns, wanted, list(Mode), progress)):
                told(wanted, each)
