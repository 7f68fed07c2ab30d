"""`lilo eval safety`: how much danger is found, and how many false alarms there are."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import track

from app.commands.options import JsonOption
from app.commands.perceiving import ready_hearing
from app.commands.telling import tell
from app.errors import LiloError
from app.faculties import quiet_requests
from app.quality.evaluation_rows import EvaluationFileError, SafetyRow, load_rows
from app.quality.left_out import LeftOut, load_left_out
from app.quality.mishearing import HeardWrong, compared, misheard_rows
from app.quality.misrecognition import SoundAlikes
from app.quality.safety_evaluation import SafetyReport, report_on
from app.quality.screened_rows import Begin, Screening, screen_rows, wrong
from app.safety import Level, level_named, load_patterns
from resources import RESOURCES

OWN_SET = (
    RESOURCES / "quality" / "safety" / "danger.jsonl",
    RESOURCES / "quality" / "safety" / "harmless.jsonl",
)
"""Written apart from the examples, and never used to choose anything."""

SEED = 2026


class BadOptionError(LiloError):
    """An option has a value that cannot be used."""

    code = "command.option"


def safety(
    file: Annotated[
        Path | None, typer.Argument(help="JSON lines; without it, Lilo's own evaluation set.")
    ] = None,
    at: Annotated[str, typer.Option("--at", help="Lowest level that is an alarm.")] = "elevated",
    misses: Annotated[
        Path | None, typer.Option("--misses", help="Write every wrong row here, as JSON lines.")
    ] = None,
    misheard: Annotated[
        list[float] | None,
        typer.Option(
            "--misheard", help="Also with this share of words misheard, 0..1. Repeatable."
        ),
    ] = None,
    hearings: Annotated[
        int, typer.Option("--hearings", min=1, help="How often each row is misheard.")
    ] = 3,
    rules_only: Annotated[
        bool, typer.Option("--rules-only", help="Without the danger model.")
    ] = False,
    label: Annotated[
        int | None, typer.Option("--label", min=0, max=1, help="Label of rows that have none.")
    ] = None,
    leave_out: Annotated[
        Path | None,
        typer.Option("--leave-out", help="Numbers of rows not to count, each with a reason."),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Screen rows of {"text", "label": 0|1} and count alarms found and false ones.

    Example: lilo eval safety --misheard 0.15 --misheard 0.25 --misses wrong.jsonl
    """
    level, shares = _level(at), _shares(misheard or [])
    files = [file] if file else list(OWN_SET)
    if absent := [path for path in files if not path.is_file()]:
        _skip(absent[0], as_json=as_json)
        return
    if leave_out and not file:
        raise BadOptionError("--leave-out names rows of a file, and no file was given.")
    left_out = load_left_out(leave_out) if leave_out else ()
    rows = _rows(files, label, left_out)
    begin = ready_hearing(rules_only=rules_only)
    screenings = _screened(rows, begin, "Screening", len(rows))
    report = report_on(screenings, level)
    noisy = [_misheard(rows, begin, share, hearings, level, report) for share in shares]
    if misses is not None:
        _write_wrong(misses, wrong(screenings, level))
    figures = {
        "at": level.label,
        "files": [path.name for path in files],
        "stages": "rules" if rules_only else "rules and model",
        **asdict(report),
        "misheard": {f"{one.share:g}": asdict(one) for one in noisy},
        "left_out": [asdict(one) for one in left_out],
    }
    tell(figures, as_json=as_json)


def _rows(
    files: Iterable[Path], label: int | None, left_out: Sequence[LeftOut]
) -> Sequence[SafetyRow]:
    lacking = {} if label is None else {"label": label}
    without = {one.number for one in left_out}
    return [
        row
        for path in files
        for row in load_rows(path, SafetyRow, lacking=lacking, without=without)
    ]


def _screened(rows: Iterable[SafetyRow], begin: Begin, what: str, total: int) -> list[Screening]:
    console = Console(stderr=True)
    shown = track(rows, what, total=total, console=console, transient=True)
    return list(screen_rows(shown, begin))


def _misheard(
    rows: Sequence[SafetyRow],
    begin: Begin,
    share: float,
    hearings: int,
    at: Level,
    clean: SafetyReport,
) -> HeardWrong:
    noisy = misheard_rows(rows, share, hearings, _alikes(rows), SEED)
    total = hearings * clean.positives
    screenings = _screened(noisy, begin, f"Misheard {share:g}", total)
    return compared(share, hearings, clean, report_on(screenings, at))


def _alikes(rows: Iterable[SafetyRow]) -> SoundAlikes:
    """Return the words that others can be taken for: all that are written for Lilo, and these."""
    patterns = load_patterns(RESOURCES / "crisis")
    written = [line.text for line in patterns.danger] + [line.text for line in patterns.contrast]
    said = [text for row in rows for text in row.said]
    return SoundAlikes([*written, *quiet_requests(), *said])


def _level(name: str) -> Level:
    try:
        return level_named(name)
    except ValueError as error:
        raise BadOptionError(str(error)) from error


def _shares(shares: Sequence[float]) -> Sequence[float]:
    for share in shares:
        if not 0 < share < 1:
            raise BadOptionError(
                f"{share:g} is not a share of the words.", "Give one between 0 and 1, such as 0.15."
            )
    return shares


def _skip(path: Path, *, as_json: bool) -> None:
    if as_json:
        tell({"skipped": "no data", "file": str(path)}, as_json=True)
    else:
        typer.echo(f"skipped: no data. There is no file {path}.")


def _write_wrong(path: Path, screenings: Iterable[Screening]) -> None:
    lines = []
    for one in screenings:
        row = {
            **one.row.model_dump(mode="json", exclude_defaults=True),
            "got_level": one.level.label,
            "score": one.score,
            "nearest": one.nearest,
            "reasons": one.reasons,
        }
        lines.append(json.dumps(row, ensure_ascii=False) + "\n")
    try:
        path.write_text("".join(lines), "utf-8")
    except OSError as error:
        raise EvaluationFileError(f"{path} cannot be written: {error.strerror}.") from error
