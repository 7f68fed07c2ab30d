"""`lilo doctor`: what is well on this machine, what is lacking, and what to do."""

import json
from dataclasses import asdict
from functools import partial

import typer
from rich.console import Console

from app.commands import doctor_checks as checks
from app.commands.options import FacilityOption, JsonOption
from app.privacy import start_logging
from app.quality.checkup import Finding, Health, examined, is_well

_MARKS = {Health.GOOD: "ok", Health.LACKING: "--", Health.BAD: "!!"}


def doctor(facility: FacilityOption = None, as_json: JsonOption = False) -> None:
    """Check this machine and, where one is named, a facility; exit 1 when something is bad.

    Example: lilo doctor --facility /srv/lilo --json
    """
    start_logging("error")
    with Console(stderr=True).status("Looking"):
        findings = [
            examined("python", checks.python),
            examined("libraries", checks.libraries),
            examined("words and rules", checks.words_and_rules),
            examined("languages", checks.languages, otherwise=Health.LACKING),
            examined("embedding model", checks.embedding_model),
            examined("language model", checks.language_model, otherwise=Health.LACKING),
            examined("display", checks.display, otherwise=Health.LACKING),
            examined("keyring", checks.keyring_backend, otherwise=Health.LACKING),
            examined("voice", checks.voice, otherwise=Health.LACKING),
        ]
        if facility is not None:
            findings.append(examined("disk", partial(checks.disk, facility)))
            findings.append(examined("facility", partial(checks.facility, facility)))
    _say(findings, as_json=as_json)
    if not is_well(findings):
        raise typer.Exit(1)


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
