"""Making, signing and publishing bundles, on a workstation: docs/bundles.md goes through it.

PYTHONPATH=. python packaging/bundle/release.py --help
"""

import getpass
import json
import os
import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError
from release_keys import KeyFileError, make_key, open_key
from release_manifest import manifest_of
from release_repository import (
    GUARDED_THRESHOLD,
    TIMESTAMP_DAYS,
    ReleaseError,
    Repository,
)
from release_tokens import is_token, open_token
from securesystemslib.signer import Signer

from app.bundles.kinds import GUARDED, Kind
from app.bundles.manifest import written
from app.errors import LiloError

app = typer.Typer(help="Make, sign and publish bundles.", no_args_is_help=True)

PASSPHRASE_VARIABLE = "LILO_RELEASE_PASSPHRASE"  # noqa: S105 - its name, not its value
"""For trying the tools out; keys that matter are opened by hand."""

PIN_VARIABLE = "LILO_RELEASE_PIN"
"""The same for the PIN of a token."""

RepositoryFolder = Annotated[Path, typer.Argument(help="Folder of the repository.")]
Payload = Annotated[Path, typer.Argument(help="Folder with the files of the bundle.")]
Days = Annotated[
    int, typer.Option("--days", min=1, help="How long timestamp and snapshot are good.")
]
Snapshot = Annotated[Path, typer.Option("--snapshot", help="Key of the snapshot.")]
Stamp = Annotated[Path, typer.Option("--timestamp", help="Key of the timestamp.")]


@app.command()
def key(file: Annotated[Path, typer.Argument(help="A new file, ending in .p12.")]) -> None:
    """Make a key; its passphrase is asked for."""
    signer = make_key(file, _asked_twice(file))
    typer.echo(f"Key {signer.public_key.keyid} is in {file}. Write this id on paper.")


@app.command()
def token(
    name: Annotated[str, typer.Argument(help="hsm:ID?label=TOKEN; its library in PYKCS11LIB.")],
) -> None:
    """Look whether a key on a token can be used; wherever a key is asked for, it may be named so.

    Example: release.py token "hsm:2?label=Lilo+root+1"
    """
    public = open_token(name, _asked_pin).public_key
    typer.echo(f"Key {public.keyid} ({public.scheme}) can sign. Write this id on paper.")


@app.command()
def ceremony(
    repository: RepositoryFolder,
    root: Annotated[list[Path], typer.Option("--root", help="Root key; twice or more.")],
    targets: Annotated[Path, typer.Option("--targets", help="Key of the list of lists.")],
    snapshot: Snapshot,
    timestamp: Stamp,
    kind: Annotated[
        list[str], typer.Option("--kind", help="KIND=KEY, for each kind that is published.")
    ],
    threshold: Annotated[int, typer.Option("--threshold", min=2, help="Of root keys.")] = 2,
) -> None:
    """Make a new repository: root, lists and keys. See the guide for who is in the room."""
    others: dict[str, list[Signer]] = {
        "targets": [_key(targets)],
        "snapshot": [_key(snapshot)],
        "timestamp": [_key(timestamp)],
    }
    for named in kind:
        name, _, file = named.partition("=")
        others.setdefault(Kind(name), []).append(_key(Path(file)))
    for guarded in sorted(GUARDED & others.keys()):
        if len(others[guarded]) < GUARDED_THRESHOLD:
            raise ReleaseError(f"Lives hang on '{guarded}': it needs {GUARDED_THRESHOLD} keys.")
    Repository(repository).begin([_key(path) for path in root], others, threshold=threshold)
    typer.echo(f"The root to hand over is {repository / 'root.json'}.")


@app.command()
def build(
    folder: Payload,
    about: Annotated[Path, typer.Option("--about", help="JSON with kind, id, version and so on.")],
    out: Annotated[Path, typer.Option("--out", help="Where the manifest goes.")],
) -> None:
    """Describe a folder in a manifest, to be looked over before it is signed."""
    manifest = manifest_of(folder, json.loads(about.read_text("utf-8")))
    out.write_bytes(written(manifest))
    typer.echo(f"{manifest.id} {manifest.version}: {len(manifest.files)} files, {manifest.size} B")


@app.command()
def sign(
    repository: RepositoryFolder,
    folder: Payload,
    about: Annotated[Path, typer.Option("--about", help="JSON with kind, id, version and so on.")],
    signer: Annotated[list[Path], typer.Option("--key", help="Key of the kind.")],
) -> None:
    """Put a bundle into a repository and sign the list of its kind."""
    manifest = manifest_of(folder, json.loads(about.read_text("utf-8")))
    made = Repository(repository)
    name = made.add(folder, manifest, [_key(path) for path in signer])
    typer.echo(f"Signed: {name}. {_next(made, manifest.kind)}")


@app.command()
def publish(
    repository: RepositoryFolder, snapshot: Snapshot, timestamp: Stamp, days: Days = TIMESTAMP_DAYS
) -> None:
    """Make everything that is signed visible as one release; copy the folder to stick or mirror."""
    expiries = Repository(repository).release([_key(snapshot)], [_key(timestamp)], days=days)
    typer.echo(f"Verified as a kiosk does, and published. {_good_until(expiries)}")


@app.command()
def refresh(
    repository: RepositoryFolder,
    timestamp: Stamp,
    snapshot: Annotated[
        Path | None, typer.Option("--snapshot", help="Key of the snapshot, to renew it as well.")
    ] = None,
    days: Days = TIMESTAMP_DAYS,
) -> None:
    """Say that the newest release is still the newest."""
    of_snapshot = [_key(snapshot)] if snapshot else []
    expiries = Repository(repository).refresh(
        [_key(timestamp)], days=days, snapshot_signers=of_snapshot
    )
    typer.echo(_good_until(expiries))


@app.command()
def renew(
    repository: RepositoryFolder,
    role: Annotated[str, typer.Argument(help="A kind, or targets.")],
    signer: Annotated[list[Path], typer.Option("--key", help="Key that signs.")],
) -> None:
    """Sign a list anew as it is, before it runs out: of a kind each year, targets every second."""
    made = Repository(repository)
    made.renew(role, [_key(path) for path in signer])
    typer.echo(f"The list '{role}' is signed anew. {_next(made, role)}")


@app.command("rotate-root")
def rotate_root(
    repository: RepositoryFolder,
    signer: Annotated[list[Path], typer.Option("--key", help="Root keys that sign.")],
    add: Annotated[list[Path] | None, typer.Option("--add", help="Key that gets a say.")] = None,
    drop: Annotated[list[str] | None, typer.Option("--drop", help="Id of a key that loses it.")] = (
        None
    ),
    role: Annotated[str, typer.Option("--role", help="Whose keys change.")] = "root",
) -> None:
    """Make the next root. Keys that are elsewhere sign it afterwards with `add-signature`."""
    made = Repository(repository)
    version = made.rotate_root(
        [_key(path) for path in signer],
        add=[_key(path).public_key for path in add or []],
        drop=drop or [],
        role=role,
    )
    typer.echo(f"Root {version} is made. {_next(made, 'root')}")
    typer.echo(
        "Its fingerprint is a new one: give it on paper to facilities that begin from now on."
    )


@app.command("rotate-kind")
def rotate_kind(
    repository: RepositoryFolder,
    kind: Annotated[Kind, typer.Argument(help="Whose keys change; a new kind gets its first.")],
    targets: Annotated[list[Path], typer.Option("--targets", help="Key of the list of lists.")],
    signer: Annotated[list[Path], typer.Option("--key", help="Key of the kind from now on.")],
    drop: Annotated[list[str] | None, typer.Option("--drop", help="Id of a key that loses it.")] = (
        None
    ),
    also: Annotated[
        list[Path] | None, typer.Option("--add", help="Key that gets a say and signs later.")
    ] = None,
    threshold: Annotated[
        int | None,
        typer.Option("--threshold", min=1, help="How many must sign; of a new crisis kind 2."),
    ] = None,
) -> None:
    """Give a kind other keys. Publish it next."""
    signers = [_key(path) for path in signer]
    made = Repository(repository)
    made.rotate_kind(
        kind,
        [_key(path) for path in targets],
        signers,
        add=[one.public_key for one in [*signers, *(_key(path) for path in also or [])]],
        drop=drop or [],
        threshold=threshold,
    )
    typer.echo(f"The list '{kind}' is signed by its keys of now. {_next(made, kind)}")


@app.command("add-signature")
def add_signature(
    repository: RepositoryFolder,
    role: Annotated[str, typer.Argument(help="root, targets, or a kind.")],
    signer: Annotated[Path, typer.Option("--key", help="Key that signs.")],
) -> None:
    """Sign the newest list of a role once more."""
    made = Repository(repository)
    made.add_signature(role, _key(signer))
    typer.echo(f"The list '{role}' has one more signature. {_next(made, role)}")


def _next(repository: Repository, role: str) -> str:
    lacking = repository.lacking(role)
    if not lacking:
        return "Publish it next."
    return f"It needs {lacking} more before it can be published: add-signature."


def _good_until(expiries: Mapping[str, datetime]) -> str:
    role, first = min(expiries.items(), key=lambda pair: pair[1])
    return f"Good until {first:%Y-%m-%d}, when '{role}' runs out."


def _key(path: Path) -> Signer:
    name = str(path)
    return open_token(name, _asked_pin) if is_token(name) else open_key(path, _asked)


def _asked_pin(name: str) -> str:
    return os.environ.get(PIN_VARIABLE) or getpass.getpass(f"PIN of {name}: ")


def _asked(path: Path) -> str:
    return os.environ.get(PASSPHRASE_VARIABLE) or getpass.getpass(f"Passphrase of {path}: ")


def _asked_twice(path: Path) -> str:
    if chosen := os.environ.get(PASSPHRASE_VARIABLE):
        return chosen
    first = getpass.getpass(f"Passphrase of {path} (12 characters or more): ")
    if getpass.getpass("The same again: ") != first:
        raise KeyFileError("They were not the same.")
    return first


def main() -> int:
    """Run the command line; faults are told in words."""
    try:
        app(standalone_mode=True)
    except (ReleaseError, KeyFileError, LiloError, ValidationError, OSError, ValueError) as error:
        sys.stderr.write(f"release: {error}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
