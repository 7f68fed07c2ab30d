"""`lilo voice say`: hear a sentence as residents do, or keep it as a file."""

import wave
from pathlib import Path
from typing import Annotated

import typer

from app.bundles import Kind
from app.commands.options import FacilityOption, chosen_facility
from app.conversation.aloud import Manner, Sound
from app.privacy import start_logging
from app.settings import Settings, load_settings
from app.wiring.speaking import PATIENT_S, spoken_text_of, voices_of
from resources import RESOURCES


def say(
    text: Annotated[str, typer.Argument(help="What to say.")],
    wpm: Annotated[
        int | None, typer.Option("--wpm", min=110, max=200, help="Words a minute.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", help="Write a WAV file instead of playing it.")
    ] = None,
    words: Annotated[
        bool, typer.Option("--words", help="Only print the words that would be said.")
    ] = False,
    facility: FacilityOption = None,
) -> None:
    """Say a sentence with the voice of this machine; exit 1 when nobody can hear it.

    With a facility it is its kiosk's voice: perhaps that of a bundle.

    Numbers, times, dates and abbreviations are said as on the kiosk.

    Example: lilo voice say "Tea is at 3:30 pm." --wpm 130 --out tea.wav
    """
    start_logging("error")
    settings, bundled = _chosen(facility)
    spoken = spoken_text_of(RESOURCES / "i18n")
    phrases = spoken.phrases(text)
    if words or not phrases:
        typer.echo(spoken.said(text))
        return
    voices = voices_of(settings, bundled, loading_s=PATIENT_S)
    manner = Manner(wpm or settings.voice.speaking.words_a_minute)
    try:
        sound = voices.speak(phrases, manner)
    finally:
        voices.close()
    if out is not None:
        keep(sound, out)
        typer.echo(f"{out}: {sound.seconds:.1f} s")
    elif fault := _played(sound, settings):
        typer.echo(f"lilo: {fault}", err=True)
        raise typer.Exit(1)


def _chosen(facility: Path | None) -> tuple[Settings, Path | None]:
    if facility is None:
        return load_settings(RESOURCES / "defaults"), None
    with chosen_facility(facility, demo=False) as basics:
        return basics.settings, basics.resources.model(Kind.SYNTHESISER)


def keep(sound: Sound, file: Path) -> None:
    """Write a sound as a WAV file."""
    with wave.open(str(file), "wb") as out:
        out.setparams((1, 2, sound.rate, 0, "NONE", ""))
        out.writeframes(sound.samples)


def _played(sound: Sound, settings: Settings) -> str:
    """Play it; return what is wrong, or nothing."""
    # Qt is loaded here and not above, where every command would pay for it.
    from PySide6.QtWidgets import QApplication

    from app.conversation.aloud import PlaybackError
    from ui.application import run
    from ui.kiosk.voice.playback import QtPlayer

    speaking, faults = settings.voice.speaking, []

    async def play(_application: QApplication) -> int:
        try:
            await QtPlayer(speaking.output).play(sound, speaking.loudness)
        except PlaybackError as error:
            faults.append(error.message)
        return 0

    run(play)
    return " ".join(faults)
