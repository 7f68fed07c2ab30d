"""`lilo bench audit`: what an entry costs, and how quickly the log is verified."""

import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import numpy as np
import typer

from app.audit import AuditAction, AuditDraft, History, verify_log
from app.commands.options import JsonOption
from app.commands.telling import tell
from app.ids import new_uuid
from storage import Database, FacilityKeys, FacilityPaths

MOST_APPEND_MS = 1.0
LEAST_VERIFIED = 100_000
_BATCH = 2_000


def bench_audit(
    entries: Annotated[int, typer.Option("--entries", min=1000, help="Entries.")] = 50_000,
    appends: Annotated[int, typer.Option("--appends", min=20, help="Units of one entry.")] = 1_000,
    as_json: JsonOption = False,
) -> None:
    """Measure appending to the audit log and verifying it; exit 1 when a target is missed.

    Verifying is measured with reading from the encrypted database, also per second of processor
    time, which is what counts where other programs run beside it.

    Example: lilo bench audit --entries 50000
    """
    with tempfile.TemporaryDirectory(prefix="lilo-bench-") as temporary:
        keys = FacilityKeys.random()
        with Database.open(FacilityPaths(Path(temporary)).database, keys) as database:
            _fill(database, entries)
            append_ms, commit_ms, cpu_ms = _appended(database, appends)
            wall, cpu, whole = _verified(database, keys)
    count = entries + appends
    p95 = round(float(np.percentile(append_ms, 95)), 3)
    per_cpu_s = round(count / cpu)
    missed = [
        *(["append"] if p95 > MOST_APPEND_MS else []),
        *(["verify"] if per_cpu_s < LEAST_VERIFIED or not whole else []),
    ]
    tell(
        {
            "entries": count,
            "append_p50_ms": round(float(np.percentile(append_ms, 50)), 3),
            "append_p95_ms": p95,
            "append_processor_ms": cpu_ms,
            "commit_p50_ms": round(float(np.percentile(commit_ms, 50)), 3),
            "verified_per_s": round(count / wall),
            "verified_per_processor_s": per_cpu_s,
            "targets": f"append p95 <= {MOST_APPEND_MS:g} ms, verified >= {LEAST_VERIFIED} per s",
            "missed": missed,
        },
        as_json=as_json,
    )
    if missed:
        raise typer.Exit(1)


def _draft() -> AuditDraft:
    details = {"alert": str(new_uuid()), "level": "urgent", "source": "words"}
    return AuditDraft(AuditAction.ALERT_RAISED, "lilo", str(new_uuid()), details)


def _fill(database: Database, entries: int) -> None:
    for start in range(0, entries, _BATCH):
        with database.unit() as unit:
            for _ in range(min(_BATCH, entries - start)):
                unit.audit.append(_draft(), datetime.now(UTC))


def _appended(database: Database, appends: int) -> tuple[Sequence[float], Sequence[float], float]:
    append_ms, commit_ms, cpu = [], [], 0.0
    for _ in range(appends):
        with database.unit() as unit:
            begun, busy = time.perf_counter(), time.thread_time()
            unit.audit.append(_draft(), datetime.now(UTC))
            done, cpu = time.perf_counter(), cpu + time.thread_time() - busy
        append_ms.append((done - begun) * 1e3)
        commit_ms.append((time.perf_counter() - done) * 1e3)
    return append_ms, commit_ms, round(cpu * 1e3 / appends, 3)


def _verified(database: Database, keys: FacilityKeys) -> tuple[float, float, bool]:
    wall, cpu = time.perf_counter(), time.process_time()
    with database.reading() as unit:
        verdict = verify_log(unit.audit, keys.audit, History())
    return time.perf_counter() - wall, time.process_time() - cpu, verdict.valid
