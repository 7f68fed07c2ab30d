"""How an installation gets on, on the terminal: what is done, how much, how long still."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)

from app.bundles import Told


@contextmanager
def told_on_terminal() -> Iterator[Told]:
    """Give what shows the steps of an installation on standard error."""
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    ) as progress:
        tasks: list[TaskID] = []

        def begun(what: str, size: int) -> None:
            for task in tasks:
                progress.update(task, visible=False)
            tasks.append(progress.add_task(what, total=size or None))

        def moved(size: int) -> None:
            progress.advance(tasks[-1], size)

        yield Told(begun, moved)
