"""`lilo audit`: the audit log from the command line."""

import json

import typer

from app.audit import AuditLog, ChainCheck, ChainVerdict
from app.bootstrap import find_keys, prepare_basics
from app.commands.options import FacilityOption, JsonOption, ask_passphrase, existing_facility
from storage import Database, FacilityPaths

_PAGE = 10_000

app = typer.Typer(help="The audit log.", no_args_is_help=True)


@app.callback()
def _audit() -> None:
    """Keep `verify` a subcommand while it is the only one."""


@app.command("verify")
def verify_chain(facility: FacilityOption = None, as_json: JsonOption = False) -> None:
    """Check every entry of the audit log; exit 1 when one does not fit.

    Example: lilo audit verify --facility /srv/lilo
    """
    root = existing_facility(facility)
    basics = prepare_basics(root)
    keys = find_keys(basics, ask_passphrase).keys
    # Opened without the services on top: verifying adds nothing to what it verifies.
    with Database.open(FacilityPaths(root).database, keys) as database, database.reading() as unit:
        verdict = _verdict(keys.audit, unit.audit)
    _say(verdict, as_json=as_json)
    if not verdict.valid:
        raise typer.Exit(1)


def _verdict(key: bytes, log: AuditLog) -> ChainVerdict:
    check = ChainCheck(key)
    try:
        while entries := log.entries(after=check.verdict.checked, limit=_PAGE):
            if not check.feed(entries):
                break
    except (ValueError, TypeError):
        # A row that cannot even be read was not written by Lilo. Find which one it is.
        return _unreadable(check, log)
    return check.verdict


def _unreadable(check: ChainCheck, log: AuditLog) -> ChainVerdict:
    while check.verdict.valid:
        after = check.verdict.checked
        try:
            entries = log.entries(after=after, limit=1)
            if not entries or not check.feed(entries):
                break
        except (ValueError, TypeError):
            return ChainVerdict(after + 1, after + 1, f"Entry {after + 1} cannot be read.")
    return check.verdict


def _say(verdict: ChainVerdict, *, as_json: bool) -> None:
    if as_json:
        typer.echo(
            json.dumps(
                {
                    "valid": verdict.valid,
                    "checked": verdict.checked,
                    "first_bad": verdict.first_bad,
                    "reason": verdict.reason,
                }
            )
        )
    elif verdict.valid:
        typer.echo(f"The audit log is whole: {verdict.checked} entries checked.")
    else:
        typer.echo(f"The audit log was tampered with. {verdict.reason}")
        typer.echo("What to do: keep this machine as it is and call whoever is responsible.")
