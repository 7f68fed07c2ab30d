"""`lilo audit`: the audit log from the command line."""

import json
from hashlib import file_digest
from pathlib import Path
from typing import Annotated

import typer

from app.audit import AuditAction, AuditDraft, ChainVerdict, Signer, Verifier, verify_log
from app.audit.export import Exporter, fault_in_export
from app.audit.log_check import PAGE
from app.bootstrap import Lilo, find_keys, prepare_basics
from app.commands.answering import who_answers
from app.commands.as_staff import in_session
from app.commands.options import FacilityOption, JsonOption, ask_passphrase, existing_facility
from app.commands.staff_member import ByOption
from app.errors import LiloError
from app.identity import Permission, StaffSession
from app.wiring.guarding import wire_checkpoints
from storage import Database, FacilityPaths
from storage.export_files import AuditExportFiles, beside

_SHOW_ALL = "Whoever has the public key can check it: lilo audit check-export"

app = typer.Typer(help="The audit log.", no_args_is_help=True)


class ExportError(LiloError):
    """An export cannot be written or read."""

    code = "audit.export"


@app.command("verify")
def verify_chain(facility: FacilityOption = None, as_json: JsonOption = False) -> None:
    """Check every entry of the audit log against the chain and the signed checkpoints.

    Exit 1 when an entry was altered, is missing, was moved, or when the newest were cut off.

    Example: lilo audit verify --facility /srv/lilo
    """
    root = existing_facility(facility)
    basics = prepare_basics(root)
    keys = find_keys(basics, ask_passphrase).keys
    # Opened without the services on top: verifying adds nothing to what it verifies.
    with Database.open(FacilityPaths(root).database, keys) as database:
        history = wire_checkpoints(basics, keys, database).history()
        with database.reading() as unit:
            verdict = verify_log(unit.audit, keys.audit, history)
    _say(verdict, as_json=as_json)
    if not verdict.valid:
        raise typer.Exit(1)


@app.command("glass")
def glass(
    by: ByOption,
    facility: FacilityOption = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many, newest first.")] = 100,
) -> None:
    """Show who broke the glass and why, in their own words. Looking is an entry as well.

    Example: lilo audit glass --by marcus --facility /srv/lilo
    """

    async def work(lilo: Lilo, session: StaffSession) -> None:
        lines = await lilo.station.audit.glasses(session, limit)
        for line in lines:
            at, until = (f"{when:%Y-%m-%d %H:%M}" for when in (line.glass.at, line.glass.until))
            typer.echo(f"{at} to {until} UTC  {line.who}: {line.glass.reason}")
        if not lines:
            typer.echo("Nobody has broken the glass.")

    in_session(facility, by, work)


@app.command("export")
def export(
    to: Annotated[Path, typer.Option("--to", help="File to write; it must not exist.")],
    by: ByOption,
    facility: FacilityOption = None,
) -> None:
    """Write the whole audit log for an auditor, with a detached signature beside it.

    Three more files appear: the manifest, its signature, and the public key. Entries hold ids of
    people, never names. With openssl alone: `openssl pkeyutl -verify -pubin -inkey FILE.pem
    -rawin -in FILE.manifest.json -sigfile FILE.sig`, then compare the manifest's sha256 with
    `sha256sum FILE`.

    Example: lilo audit export --to audit.jsonl --by marcus --facility /srv/lilo
    """
    root = existing_facility(facility)
    basics = prepare_basics(root)
    keys = find_keys(basics, ask_passphrase).keys
    signer, exporter = Signer(keys.audit), Exporter()
    if to.exists():
        raise ExportError(f"{to} exists already.", "Give another name.")
    who = who_answers(basics, keys, by, Permission.READ_AUDIT, "audit_export")
    with Database.open(FacilityPaths(root).database, keys) as database:
        with database.unit() as unit:
            unit.audit.append(AuditDraft(AuditAction.AUDIT_EXPORTED, who), basics.clock())
        files = AuditExportFiles(to)
        files.begin()
        try:
            with database.reading() as unit:
                after = 0
                while rows := unit.audit.rows(after=after, limit=PAGE):
                    files.write(exporter.lines(rows))
                    after = rows[-1].sequence
            wire_checkpoints(basics, keys, database).take()
            house = basics.settings.facility.name
            manifest = exporter.manifest(house, basics.clock(), signer.public)
            content = manifest.to_bytes()
            files.finish(content, signer.sign(content), signer.public.pem)
        except BaseException:
            files.drop()
            raise
    typer.echo(f"{manifest.entries} entries are in {to}, signed by key {manifest.key}.")
    typer.echo(f"{_SHOW_ALL} {to} --key {beside(to, '.pem')}")


@app.command("check-export")
def check_export(
    exported: Annotated[Path, typer.Argument(help="The file that `export` wrote.")],
    key: Annotated[
        Path, typer.Option("--key", help="The facility's public key, got by another way.")
    ],
) -> None:
    """Check an exported log against its signature; exit 1 when it was altered.

    Example: lilo audit check-export audit.jsonl --key willow.pem
    """
    try:
        verifier = Verifier.from_pem(key.read_bytes())
        manifest = beside(exported, ".manifest.json").read_bytes()
        signature = beside(exported, ".sig").read_bytes()
        with exported.open("rb") as file:
            digest = file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError) as error:
        raise ExportError(
            f"The export or the key cannot be read ({type(error).__name__}).",
            "The manifest and the signature must lie beside the file.",
        ) from error
    fault = fault_in_export(manifest, signature, digest, verifier)
    typer.echo(fault or f"The export is as it was signed, by key {verifier.fingerprint}.")
    if fault:
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
                    "vouched": verdict.vouched,
                    "vouched_at": verdict.vouched_at and verdict.vouched_at.isoformat(),
                }
            )
        )
        return
    if verdict.valid:
        typer.echo(f"The audit log is whole: {verdict.checked} entries checked.")
    else:
        typer.echo(f"The audit log was tampered with. {verdict.reason}")
        typer.echo("What to do: keep this machine as it is and call whoever is responsible.")
    if verdict.vouched_at:
        typer.echo(
            f"A checkpoint of {verdict.vouched_at:%Y-%m-%d %H:%M} UTC vouches for the first "
            f"{verdict.vouched}."
        )
    else:
        typer.echo(
            "No checkpoint vouches for its length: whether the newest entries were cut off cannot "
            "be told."
        )
