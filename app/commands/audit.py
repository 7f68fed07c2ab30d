"""`lilo audit`: the audit log from the command line."""

import json

import typer

from app.audit import ChainVerdict, verify
from app.bootstrap import find_keys, prepare_basics
from app.commands.options import FacilityOption, JsonOption, ask_passphrase, existing_facility
from storage import Database, FacilityPaths

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
    # Opened without the services on top: verifying must not write to what it verifies.
    with Database.open(FacilityPaths(root).database, keys) as database, database.reading() as unit:
        verdict = verify(keys.audit, unit.audit.entries())
    _say(verdict, as_json=as_json)
    if not verdict.valid:
        raise typer.Exit(1)


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
