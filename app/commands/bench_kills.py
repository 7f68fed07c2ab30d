"""`lilo bench kills`: three processes write, one is killed at a random moment, again and again."""

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import typer

from app.alerts import CallJournal
from app.audit import History, verify_log
from app.commands.kill_writers import GONE, OPENED, WRITER, WRITERS
from app.commands.options import JsonOption
from app.commands.steps import counted
from app.commands.telling import tell
from app.demo.facility import make_demo_facility
from app.ids import AlertId
from app.privacy import start_logging
from app.quality.timing import BenchError
from storage import Database, DemoKeySource, FacilityKeys, FacilityPaths

LOOKED_AT_EVERY = 50
LONGEST_S = 0.3
_ALL_AT_ONCE = 10
"""Of so many kills one takes all three together, as a power cut does."""
_OPENED_SHARE = 0.8


class Nursery:
    """A process that forks writers of one kind, one at a time."""

    def __init__(self, root: Path, kind: str) -> None:
        command = [sys.executable, "-m", "app.commands.kill_writers", str(root), kind]
        self._process = subprocess.Popen(  # noqa: S603 - this program itself
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self._lines: list[str] = []

    def start(self) -> None:
        """Fork a writer."""
        if self._process.stdin is None:
            raise BenchError("A nursery has no ear.")
        self._process.stdin.write("another\n")
        self._process.stdin.flush()
        self._lines = []

    def wait_for(self, beginning: str) -> str:
        """Read until a line begins so, and return it."""
        while self._process.stdout:
            line = self._process.stdout.readline()
            if not line:
                break
            self._lines.append(line.rstrip("\n"))
            if line.startswith(beginning):
                return self._lines[-1]
        raise BenchError("A writer did not come up.")

    def kill(self) -> Sequence[str]:
        """Kill the writer and return the lines it has said."""
        named = next((line for line in self._lines if line.startswith(WRITER)), None)
        with suppress(ProcessLookupError):
            os.kill(int((named or self.wait_for(WRITER)).split()[1]), signal.SIGKILL)
        if GONE not in self._lines:
            self.wait_for(GONE)
        return self._lines

    def close(self) -> None:
        """End, with a writer that is still at work."""
        for line in self._lines:
            if line.startswith(WRITER) and GONE not in self._lines:
                with suppress(ProcessLookupError):
                    os.kill(int(line.split()[1]), signal.SIGKILL)
        self._process.kill()
        self._process.communicate()


@dataclass(slots=True)
class Kept:
    """What writers have said that they kept, by kind."""

    acknowledged: dict[str, set[str]] = field(default_factory=dict)
    lost: Counter[str] = field(default_factory=Counter)
    kills: int = 0
    while_opening: int = 0
    problems: list[str] = field(default_factory=list)
    looks: int = 0

    def hear(self, lines: Sequence[str]) -> None:
        """Take what a writer has said."""
        self.kills += 1
        self.while_opening += OPENED not in lines
        for line in lines:
            kind, _, name = line.partition(" ")
            if name and kind != WRITER:
                self.acknowledged.setdefault(kind, set()).add(name)


def bench_kills(
    kills: Annotated[int, typer.Option("--kills", min=1, help="How often one is killed.")] = 1_000,
    seed: Annotated[int, typer.Option("--seed", help="Of the chance.")] = 20_261_127,
    as_json: JsonOption = False,
) -> None:
    """Kill writing processes at random moments; exit 1 if anything acknowledged is lost.

    Three processes write into one encrypted facility: turns with their alerts, nurses' answers to
    these, and check-ins with calls in the journal. After every 50 kills the database is read
    whole: every page, every reference, the audit chain, and everything that was acknowledged.

    Example: lilo bench kills --kills 1000
    """
    chance, kept = random.Random(seed), Kept()  # noqa: S311 - chance, not a secret
    began = time.perf_counter()
    with (
        tempfile.TemporaryDirectory(prefix="lilo-kills-") as temporary,
        counted(stays=True) as progress,
    ):
        start_logging("error", Path(temporary) / "lilo.log")
        root = Path(temporary) / "facility"
        make_demo_facility(root)
        task = progress.add_task("Killed", total=kills)
        nurseries = {kind: Nursery(root, kind) for kind in WRITERS}
        try:
            while kept.kills < kills:
                count = min(LOOKED_AT_EVERY, kills - kept.kills) - len(WRITERS)
                _killed(nurseries, count, chance, kept)
                progress.update(task, completed=kept.kills)
                _look(root, kept)
        finally:
            for nursery in nurseries.values():
                nursery.close()
    tell(_told(kept, time.perf_counter() - began), as_json=as_json)
    if kept.lost or kept.problems:
        raise typer.Exit(1)


def _killed(
    nurseries: Mapping[str, Nursery],
    count: int,
    chance: random.Random,
    kept: Kept,
) -> None:
    """Let three write and kill one after the other, at least so often; in the end all of them."""
    kinds = list(nurseries)
    for kind in kinds:
        nurseries[kind].start()
    done = 0
    while done < count:
        is_cut = chance.randrange(_ALL_AT_ONCE) == 0
        victims = kinds if is_cut else [chance.choice(kinds)]
        if chance.random() < _OPENED_SHARE:
            # Most kills are to fall into writing, however busy the machine is.
            nurseries[victims[0]].wait_for(OPENED)
        time.sleep(chance.uniform(0.0, LONGEST_S))
        for kind in victims:
            kept.hear(nurseries[kind].kill())
            nurseries[kind].start()
            done += 1
    for kind in kinds:
        kept.hear(nurseries[kind].kill())


def _look(root: Path, kept: Kept) -> None:
    """Read everything and compare with what was acknowledged."""
    kept.looks += 1
    paths = FacilityPaths(root)
    keys = DemoKeySource().keys_for(paths)
    if not isinstance(keys, FacilityKeys):
        raise BenchError("The facility has lost its key.")
    with Database.open(paths.database, keys) as database:
        kept.problems += database.check()
        there = _there(database, paths, keys, kept)
    for kind, names in kept.acknowledged.items():
        missing = len(names - there[kind])
        if missing:
            kept.lost[kind] += missing


def _there(
    database: Database, paths: FacilityPaths, keys: FacilityKeys, kept: Kept
) -> dict[str, set[str]]:
    with database.reading() as unit:
        verdict = verify_log(unit.audit, keys.audit, History())
        if not verdict.valid:
            kept.problems.append(verdict.reason)
        who = unit.residents.all()[0].id
        everything = 10_000_000
        messages = unit.messages.recent(who, everything)
        turns = Counter(message.turn_id for message in messages)
        if set(turns.values()) - {2}:
            kept.problems.append("A turn was kept in part.")
        alerts = {AlertId(UUID(name[:36])) for name in kept.acknowledged.get("alert_event", ())}
        return {
            "message": {str(one.id) for one in messages},
            "alert_event": {
                f"{one}/{event.id}" for one in alerts for event in unit.alerts.events_of(one)
            },
            "entry": {str(number) for number in range(1, verdict.checked + 1)},
            "check_in": {str(one.id) for one in unit.administrations.of(who)},
            "score": {str(one.id) for one in unit.scores.of(who)},
            "call": {
                call.room.removeprefix("room-")
                for call in CallJournal(paths.journal / "kills.jsonl").calls()
            },
        }


def _told(kept: Kept, seconds: float) -> dict[str, Any]:
    return {
        "kills": kept.kills,
        "while_opening": kept.while_opening,
        "acknowledged": {kind: len(names) for kind, names in sorted(kept.acknowledged.items())},
        "lost": dict(kept.lost) or 0,
        "read_whole": kept.looks,
        "problems": kept.problems,
        "seconds": round(seconds),
        "load": " ".join(f"{one:.1f}" for one in os.getloadavg()),
    }
