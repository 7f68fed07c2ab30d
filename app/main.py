"""The `lilo` command line."""

import os
import sys

import typer

from app.commands import (
    ask,
    audit,
    backup,
    bench,
    bundle,
    clinical,
    demo,
    doctor,
    evaluate,
    facility,
    kiosk_setup,
    knowledge,
    memory,
    model,
    presence,
    privacy,
    schedule,
    shots,
    story,
    train,
    voice,
    windows,
)
from app.errors import LiloError
from app.process_guard import guard_process

_USAGE = 2

cli = typer.Typer(
    name="lilo",
    help="Lilo, an on-device companion for people who live in care facilities.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
)
cli.command("kiosk")(windows.kiosk)
cli.command("staff")(windows.staff)
cli.command("demo")(demo.demo)
cli.command("shots")(shots.shots)
cli.command("ask")(ask.ask)
cli.command("doctor")(doctor.doctor)
cli.command("kiosk-setup")(kiosk_setup.kiosk_setup)
cli.add_typer(evaluate.app, name="eval")
cli.add_typer(bench.app, name="bench")
cli.add_typer(bundle.app, name="bundle")
cli.add_typer(model.app, name="model")
cli.add_typer(train.app, name="train")
cli.add_typer(audit.app, name="audit")
cli.add_typer(backup.app, name="backup")
cli.add_typer(clinical.app, name="clinical")
cli.add_typer(knowledge.app, name="knowledge")
cli.add_typer(memory.app, name="memory")
cli.add_typer(story.app, name="story")
cli.add_typer(privacy.app, name="privacy")
cli.add_typer(schedule.app, name="schedule")
cli.add_typer(presence.app, name="presence")
cli.add_typer(voice.app, name="voice")
cli.add_typer(facility.app, name="facility")
cli.add_typer(voice.app, name="voice")


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
