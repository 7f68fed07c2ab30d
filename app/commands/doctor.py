"""`lilo doctor`: what is well on this machine, what is lacking, and what to do."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from app.bootstrap import Basics, prepare_basics
from app.checkup import Finding, Health, examined, is_well, judged
from app.commands import doctor_checks as checks
from app.commands.checkup import of_bundles, of_devices, of_facility, of_kiosk, of_machine
from app.commands.checkup.of_libraries import libraries
from app.commands.checkup.support_file import write_support_file
from app.commands.options import FacilityOption, JsonOption, existing_facility
from app.errors import LiloError
from app.privacy import start_logging
from app.settings import Settings

_MARKS = {Health.GOOD: "ok", Health.LACKING: "--", Health.BAD: "!!"}


def doctor(
    facility: FacilityOption = None,
    as_json: JsonOption = False,
    tone: Annotated[
        bool, typer.Option("--tone", help="Play a tone, and listen whether it is heard.")
    ] = False,
    export: Annotated[
        Path | None,
        typer.Option("--export", help="Also write a support file; no resident's data is in it."),
    ] = None,
) -> None:
    """Check this machine and, where one is named, a facility; exit 1 when something is bad.

    Example: lilo doctor --facility /srv/lilo --json
    """
    start_logging("error")
    with Console(stderr=True).status("Looking"):
        basics, about = _opened(facility) if facility is not None else (None, [])
        findings = [*_of_machine(basics, with_tone=tone), *about]
    _say(findings, as_json=as_json)
    if export is not None:
        write_support_file(export, findings, facility, basics.settings if basics else None)
        typer.echo(f"Written: {export}. No resident's data is in it.", err=True)
    if not is_well(findings):
        raise typer.Exit(1)


def _of_machine(basics: Basics | None, *, with_tone: bool) -> Iterator[Finding]:
    yield examined("python", checks.python)
    yield from judged("libraries", libraries)
    yield examined("words and rules", checks.words_and_rules)
    yield examined("languages", checks.languages, otherwise=Health.LACKING)
    yield examined("embedding model", partial(checks.embedding_model, basics))
    yield examined(
        "language model", partial(checks.language_model, basics), otherwise=Health.LACKING
    )
    yield from judged("memory", of_machine.memory)
    yield examined("display", checks.display, otherwise=Health.LACKING)
    yield from judged("screen", of_devices.screens)
    yield from judged("sound out", partial(of_devices.sound, with_tone=with_tone))
    yield examined("voice", partial(checks.voice, basics), otherwise=Health.LACKING)
    yield examined("listening", partial(checks.listening, basics), otherwise=Health.LACKING)
    yield examined("keyring", checks.keyring_backend, otherwise=Health.LACKING)
    yield from judged("kiosk", of_kiosk.kiosk)


def _opened(folder: Path) -> tuple[Basics | None, list[Finding]]:
    try:
        root = existing_facility(folder)
    except LiloError as error:
        return None, [Finding("facility", Health.BAD, error.message, error.remedy, error.code)]
    try:
        basics = prepare_basics(root)
    except LiloError as error:
        wrong = Finding("configuration", Health.BAD, error.message, error.remedy, error.code)
        return None, [wrong, *_of_files(root)]
    return basics, [*_of_files(root), *_of_facility(basics)]


def _of_files(root: Path) -> Iterator[Finding]:
    yield from judged("permissions", partial(of_facility.permissions, root))
    yield from judged("bundles", partial(of_bundles.bundles, root), otherwise=Health.BAD)


def _of_facility(basics: Basics) -> Iterator[Finding]:
    root, settings = basics.root, basics.settings
    zone, known = settings.facility.zone, of_facility.time_known(root)
    yield from judged("disk", partial(of_machine.disk, root, is_demo=settings.facility.demo))
    yield from judged("clock", partial(of_machine.clock, known, zone))
    yield from judged("facility", partial(of_facility.house, basics), otherwise=Health.BAD)
    yield from judged("network", partial(of_facility.network, settings), otherwise=Health.BAD)
    yield from judged("backups", partial(of_facility.backups, basics))
    yield from judged("bundle trust", partial(_trust, root, settings), otherwise=Health.BAD)


def _trust(root: Path, settings: Settings) -> Iterator[Finding]:
    return of_bundles.trust(root, settings.bundles.warn_days)


def _say(findings: list[Finding], *, as_json: bool) -> None:
    if as_json:
        typer.echo(
            json.dumps({"well": is_well(findings), "findings": [asdict(f) for f in findings]})
        )
        return
    for finding in findings:
        typer.echo(f"{_MARKS[finding.health]}  {finding.part:16} {finding.says}")
        if finding.remedy:
            typer.echo(f"    {'':16} What to do: {finding.remedy}")
