"""`lilo bundle`: signed bundles, from a stick, a share or a mirror."""

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Annotated, Any

import typer

from app.bundles import VENDOR, Kind, failures_of, granted, states_of
from app.bundles.errors import NothingToDoError, PublisherError
from app.bundles.record import clock_accepted, trusted
from app.bundles.time_known import must_not_be_set_back
from app.clock import system_clock
from app.commands.bundle_house import BundleHouse, bundle_house
from app.commands.bundle_progress import told_on_terminal
from app.commands.bundle_refusals import REFUSED, refusal_told, told_when_refused
from app.commands.bundle_telling import (
    expiries_told,
    offer_in_full,
    offer_told,
    outcome_told,
    slot_name,
    slot_told,
)
from app.commands.options import FacilityOption, JsonOption, NoFacilityError
from app.commands.telling import tell
from app.wiring.bundle_store import SHIPPED_ROOT

app = typer.Typer(help="Signed bundles.", no_args_is_help=True)

SourceOption = Annotated[
    str, typer.Option("--source", help="Folder (stick, share) or https:// address of a mirror.")
]
PublisherOption = Annotated[
    str, typer.Option("--publisher", help="Whose bundles; see `lilo bundle trust`.")
]
RootOption = Annotated[
    Path | None,
    typer.Option("--root", help="root.json to check against, where no facility is named."),
]
KindArgument = Annotated[Kind, typer.Argument(help="Kind of bundle.")]


@app.command("verify")
@told_when_refused
def verify(
    source: SourceOption,
    facility: FacilityOption = None,
    publisher: PublisherOption = VENDOR,
    root: RootOption = None,
    as_json: JsonOption = False,
) -> None:
    """Check a source's signatures and every file; exit 1 when something does not fit.

    With a facility also whether each bundle is for this machine and its Lilo. Without one nothing
    is kept in mind, so an older source is not told from a newer one.

    Example: lilo bundle verify --source /media/usb --facility /srv/lilo
    """
    with bundle_house(facility) as house, told_on_terminal() as told:
        catalogue, wrong = house.installer().verify(
            house.source(source),
            house.publisher(publisher, root),
            told,
            for_here=house.is_facility,
        )
    figures = {
        "publisher": catalogue.publisher,
        "bundles": [offer_told(offer) for offer in catalogue.offers],
        "good_until": expiries_told(catalogue.expires),
        "wrong": [{"name": name, **refusal_told(error)} for name, error in wrong.items()],
    }
    tell(figures, as_json=as_json)
    if wrong:
        raise typer.Exit(REFUSED)


@app.command("inspect")
@told_when_refused
def inspect(
    name: Annotated[str, typer.Argument(help="Id of a bundle, perhaps with @version.")],
    source: SourceOption,
    facility: FacilityOption = None,
    publisher: PublisherOption = VENDOR,
    root: RootOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show what a bundle says of itself, its signatures verified.

    Example: lilo bundle inspect house-knowledge --source /media/usb --facility /srv/lilo
    """
    with bundle_house(facility) as house:
        catalogue = house.installer().catalogue(
            house.source(source), house.publisher(publisher, root)
        )
    identity, _, version = name.partition("@")
    shown = [
        offer
        for offer in catalogue.offers
        if offer.manifest.id == identity and version in {"", offer.manifest.version}
    ]
    if not shown:
        raise NothingToDoError(
            f"The source has no bundle {name}.", "See what it has: lilo bundle verify"
        )
    tell({"bundles": [offer_in_full(offer) for offer in shown]}, as_json=as_json)


@app.command("install")
@told_when_refused
def install(
    source: SourceOption,
    names: Annotated[
        list[str] | None, typer.Argument(help="Ids, perhaps with @version; else what is newer.")
    ] = None,
    facility: FacilityOption = None,
    publisher: PublisherOption = VENDOR,
    again: Annotated[
        bool, typer.Option("--again", help="Also what did not work here before.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Verify, copy, try and take into use; exit 1 when a bundle was refused.

    Knowledge and prompts are used at once, also by a kiosk that is running; everything else from
    its next start on.

    Example: lilo bundle install --source /media/usb --facility /srv/lilo
    """
    with _facility_house(facility) as house, told_on_terminal() as told:
        outcomes = house.installer().install(
            house.source(source), house.publisher(publisher), names or (), again=again, told=told
        )
        has_failed = bool(failures_of(house.store))
    tell({"installed": [outcome_told(one) for one in outcomes]}, as_json=as_json)
    if not outcomes and not as_json:
        typer.echo("There is nothing newer." if has_failed else "Everything is up to date.")
        if has_failed:
            typer.echo("What did not work here before is tried once more with --again.")
    if any(one.error for one in outcomes):
        raise typer.Exit(REFUSED)


@app.command("upgrade")
@told_when_refused
def upgrade(
    source: Annotated[
        str, typer.Option("--source", help="Folder or https:// address; not with --back.")
    ] = "",
    publisher: PublisherOption = VENDOR,
    root: RootOption = None,
    back: Annotated[bool, typer.Option("--back", help="Go back to the program before.")] = False,
    again: Annotated[
        bool, typer.Option("--again", help="Also what did not work here before.")
    ] = False,
    present: Annotated[
        list[Path] | None,
        typer.Option(
            "--present", help="The .deb of the version in place, to go back to; repeatable."
        ),
    ] = None,
) -> None:
    """Upgrade Lilo itself from a signed bundle, as root; where it is worse, it goes back by itself.

    What is trusted here is kept apart from facilities; --root gives it the first time. The first
    upgrade has a way back only where --present gives the packages of the version in place.

    Example: sudo lilo bundle upgrade --source /media/usb
    """
    from app.commands.bundle_application import Upgrader
    from app.commands.bundle_house import house_of_program

    upgrader = Upgrader(say=lambda line: typer.echo(line, err=True))
    house = house_of_program(upgrader.root, upgrader.record)
    if back:
        typer.echo(f"In place again: Lilo {upgrader.go_back()}.")
        return
    if not source:
        raise NothingToDoError("No source was named.", "Give --source FOLDER, or --back.")
    if root is not None:
        _trust(house, root, publisher, frozenset({Kind.APPLICATION}), yes=False, instead=False)
        typer.echo(f"{publisher} is trusted.")
    with told_on_terminal() as told:
        version = upgrader.upgrade(
            house.source(source),
            house.publisher(publisher),
            told,
            again=again,
            present=present or (),
        )
    typer.echo(f"In place: Lilo {version}." if version else "Lilo is up to date.")


@app.command("list")
@told_when_refused
def list_bundles(facility: FacilityOption = None, as_json: JsonOption = False) -> None:
    """List what is in use, what was before, and what did not work here.

    Example: lilo bundle list --facility /srv/lilo --json
    """
    with _facility_house(facility, records=False) as house:
        states, damaged = states_of(house.store)
    rows = [
        {"kind": kind, "role": role, **slot_told(slot)}
        for kind, state in states.items()
        for role, slot in (("in use", state.in_use), ("before", state.before))
        if slot is not None
    ]
    failed = [
        {"kind": kind, "id": one.id, "version": one.version, "at": one.at, "why": one.why}
        for kind, state in states.items()
        for one in state.failures
    ]
    unread = [{"kind": kind, "why": fault.message} for kind, fault in damaged.items()]
    figures = {"bundles": rows, "did_not_work": failed}
    tell(figures | ({"damaged": unread} if unread else {}), as_json=as_json)


@app.command("rollback")
@told_when_refused
def rollback(
    kind: KindArgument, facility: FacilityOption = None, as_json: JsonOption = False
) -> None:
    """Go back to what was in use before; a second time undoes it.

    Example: lilo bundle rollback knowledge --facility /srv/lilo
    """
    with _facility_house(facility) as house:
        now = house.keeper.roll_back(kind).in_use
    if as_json:
        tell({"kind": kind, "in_use": slot_told(now) if now else None}, as_json=True)
    else:
        typer.echo(f"In use again: {slot_name(now)}.")


@app.command("prune")
@told_when_refused
def prune(facility: FacilityOption = None, as_json: JsonOption = False) -> None:
    """Delete bundles that are neither in use nor the way back.

    Example: lilo bundle prune --facility /srv/lilo
    """
    with _facility_house(facility) as house:
        freed = house.keeper.prune()
    tell({"freed_mb": round(freed / 1e6, 1)}, as_json=as_json)


@app.command("status")
@told_when_refused
def status(
    facility: FacilityOption = None,
    deep: Annotated[bool, typer.Option("--deep", help="Read every installed file.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Show trust, expiry, clock and slots; exit 1 when something needs somebody.

    Example: lilo bundle status --facility /srv/lilo --deep
    """
    from app.commands.bundle_status import status_of, with_installed_alone

    with _facility_house(facility, records=False) as house:
        figures = status_of(house.root, house.store, house.settings.bundles.warn_days, deep=deep)
    tell(figures if as_json else with_installed_alone(figures), as_json=as_json)
    if figures["attention"]:
        raise typer.Exit(1)


@app.command("trust")
@told_when_refused
def trust(
    root: Annotated[Path, typer.Argument(help="root.json of a publisher.")],
    facility: FacilityOption = None,
    publisher: PublisherOption = VENDOR,
    kind: Annotated[
        list[Kind] | None,
        typer.Option("--kind", help="What a publisher other than the vendor may sign."),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="The fingerprint was compared.")] = False,
    instead: Annotated[
        bool, typer.Option("--instead", help="Even where another root is trusted.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Trust a publisher: the vendor, or the facility's own key.

    Compare the fingerprint with the one on paper. A facility's key gets knowledge, prompts and
    configuration; crisis patterns and the application only where --kind names them twice.

    Example: lilo bundle trust root.json --publisher willow --facility /srv/lilo
    """
    kinds = frozenset(Kind) if publisher == VENDOR else granted(kind or ())
    with _facility_house(facility) as house:
        card = _trust(house, root, publisher, kinds, yes=yes, instead=instead)
    if as_json:
        tell({"publisher": publisher, **card, "may_sign": sorted(kinds)}, as_json=True)
    else:
        typer.echo(f"{publisher} is trusted.")


def _trust(
    house: BundleHouse,
    root: Path,
    publisher: str,
    kinds: frozenset[Kind],
    *,
    yes: bool,
    instead: bool,
) -> dict[str, Any]:
    """Show a root, have it compared, and trust it; return what was shown."""
    from storage.bundles.publisher_files import PublisherFiles, publisher_of, read_root

    told = publisher_of(publisher, root, kinds)
    card = read_root(told.anchor)
    files = PublisherFiles(house.root, SHIPPED_ROOT)
    known = {one.name: one.anchor for one in files.all()}.get(publisher)
    # Before anybody is asked, and before the log says that somebody is trusted.
    if known is not None and known != told.anchor and not instead:
        raise PublisherError(
            f"Another root is trusted under the name '{publisher}'; the vendor's may have come "
            "with Lilo.",
            "Roots are exchanged by rotation, see docs/bundles.md. If this is meant: --instead",
        )
    # Beside what programs read: a person compares it.
    typer.echo(f"Fingerprint {card.fingerprint}", err=True)
    typer.echo(
        f"Root {card.version}: {card.threshold} of {len(card.keys)} keys must sign.", err=True
    )
    typer.echo(f"May sign: {', '.join(sorted(kinds))}", err=True)
    if not yes:
        question = "Is this the fingerprint that you were given on paper?"
        typer.confirm(question, abort=True, err=True)
    house.record(trusted(publisher, card.fingerprint, kinds))
    files.trust(told, instead=instead)
    return {
        "fingerprint": card.fingerprint,
        "root_version": card.version,
        "keys": len(card.keys),
        "must_sign": card.threshold,
    }


@app.command("accept-clock")
@told_when_refused
def accept_clock(
    facility: FacilityOption = None,
    yes: Annotated[bool, typer.Option("--yes", help="The clock was compared.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Say that the clock is right now and was wrong before.

    It never helps against a clock that is older than the newest bundle.

    Example: lilo bundle accept-clock --facility /srv/lilo
    """
    with _facility_house(facility) as house:
        now = system_clock()
        before = house.store.time_known()
        must_not_be_set_back(now, before.corrected(now))
        if not yes:
            typer.confirm(f"Is it {now:%Y-%m-%d %H:%M} UTC?", abort=True, err=True)
        house.record(clock_accepted(before.floor, now))
        house.store.learn_time(lambda known: known.corrected(now))
    if as_json:
        was = before.floor.isoformat() if before.floor else None
        tell({"accepted": now.isoformat(), "was_known": was}, as_json=True)
    else:
        typer.echo("The clock is accepted.")


def _facility_house(
    facility: Path | None, *, records: bool = True
) -> AbstractContextManager[BundleHouse]:
    if facility is None:
        raise NoFacilityError("No facility was named.", "Give --facility FOLDER.")
    return bundle_house(facility, records=records)
