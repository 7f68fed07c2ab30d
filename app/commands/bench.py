"""`lilo bench`: how fast the parts are on this machine, beside what they should be."""

import asyncio
import os
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from time import perf_counter
from typing import Annotated, Any

import typer

from app.bootstrap import prepare_basics
from app.commands.bench_audit import bench_audit
from app.commands.bench_ingest import ingest
from app.commands.bench_kills import bench_kills
from app.commands.bench_recall import recall
from app.commands.bench_screening import bench_screening
from app.commands.engine_table import table_of
from app.commands.options import JsonOption, NoFacilityError
from app.commands.steps import counted
from app.commands.telling import tell
from app.demo.facility import make_demo_facility
from app.errors import LiloError
from app.privacy import start_logging
from app.quality.timing import Figure, Machine, this_machine

app = typer.Typer(help="Measure how fast the parts are.", no_args_is_help=True)


app.command("recall")(recall)
app.command("audit")(bench_audit)
app.command("ingest")(ingest)
app.command("kills")(bench_kills)


@app.callback()
def bench() -> None:
    """Measure how fast the parts are on this machine."""


@app.command("safety")
def safety(
    turns: Annotated[
        int, typer.Option("--turns", min=1, help="How often danger is said at the kiosk.")
    ] = 200,
    lines: Annotated[int, typer.Option("--lines", min=1, help="How many lines are screened.")] = (
        1_000
    ),
    timers: Annotated[int, typer.Option("--timers", min=1, help="How many alerts fall due.")] = 50,
    alerts: Annotated[
        int, typer.Option("--alerts", min=1, help="How many alerts the board opens on.")
    ] = 10_000,
    as_json: JsonOption = False,
) -> None:
    """Measure screening, the way to the staff screen, timers and the board; exit 1 if one misses.

    Everything happens in a temporary facility with invented people, in windows that are drawn
    but not shown. It takes some minutes; nothing else should run meanwhile.

    Example: lilo bench safety --turns 200 --json
    """
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    # Qt is loaded here and not above, where every command would pay for it.
    from app.commands.bench_house import Sizes, bench_house
    from ui.application import run

    figures: list[Figure] = []
    with (
        tempfile.TemporaryDirectory(prefix="lilo-bench-") as temporary,
        counted() as progress,
    ):
        start_logging("error", Path(temporary) / "lilo.log")
        figures += bench_screening(lines, progress)
        basics = make_demo_facility(Path(temporary) / "facility")
        sizes = Sizes(turns, timers, alerts)
        try:
            run(lambda _application: bench_house(basics, sizes, progress, figures.append))
        finally:
            # Minutes went into them, so they are told whatever becomes of the rest.
            tell_figures(this_machine(), figures, as_json=as_json)
    if any(figure.missed for figure in figures):
        raise typer.Exit(1)


@app.command("reply")
def reply(
    model: Annotated[
        list[str] | None,
        typer.Option(
            "--model",
            help="Folder of a language model, or random:qwen3-0.6b or random:qwen3-1.7b. "
            "Repeatable: one row of the table each.",
        ),
    ] = None,
    prompts: Annotated[int, typer.Option("--prompts", min=1, help="How many prompts.")] = 5,
    turns: Annotated[int, typer.Option("--turns", min=1, help="How many replies.")] = 500,
    folder: Annotated[
        Path | None, typer.Option("--folder", help="Where a random model is made, and kept.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Measure what the gateway adds and, with a model, how fast its engine is here.

    random:NAME has the real architecture and random weights: what it writes is noise, and takes
    the same time. It is made by torch in some gigabytes of disk. Several models make a table.

    Example: lilo bench reply --model random:qwen3-0.6b --model /srv/models/Qwen3-0.6B-int4
    """
    from app.commands.bench_reply import bench_gateway

    start_logging("error")
    figures = [asyncio.run(bench_gateway(turns))]
    engines = []
    for one in model or []:
        with tempfile.TemporaryDirectory(prefix="lilo-bench-") as temporary:
            engines.append(_measured_engine(one, folder or Path(temporary), prompts))
    if as_json:
        tell_figures(this_machine(), figures, as_json=True, more={"engines": engines})
        return
    tell_figures(this_machine(), figures, as_json=False)
    for engine in engines if len(engines) == 1 else ():
        typer.echo()
        tell(engine, as_json=False)
    if len(engines) > 1:
        typer.echo()
        typer.echo("\n".join(table_of(engines)))
    if any("fault" in engine for engine in engines):
        raise typer.Exit(1)


def _measured_engine(model: str, folder: Path, rounds: int) -> Mapping[str, Any]:
    # Loaded only where an engine is measured: it brings the engines' libraries.
    from app.commands.bench_engine import bench_engine
    from models.generation.store.random_model import PREFIX, write_random_model

    try:
        if model.startswith(PREFIX):
            where = write_random_model(model.removeprefix(PREFIX), folder)
        else:
            where = Path(model)
        return asyncio.run(bench_engine(where, rounds))
    except LiloError as error:
        # One that cannot be measured must not take the rest of the table with it.
        return {"model": model, "fault": str(error)}


@app.command("turn")
def turn(
    turns: Annotated[int, typer.Option("--turns", min=1, help="How many turns.")] = 200,
    as_json: JsonOption = False,
) -> None:
    """Measure the time from a resident's words to the first sentence, by authored replies.

    Example: lilo bench turn --turns 200 --json
    """
    from app.commands.bench_reply import bench_turns

    os.environ["LILO_GENERATION__LOCAL__ENABLED"] = "false"
    with tempfile.TemporaryDirectory(prefix="lilo-bench-") as temporary:
        start_logging("error", Path(temporary) / "lilo.log")
        basics = make_demo_facility(Path(temporary) / "facility")
        figure = asyncio.run(bench_turns(basics, turns))
    tell_figures(this_machine(), [figure], as_json=as_json)
    if figure.missed:
        raise typer.Exit(1)


@app.command("ui")
def ui(
    rounds: Annotated[int, typer.Option("--rounds", min=1, help="How often it is said.")] = 3,
    as_json: JsonOption = False,
) -> None:
    """Measure how long the kiosk's event loop stands still during a conversation; 1 above 50 ms.

    A resident writes eight lines letter by letter in the real window over a demo facility, drawn
    offscreen by the processor. Nothing else should run meanwhile.

    Example: lilo bench ui --rounds 3 --json
    """
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["LILO_GENERATION__LOCAL__ENABLED"] = "false"
    from app.commands.bench_ui import bench_ui
    from ui.application import run

    figures: list[Figure] = []
    with tempfile.TemporaryDirectory(prefix="lilo-bench-") as temporary:
        start_logging("error", Path(temporary) / "lilo.log")
        basics = make_demo_facility(Path(temporary) / "facility")
        run(lambda _application: bench_ui(basics, rounds, figures))
    tell_figures(this_machine(), figures, as_json=as_json)
    if any(figure.missed for figure in figures):
        raise typer.Exit(1)


@app.command("staff")
def staff(
    facility: Annotated[
        Path | None,
        typer.Option("--facility", help="A demo facility, such as `lilo demo --scale` makes."),
    ] = None,
    rounds: Annotated[int, typer.Option("--rounds", min=1, help="How often everything.")] = 5,
    share: Annotated[
        float,
        typer.Option("--share", min=0.0001, help="Without --facility: how large a house is made."),
    ] = 0.01,
    as_json: JsonOption = False,
) -> None:
    """Measure how quick the staff window is over a large facility; exit 1 if a target is missed.

    Opened, every page as a nurse and as an administrator, a resident's record, filters of the
    audit log, typing, and how soon an alert of another process is drawn; in the real window, drawn
    offscreen. What it does is written into the facility, as work in it is. Nothing else should run
    meanwhile.

    Example: lilo bench staff --facility big --rounds 5 --json
    """
    started = perf_counter()
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["LILO_GENERATION__LOCAL__ENABLED"] = "false"
    from app.commands.bench_staff import MOST_MB, Staffing, bench_staff
    from app.demo.years import HouseSize, make_large_facility
    from ui.application import run

    found = Staffing()
    with tempfile.TemporaryDirectory(prefix="lilo-bench-") as temporary, counted() as progress:
        start_logging("error", Path(temporary) / "lilo.log")
        if facility is None:
            facility = Path(temporary) / "facility"
            make_large_facility(facility, HouseSize().scaled(share), lambda *_: None)
            started = perf_counter()
        basics = prepare_basics(facility)
        if not basics.settings.facility.demo:
            raise NoFacilityError(f"{facility} is no demo facility.", "See `lilo demo --scale`.")
        run(lambda _application: bench_staff(basics, rounds, found, progress, started))
    more = {
        "memory_mb": found.memory_mb,
        "memory_target_mb": MOST_MB,
        "whole_audit_check_s": found.whole_check_s,
        "load": " ".join(f"{one:.1f}" for one in os.getloadavg()),
    }
    figures = found.figures()
    tell_figures(this_machine(), figures, as_json=as_json, more=more)
    if any(figure.missed for figure in figures) or found.memory_mb > MOST_MB:
        raise typer.Exit(1)


@app.command("kiosk")
def kiosk(
    hours: Annotated[
        float, typer.Option("--hours", min=0.1, help="How long a day, on a clock that is set on.")
    ] = 24.0,
    every: Annotated[
        float, typer.Option("--every", min=1.0, help="Seconds of that day between two turns.")
    ] = 45.0,
    as_json: JsonOption = False,
) -> None:
    """Live a day at the kiosk in minutes; 1 above 50 MB of growth or 50 ms of standing still.

    A resident talks every 45 seconds, leafs through the album, looks at the day, changes colours,
    calls a nurse and falls into a crisis; reminders come as the clock goes on. 24 hours are 1,920
    turns. Linux only.

    Example: lilo bench kiosk --hours 1 --json
    """
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["LILO_GENERATION__LOCAL__ENABLED"] = "false"
    from app.commands.bench_kiosk import MOST_GROWTH_MB, Day, bench_kiosk
    from app.demo.clock import SettableClock
    from ui.application import run

    day, clock, turns = Day(), SettableClock(), max(10, round(hours * 3600 / every))
    with (
        tempfile.TemporaryDirectory(prefix="lilo-bench-") as temporary,
        counted() as progress,
    ):
        start_logging("error", Path(temporary) / "lilo.log")
        basics = make_demo_facility(Path(temporary) / "facility", clock)
        bar = progress.add_task("Turns", total=turns)
        run(
            lambda _application: bench_kiosk(
                basics, clock, turns, every, day, lambda: progress.advance(bar)
            )
        )
    tell_figures(this_machine(), day.gaps, as_json=as_json, more=day.told())
    if day.growth_mb > MOST_GROWTH_MB or any(figure.missed for figure in day.gaps):
        raise typer.Exit(1)


@app.command("voice")
def voice(
    rounds: Annotated[int, typer.Option("--rounds", min=1, help="How often it is said.")] = 4,
    as_json: JsonOption = False,
) -> None:
    """Measure at a virtual loudspeaker how soon Lilo speaks and is silent; 1 if a target is missed.

    The real kiosk window answers, repeats and is stopped, into a sound card of PulseAudio's that
    is recorded. Nothing else should run meanwhile.

    Example: lilo bench voice --rounds 4 --json
    """
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["LILO_GENERATION__LOCAL__ENABLED"] = "false"
    from app.commands.virtual_sound import virtual_sound

    with virtual_sound() as sound, tempfile.TemporaryDirectory(prefix="lilo-bench-") as temporary:
        # Qt asks for sound devices once, when it is loaded.
        os.environ.update(sound.environment)
        from app.commands.bench_voice import Heard, bench_voice, measured_rates
        from ui.application import run

        start_logging("error", Path(temporary) / "lilo.log")
        basics = make_demo_facility(Path(temporary) / "facility")
        heard = Heard()
        run(lambda _application: bench_voice(basics, sound, rounds, heard))
        rates = {"words_a_minute": measured_rates(basics.settings)}
    figures = heard.figures()
    tell_figures(this_machine(), figures, as_json=as_json, more=rates)
    if any(figure.missed for figure in figures):
        raise typer.Exit(1)


def tell_figures(
    machine: Machine,
    figures: Sequence[Figure],
    *,
    as_json: bool,
    more: Mapping[str, object] | None = None,
) -> None:
    """Print what was measured beside its targets, and whatever else was."""
    missed = [f"{figure.name}: {key}" for figure in figures for key in figure.missed]
    if as_json:
        measured = [asdict(figure) for figure in figures]
        told = {"machine": asdict(machine), "figures": measured, "missed": missed}
        tell({**told, **(more or {})}, as_json=True)
        return
    typer.echo(f"{machine.cpu}, {machine.cores} cores, {machine.system}; times in ms\n")
    typer.echo(f"{'':38}{'n':>7}{'p50':>10}{'p95':>10}{'p99':>10}{'max':>10}  target")
    for figure in figures:
        targets = ", ".join(
            f"{key.removesuffix('_ms')} <= {most:g}{' MISSED' if key in figure.missed else ''}"
            for key, most in figure.targets.items()
        )
        typer.echo(
            f"{figure.name:38}{figure.n:>7}{figure.p50_ms:>10.2f}{figure.p95_ms:>10.2f}"
            f"{figure.p99_ms:>10.2f}{figure.max_ms:>10.2f}  {targets}"
        )
    if more:
        typer.echo()
        tell(more, as_json=False)
