"""`lilo kiosk-setup`: makes this machine a kiosk, says what it changed, and takes it back."""

import os
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, get_args

import typer

from app.commands.kiosk_machine import KioskMachine
from app.commands.options import JsonOption
from app.commands.telling import tell
from app.kiosk_setup import (
    KioskSetupError,
    KioskWish,
    Plan,
    Record,
    Rotation,
    planned,
    undone,
    wishes_of,
)
from app.kiosk_setup.record_file import Kept

_NEEDED = ("cage", "seatd", "Xwayland")
_FACILITY = KioskWish().facility


def kiosk_setup(
    facility: Annotated[
        str, typer.Option("--facility", help="Folder of the facility.")
    ] = _FACILITY,
    rotate: Annotated[int, typer.Option("--rotate", help="0, 90, 180 or 270, clockwise.")] = 0,
    usb_lock: Annotated[
        bool, typer.Option("--usb-lock/--no-usb-lock", help="Sticks and telephones stay off.")
    ] = True,
    allow_network: Annotated[
        list[str] | None,
        typer.Option("--allow-network", help="Address that the kiosk may reach; repeatable."),
    ] = None,
    undo: Annotated[bool, typer.Option("--undo", help="Take everything back.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would change.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    root: Annotated[
        Path, typer.Option("--root", help="Where the machine's files begin, for an image.")
    ] = Path("/"),
    as_json: JsonOption = False,
) -> None:
    """Make this machine a kiosk that starts by itself; the same again changes nothing.

    Each run says all that is wanted; what an earlier one wanted besides is taken back.

    Example: sudo lilo kiosk-setup --rotate 90 --dry-run
    """
    machine = KioskMachine(root)
    kept = machine.kept()
    record = kept.record if kept else Record()
    wish = KioskWish(
        facility,
        _rotation(rotate),
        usb_lock,
        tuple(allow_network or ()),
        has_keys=machine.has_keys(),
    )
    if undo:
        plan = undone(record, machine.seen(record.changed))
    else:
        wishes = wishes_of(wish)
        paths = {*record.changed, *(one.path for one in wishes)}
        plan = planned(wishes, machine.seen(paths), record)
    _do(machine, plan, None if undo else wish, is_only_said=dry_run, yes=yes)
    lacking = [] if undo else machine.missing(_needed(machine, wish))
    _say(plan, lacking, dry_run=dry_run, undo=undo, as_json=as_json)
    if machine.is_running and not dry_run:
        machine.take_up()


def _do(
    machine: KioskMachine, plan: Plan, wish: KioskWish | None, *, is_only_said: bool, yes: bool
) -> None:
    if is_only_said:
        return
    if machine.root == Path("/") and os.geteuid() != 0:
        raise KioskSetupError("Only root can do that.", "Use sudo, or look first: --dry-run")
    if plan.steps and not yes and os.isatty(0):
        for step in plan.steps:
            typer.echo(step.says, err=True)
        typer.confirm("Do this?", abort=True, err=True)
    if wish is not None and not machine.has_user():
        machine.make_user()
    # Before the first step: whatever happens now, the way back is known.
    machine.keep(Kept(wish or KioskWish(), plan.before))
    for step in plan.steps:
        machine.do(step)
    machine.keep(Kept(wish, plan.after) if wish is not None else None)


def _needed(machine: KioskMachine, wish: KioskWish) -> Sequence[str]:
    return (*_NEEDED, "wlr-randr") if wish.rotation and not machine.turns_itself() else _NEEDED


def _say(plan: Plan, lacking: Sequence[str], *, dry_run: bool, undo: bool, as_json: bool) -> None:
    if as_json:
        steps = [asdict(step) | {"place": None} for step in plan.steps]
        told = [{"path": one["path"], "says": one["says"]} for one in steps]
        figures = {"changed": told, "left": list(plan.left), "missing": list(lacking)}
        tell({**figures, "is_done": not dry_run}, as_json=True)
        return
    _say_lines([step.says for step in plan.steps], "would " if dry_run else "")
    for line in plan.left:
        typer.echo(f"left: {line}")
    if not plan.steps:
        typer.echo("Nothing has to be changed.")
    elif not dry_run:
        typer.echo("Done. Start the machine anew to see it." if not undo else "Taken back.")
    if lacking:
        packages = " ".join(name.lower() for name in lacking)
        typer.echo(f"Missing: {', '.join(lacking)}. Install: apt install {packages}")


def _say_lines(lines: Sequence[str], before: str) -> None:
    for line in lines:
        typer.echo(f"{before}{line}")


def _rotation(degrees: int) -> Rotation:
    for allowed in get_args(Rotation):
        if degrees == allowed:
            return allowed  # type: ignore[no-any-return]
    raise KioskSetupError(
        f"A screen cannot be turned by {degrees} degrees.", "Use 0, 90, 180 or 270."
    )
