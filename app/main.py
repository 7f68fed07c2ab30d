"""The `lilo` command line."""

import os
import sys
from typing import Any

import typer
from typer.core import TyperGroup

from app.commands.lazy import LazyCommand
from app.errors import LiloError
from app.process_guard import guard_process

_USAGE = 2

COMMANDS = (
    LazyCommand("kiosk", "app.commands.windows:kiosk", "Open the resident's window."),
    LazyCommand(
        "staff",
        "app.commands.windows:staff",
        "Open the staff window; where there is no facility yet, make one in a window first.",
    ),
    LazyCommand(
        "demo",
        "app.commands.demo:demo",
        "Play a scripted day in a demo facility; exit 1 when it raises wrong alerts.",
    ),
    LazyCommand(
        "shots",
        "app.commands.shots:shots",
        "Draw every screen in every size, colour and size of letters, and one sheet of them.",
    ),
    LazyCommand(
        "ask", "app.commands.ask:ask", "Take one turn with a resident and print the reply."
    ),
    LazyCommand(
        "doctor",
        "app.commands.doctor:doctor",
        "Check this machine and, where one is named, a facility; exit 1 when something is bad.",
    ),
    LazyCommand(
        "kiosk-setup",
        "app.commands.kiosk_setup:kiosk_setup",
        "Make this machine a kiosk that starts by itself; the same again changes nothing.",
    ),
    LazyCommand("eval", "app.commands.evaluate:app", "Measure how good the parts are."),
    LazyCommand("bench", "app.commands.bench:app", "Measure how fast the parts are."),
    LazyCommand("bundle", "app.commands.bundle:app", "Signed bundles."),
    LazyCommand("model", "app.commands.model:app", "Language models on this machine."),
    LazyCommand(
        "train",
        "app.commands.train:app",
        "Train Lilo's own models from its written examples.",
    ),
    LazyCommand("audit", "app.commands.audit:app", "The audit log."),
    LazyCommand("backup", "app.commands.backup:app", "Backups."),
    LazyCommand(
        "clinical",
        "app.commands.clinical:app",
        "Clinical scales: results, who is due, export.",
    ),
    LazyCommand("knowledge", "app.commands.knowledge:app", "Documents for Lilo to quote."),
    LazyCommand("memory", "app.commands.memory:app", "What Lilo remembers of a resident."),
    LazyCommand("story", "app.commands.story:app", "A resident's life story, with photographs."),
    LazyCommand(
        "privacy",
        "app.commands.privacy:app",
        "A person's records, and how long what is kept.",
    ),
    LazyCommand("schedule", "app.commands.schedule:app", "What is planned for residents."),
    LazyCommand("residents", "app.commands.moving_in:app", "Who moves in, who gets about how."),
    LazyCommand(
        "presence",
        "app.commands.presence:app",
        "Who is in front of a screen, and who lives here.",
    ),
    LazyCommand("voice", "app.commands.voice:app", "Speaking and listening: what is installed."),
    LazyCommand(
        "facility", "app.commands.facility:app", "Make a facility and look after its staff."
    ),
)
"""Every command, in the order in which they are listed."""


class _Commands(TyperGroup):
    """All of them; each is imported when it is called."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        for command in COMMANDS:
            self.add_command(command)


cli = typer.Typer(
    name="lilo",
    cls=_Commands,
    help="Lilo, an on-device companion for people who live in care facilities.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
)


@cli.callback()
def _lilo() -> None:
    """Only its commands do anything."""


def main() -> None:
    """Run the command line; errors are told in words and end with exit code 2."""
    # Nothing is ever fetched, whatever a library would like to look up.
    os.environ["HF_HUB_OFFLINE"] = "1"
    guard_process()
    try:
        cli()
    except LiloError as error:
        typer.echo(f"lilo: {error.message}", err=True)
        if error.remedy:
            typer.echo(f"What to do: {error.remedy}", err=True)
        sys.exit(_USAGE)


if __name__ == "__main__":
    main()
