"""`lilo voice rehearse`: check-ins taken by voice alone, with several synthetic voices."""

import os
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.commands.options import JsonOption, scale_named
from app.commands.telling import tell
from app.demo.facility import KIOSK_RESIDENT, make_demo_facility
from app.privacy import start_logging
from app.quality.simulated_speech import SimulatedVoice

if TYPE_CHECKING:
    from app.clinical.scale import Scale
    from app.commands.rehearsal import Rehearsed

VOICES = "en-us,en-gb,en-gb-scotland,en-us+f3,en+f4"
_STEPS = (1, 2, 0, 3, 1, 0, 2, 1)
"""Answers by their place, over and over; the last question is always answered with the first."""


def rehearse(
    voices: Annotated[
        str,
        typer.Option("--voices", help="Of espeak-ng, with commas; of flite as flite:NAME."),
    ] = VOICES,
    scale: Annotated[str, typer.Option("--scale", help="What is asked.")] = "phq9",
    pace: Annotated[
        int, typer.Option("--pace", min=80, max=220, help="Words a minute, roughly.")
    ] = 140,
    noise: Annotated[
        float, typer.Option("--noise", min=1.0, help="Of the room; a voice has 2500.")
    ] = 15.0,
    echoes: Annotated[bool, typer.Option("--echoes", help="In a room with bare walls.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Have check-ins answered by synthetic voices, from home to the database; exit 1 if one fails.

    Everything is real but the resident and the sound card, in a facility of invented people.
    Synthetic voices say whether it works at all, not how well it works with residents.

    Example: lilo voice rehearse --voices en-us,en-gb --scale phq9 --json
    """
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    # Qt is loaded here and not above, where every command would pay for it.
    from PySide6.QtWidgets import QApplication

    from app.commands.rehearsal import rehearse as play
    from app.commands.rehearsal_stage import staged
    from ui.application import run

    scale_id = scale_named(scale)
    start_logging("error")
    speakers = [SimulatedVoice(name, pace, noise, echoes) for name in voices.split(",")]
    for speaker in speakers:
        speaker.says("yes")
    done: list[Rehearsed] = []

    async def all_of_them(_application: QApplication) -> int:
        with tempfile.TemporaryDirectory(prefix="lilo-rehearsal-") as folder:
            basics = make_demo_facility(Path(folder) / "facility")
            async with staged(basics, KIOSK_RESIDENT, scale_id) as stage:
                answers = meant(stage.lilo.check_ins.rules.scale(scale_id))
                for speaker in speakers:
                    done.append(await play(stage, scale_id, speaker, answers))
                    if not as_json:
                        typer.echo(_line(done[-1]))
        return 0

    run(all_of_them)
    tell(_figures(done) if as_json else _sum(done), as_json=as_json)
    if not all(one.is_whole for one in done):
        raise typer.Exit(1)


def meant(scale: "Scale") -> Mapping[str, int]:
    """Return what is answered: something of everything, and nothing grave at the end."""
    values = [option.value for option in scale.options]
    steps = cycle(_STEPS)
    answers = {item.id: values[next(steps) % len(values)] for item in scale.items}
    return {**answers, scale.items[-1].id: values[0]}


def _line(one: "Rehearsed") -> str:
    end = "whole" if one.is_whole else "NOT WHOLE"
    return (
        f"{one.voice:16} {one.by_voice} of {one.questions} by voice, {one.at_once} at once, "
        f"{one.read_back_wrongly} read back wrongly, {one.stored_wrongly} kept wrongly: {end}"
    )


def _sum(done: "Sequence[Rehearsed]") -> Mapping[str, Any]:
    questions = sum(one.questions for one in done)
    return {
        "check-ins": f"{sum(one.is_whole for one in done)} of {len(done)} whole by voice",
        "questions": f"{sum(one.by_voice for one in done)} of {questions} by voice, "
        f"{sum(one.at_once for one in done)} at once",
        "answers": f"{sum(one.read_back_wrongly for one in done)} read back wrongly, "
        f"{sum(one.stored_wrongly for one in done)} kept wrongly",
    }


def _figures(done: "Sequence[Rehearsed]") -> Mapping[str, Any]:
    return {"check_ins": [asdict(one) for one in done], "voices_are": "synthetic"}
