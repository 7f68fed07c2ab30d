"""`lilo voice`: what is installed to speak and listen with, and how well it understands."""

import asyncio
import wave
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter
from typing import Annotated

import numpy as np
import typer

from app.commands import voice_rehearse, voice_say
from app.commands.options import FacilityOption, JsonOption, chosen_facility
from app.commands.telling import tell
from app.conversation.listening import RATE, Recognised, load_phrases
from app.errors import LiloError
from app.privacy import start_logging
from app.quality.word_errors import word_errors
from app.settings import load_settings
from app.wiring.voice import recogniser_of
from models.speech.listening.engine import SpeechEngineName
from models.speech.listening.recognizer_process import RecognizerProcess
from models.speech.listening.whole_sound import heard_in, resampled
from resources import RESOURCES

app = typer.Typer(help="Speaking and listening: what is installed.", no_args_is_help=True)
app.command("say")(voice_say.say)
app.command("rehearse")(voice_rehearse.rehearse)

ANSWER_WITHIN_S = 300.0


class VoiceCheckError(LiloError):
    """A recording cannot be checked, or nothing understands it."""

    code = "voice.check"


@dataclass(frozen=True, slots=True)
class Checked:
    """What one engine made of a recording.

    Attributes:
        load_s: until it could be used.
        heard_s: from the end of the sound to the words, with all of the sound given at once.
        sound_s: how long the recording is.
        confidence: 0..1, as the engine sees it.
        word_error_rate: None where it was not said what the words are.
    """

    engine: str
    load_s: float
    sound_s: float = 0.0
    heard_s: float = 0.0
    text: str = ""
    confidence: float = 0.0
    word_error_rate: float | None = None


@app.callback()
def voice() -> None:
    """Look after the voice."""


@app.command("check")
def check(
    recording: Annotated[
        Path | None, typer.Option("--recording", help="A WAV file with a sentence.")
    ] = None,
    text: Annotated[str, typer.Option("--text", help="What is said in it.")] = "",
    model: Annotated[
        Path | None,
        typer.Option("--model", help="Folder of a Vosk model.", envvar="LILO_VOSK_MODEL"),
    ] = None,
    facility: FacilityOption = None,
    as_json: JsonOption = False,
) -> None:
    """Load what recognises speech and, with a recording, measure it; exit 1 when words are wrong.

    With a facility it is the model that its kiosk uses: the one of its settings, or of a bundle.
    The closed grammar knows the phrases of resources/speech/listening.yaml and nothing else.

    Example: lilo voice check --recording help.wav --text "call the nurse" --json
    """
    start_logging("error")
    pcm = read_sound(recording) if recording else b""
    folder = model or _chosen(facility)
    checked = asyncio.run(_checked(folder, pcm, text))
    tell(
        {"engines": [asdict(one) for one in checked]} if as_json else _lines(checked),
        as_json=as_json,
    )
    if any(one.word_error_rate for one in checked):
        raise typer.Exit(1)


def _chosen(facility: Path | None) -> Path | None:
    if facility is None:
        return load_settings(RESOURCES / "defaults").voice.listening.model_folder
    with chosen_facility(facility, demo=False) as basics:
        return recogniser_of(basics.settings, basics.resources)


def read_sound(file: Path) -> bytes:
    """Read a WAV file as one channel of 16 bit samples, `RATE` a second.

    Raises:
        VoiceCheckError: it cannot be read, or is not of 16 bit.
    """
    try:
        with wave.open(str(file), "rb") as sound:
            if sound.getsampwidth() != 2:  # bytes a sample
                raise VoiceCheckError(f"{file} does not have 16 bit samples.", "Convert it.")
            channels, rate = sound.getnchannels(), sound.getframerate()
            # A synthesiser that writes to a pipe does not know the length it names.
            samples = np.frombuffer(sound.readframes(sound.getnframes()), np.int16)
    except (OSError, EOFError, wave.Error) as error:
        raise VoiceCheckError(f"{file} cannot be read as a WAV file.", "Look at it.") from error
    return resampled(samples[: len(samples) // channels * channels].reshape(-1, channels), rate)


async def _checked(folder: Path | None, pcm: bytes, text: str) -> list[Checked]:
    engines: list[tuple[SpeechEngineName, Path | None]] = [(SpeechEngineName.POCKETSPHINX, None)]
    if folder is not None:
        engines.insert(0, (SpeechEngineName.VOSK, folder))
    return [await _check(name, place, pcm, text) for name, place in engines]


async def _check(name: SpeechEngineName, folder: Path | None, pcm: bytes, text: str) -> Checked:
    engine = RecognizerProcess(name, folder, answer_within_s=ANSWER_WITHIN_S)
    try:
        began = perf_counter()
        if not await engine.ready():
            raise VoiceCheckError(f"{name} does not load.", "Check its package and its model.")
        loaded = perf_counter() - began
        if not pcm:
            return Checked(name, loaded)
        heard, took = await _recognised(engine, pcm)
        rate = word_errors(text, heard.text).rate if text else None
        sound_s = len(pcm) / 2 / RATE
        return Checked(name, loaded, sound_s, took, heard.text, heard.confidence, rate)
    finally:
        engine.close()


async def _recognised(engine: RecognizerProcess, pcm: bytes) -> tuple[Recognised, float]:
    phrases = load_phrases(RESOURCES / "speech" / "listening.yaml").everything
    began = perf_counter()
    return await heard_in(engine, pcm, phrases), perf_counter() - began


def _lines(checked: list[Checked]) -> dict[str, str]:
    return {
        one.engine: f"loads in {one.load_s:.1f} s"
        + (
            f"; {one.sound_s:.1f} s of sound took {one.heard_s:.2f} s: "
            f"“{one.text}” ({one.confidence:.2f})"
            if one.sound_s
            else ""
        )
        + (
            f"; word error rate {one.word_error_rate:.0%}"
            if one.word_error_rate is not None
            else ""
        )
        for one in checked
    }
