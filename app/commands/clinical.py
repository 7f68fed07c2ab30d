"""`lilo clinical`: scores, who is due, rhythms, and the export of clinical records."""

import asyncio
import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import Progress

from app.bootstrap import Lilo
from app.check_in import ResidentRecord
from app.clinical_export.record import ExportRecord
from app.commands.as_staff import as_staff, in_session
from app.commands.options import (
    DemoOption,
    FacilityOption,
    JsonOption,
    scale_named,
)
from app.commands.residents import resident_named
from app.commands.staff_member import ByOption
from app.errors import LiloError
from app.identity import Permission, Resident, StaffMember, StaffSession

app = typer.Typer(help="Clinical scales: results, who is due, export.", no_args_is_help=True)

ResidentOption = Annotated[
    str | None, typer.Option("--resident", help="Name of a resident; else everybody.")
]


class ExportFolderError(LiloError):
    """The export cannot be written there."""

    code = "command.export_folder"


@app.command("list")
def list_results(
    by: ByOption,
    facility: FacilityOption = None,
    demo: DemoOption = False,
    resident: ResidentOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show the newest total of each scale, its band, and how it has changed.

    Example: lilo clinical list --resident "Margaret Ellis" --by dana --facility /srv/lilo
    """

    async def work(lilo: Lilo, member: StaffMember) -> None:
        lines = []
        for one in _chosen(lilo, resident):
            record = await lilo.check_ins.book.read(one.id, member.id)
            lines += [{"resident": one.full_name, **line} for line in _lines(record)]
        if as_json:
            typer.echo(json.dumps(lines, ensure_ascii=False, indent=2))
            return
        for line in lines:
            moved = f"{line['change']:+d}" if line["since"] else "first"
            typer.echo(
                f"{line['resident']:22} {line['scale']:7} {line['total']:>3}  {line['band']:20} "
                f"{moved:>6} {line['verdict']:14} {line['taken_on']}"
            )

    as_staff(facility, by, Permission.READ_SCORES, work, demo=demo)


@app.command("due")
def due(
    by: ByOption,
    facility: FacilityOption = None,
    demo: DemoOption = False,
    resident: ResidentOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show who should be asked what, what is most due first.

    Example: lilo clinical due --by dana --facility /srv/lilo
    """

    async def work(lilo: Lilo, _member: StaffMember) -> None:
        people = _chosen(lilo, resident)
        names = {one.id: one.full_name for one in people}
        lines = await lilo.check_ins.desk.due(list(names))
        if as_json:
            rows = [
                {
                    "resident": names[one.resident_id],
                    "scale": one.scale.label,
                    "state": one.state.value,
                    "on": one.on.isoformat(),
                    "last": one.last.isoformat() if one.last else None,
                }
                for one in lines
            ]
            typer.echo(json.dumps(rows, ensure_ascii=False, indent=2))
            return
        for one in lines:
            last = f"last {one.last.isoformat()}" if one.last else "never taken"
            typer.echo(
                f"{names[one.resident_id]:22} {one.scale.label:7} {one.state.value:10} "
                f"{one.on.isoformat()}  {last}"
            )

    as_staff(facility, by, Permission.READ_SCORES, work, demo=demo)


@app.command("rhythm")
def rhythm(
    scale: Annotated[str, typer.Argument(help="Name of a scale, such as gds15.")],
    resident: Annotated[str, typer.Option("--resident", help="Name of the resident.")],
    by: ByOption,
    every: Annotated[
        int, typer.Option("--every", min=0, max=730, help="Days; 0 to ask it no more.")
    ],
    facility: FacilityOption = None,
) -> None:
    """Decide how often a resident is asked a scale.

    Example: lilo clinical rhythm gds15 --resident "Margaret Ellis" --every 60 --by leah
    """

    async def work(lilo: Lilo, session: StaffSession) -> None:
        who = resident_named(lilo, resident)
        chosen = scale_named(scale)
        await lilo.station.scores.decide_rhythm(session, who.id, chosen, every or None)
        said = f"every {every} days" if every else "no more"
        typer.echo(f"{who.full_name} is asked the {chosen.label} {said}.")

    in_session(facility, by, work)


@app.command("export")
def export(
    fhir: Annotated[Path, typer.Option("--fhir", help="Folder to write into; made if missing.")],
    by: ByOption,
    facility: FacilityOption = None,
    demo: DemoOption = False,
    resident: ResidentOption = None,
) -> None:
    """Write each resident's record as a FHIR R4 bundle, and the mood items of MDS 3.0.

    Every bundle is validated, and read back before it is written. The files hold names and
    answers: keep them as you keep the records themselves.

    Example: lilo clinical export --fhir /media/usb/fhir --by dana --facility /srv/lilo
    """

    async def work(lilo: Lilo, session: StaffSession) -> None:
        _prepare(fhir)
        people = _chosen(lilo, resident)
        counted = 0
        with Progress(console=Console(stderr=True), transient=True) as progress:
            for one in progress.track(people, description="Exporting"):
                record = await lilo.station.clinical.take_out(session, one.id)
                counted += await asyncio.to_thread(_export, lilo, record, fhir)
        typer.echo(f"{len(people)} bundles with {counted} resources are in {fhir}.")

    in_session(facility, by, work, demo=demo)


def _export(lilo: Lilo, record: ExportRecord, folder: Path) -> int:
    # Here and not above: FHIR's models take a second to load, and other commands do not need them.
    from app.clinical_export.fhir_bundle import bundle_of, read_bundle
    from app.clinical_export.mds import load_mds, mds_of

    rules, one = lilo.check_ins.rules, record.resident
    now = lilo.basics.clock()
    text = bundle_of(record, rules.scales, lilo.basics.settings.facility.name, now)
    _write(folder / f"{one.id}.json", text)
    places = load_mds(lilo.basics.resources.folder("scales") / "shared" / "mds.yaml")
    taken = [own for own in record.administrations if own.scale == places.scale]
    if taken:
        fields = mds_of(places, rules.scale(places.scale), taken[-1])
        shown = {
            "resident": str(one.id),
            "taken": taken[-1].last_at.isoformat(timespec="seconds"),
            "fields": [asdict(field) for field in fields],
        }
        _write(folder / f"{one.id}.mds.json", json.dumps(shown, indent=2))
    return len(read_bundle(text).entry or ())


def _write(path: Path, text: str) -> None:
    try:
        # Nobody else on the machine reads what is in it.
        path.touch(mode=0o600)
        path.write_text(text, "utf-8")
    except OSError as error:
        raise ExportFolderError(f"{path} cannot be written: {error.strerror}.") from error


def _prepare(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ExportFolderError(
            f"The folder {folder} cannot be made: {error.strerror}.", "Give another folder."
        ) from error


def _lines(record: ResidentRecord) -> list[dict[str, Any]]:
    return [
        {
            "scale": one.scale.label,
            "total": one.scores[-1].total,
            "band": one.band.text.en if one.band else "",
            "change": one.change.by,
            "since": one.change.since.isoformat() if one.change.since else None,
            "verdict": one.change.verdict.value,
            "reliable_from": one.change.needed,
            "taken_on": one.scores[-1].taken_on.isoformat(),
        }
        for one in record.scales
    ]


def _chosen(lilo: Lilo, name: str | None) -> list[Resident]:
    return [resident_named(lilo, name)] if name else list(lilo.roll.living_here)
