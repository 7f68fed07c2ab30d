"""`lilo eval reviewed`: which thresholds a facility's own judged cases speak for."""

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import track

from app.bootstrap import open_facility
from app.commands.options import FacilityOption, JsonOption, ask_passphrase, chosen_facility
from app.commands.telling import tell
from app.faculties import load_faculties
from app.quality.calibration import (
    ACTIONABLE,
    LEAST_CASES,
    Choice,
    Recommendation,
    banded,
    recommended,
)
from app.quality.evaluation_rows import EvaluationFileError
from app.quality.judged_cases import JudgedCase, Reread, judged_cases, reread
from app.safety import DangerReader, Screener, load_rule_book
from app.settings import Settings
from resources import RESOURCES

_MOST_CHOICES = 12


def reviewed(
    facility: FacilityOption = None,
    export: Annotated[
        Path | None,
        typer.Option("--export", help="Write the cases as rows. They hold residents' words!"),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Weigh the thresholds by verdicts of the review page and outcomes of alerts.

    Nothing is changed; what is recommended goes into the facility's own settings by hand.

    Example: lilo eval reviewed --facility /srv/lilo
    """
    with chosen_facility(facility, demo=False) as basics:
        lilo = open_facility(basics, ask_passphrase)
        try:
            with lilo.database.reading() as unit:
                cases = judged_cases(unit)
        finally:
            lilo.close()
        if export is not None:
            _export(export, cases)
        sure = [case for case in cases if case.is_danger is not None]
        figures: dict[str, Any] = {
            "cases": len(cases),
            "danger": sum(case.is_danger is True for case in cases),
            "harmless": sum(case.is_danger is False for case in cases),
            "unsure": len(cases) - len(sure),
            "by_score": {_named(b.low, b.high): _verdicts(asdict(b)) for b in banded(cases)},
        }
        figures |= _advice(sure, basics.settings)
    tell(figures, as_json=as_json)


def _advice(sure: Sequence[JudgedCase], settings: Settings) -> Mapping[str, Any]:
    if len(sure) < LEAST_CASES:
        return _none(f"Too few cases are judged: {len(sure)}, and it takes {LEAST_CASES}.")
    with Console(stderr=True).status("Loading the models"):
        reader = load_faculties(settings).danger
    found = recommended(_reread(sure, reader), reader.operating)
    if found is None:
        return _none("The cases are all danger or all harmless, or their words cannot be read.")
    return _told(found)


def _reread(cases: Sequence[JudgedCase], reader: DangerReader) -> Sequence[Reread]:
    screener = Screener(load_rule_book(RESOURCES / "crisis" / "rules.yaml"))
    shown = track(cases, "Reading again", console=Console(stderr=True), transient=True)
    return reread(shown, screener, reader)


def _none(why: str) -> Mapping[str, Any]:
    return {"recommended": None, "why": f"{why} The thresholds stay as they are."}


def _told(found: Recommendation) -> Mapping[str, Any]:
    if found.reaches_target:
        why = f"The lowest alarm of which {ACTIONABLE:.0%} are right, losing nothing grave."
    else:
        why = f"No alarm is right {ACTIONABLE:.0%} of the time; this one finds no less than now."
    every = max(1, -(-len(found.choices) // _MOST_CHOICES))
    return {
        "recommended": {
            "safety.alarm_at": round(found.alarm.threshold, 4),
            "safety.watch_at": round(found.watch.threshold, 4),
        },
        "why": why,
        "expected": {"alarm": _choice(found.alarm), "watch": _choice(found.watch)},
        "now": {"alarm": _choice(found.alarm_now), "watch": _choice(found.watch_now)},
        "choices": [_choice(choice) for choice in found.choices[::every]],
        "note": "Only doubtful turns and alarms are ever judged: of dangers that nobody noticed"
        " these figures say nothing.",
    }


def _choice(choice: Choice) -> Mapping[str, Any]:
    return {**asdict(choice), "threshold": round(choice.threshold, 4)}


def _named(low: float, high: float) -> str:
    return f"{low:.2f} to {high:.2f}"


def _verdicts(band: Mapping[str, Any]) -> Mapping[str, Any]:
    return {name: band[name] for name in ("danger", "harmless", "unsure")}


def _export(path: Path, cases: Iterable[JudgedCase]) -> None:
    lines = []
    for case in cases:
        if case.is_danger is None:
            continue
        row = {
            "text": case.text,
            "label": int(case.is_danger),
            "kind": case.kind.value if case.kind else None,
            "level": case.level.label if case.level else None,
        }
        lines.append(json.dumps(row, ensure_ascii=False) + "\n")
    try:
        # Made anew with its mode: one that existed could be open to others.
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.writelines(lines)
    except FileExistsError as error:
        raise EvaluationFileError(
            f"{path} is there already.", "Choose another name, or remove it."
        ) from error
    except OSError as error:
        raise EvaluationFileError(f"{path} cannot be written: {error.strerror}.") from error
    typer.echo(
        f"WARNING: {path} holds {len(lines)} sayings of residents in plain text, readable by you"
        " alone. Keep it on an encrypted disk, never send it, and delete it after use.",
        err=True,
    )
