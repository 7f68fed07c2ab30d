"""`lilo demo --scale`: a large house in a folder, with a bar that says how far it is."""

from pathlib import Path
from time import perf_counter

import typer

from app.commands.steps import counted
from app.demo.facility import DEMO_PASSPHRASE
from app.demo.years import HouseSize, make_large_facility


def make_large(folder: Path, share: float) -> None:
    """Make it, and say how to open it.

    Raises:
        EnrolmentError: the folder is not empty.
    """
    started = perf_counter()
    with counted(stays=True) as progress:
        bars: dict[str, int] = {}

        def told(what: str, done: int, count: int) -> None:
            bar = bars.get(what)
            if bar is None:
                bar = bars[what] = progress.add_task(what, total=count)
            progress.update(progress.task_ids[bar], completed=done)

        make_large_facility(folder, HouseSize().scaled(share), told)
    typer.echo(
        f"Made in {perf_counter() - started:.0f} s; everybody in it is invented. "
        f"Passphrase of all: {DEMO_PASSPHRASE}\n"
        f"  lilo staff --facility {folder}\n"
        f"  lilo bench staff --facility {folder}"
    )
