"""The trial of a voice from a bundle: what listens understands, and what speaks is heard."""

import asyncio
from pathlib import Path

import numpy as np

from app.bundles import ActiveResources, Kind, UnhealthyError
from app.conversation.aloud import Manner, NoVoiceError, Phrase, Voices
from app.conversation.listening import RATE, load_phrases
from app.settings import Settings
from app.wiring.speaking import PATIENT_S, voices_of
from models.speech.listening.engine import SpeechEngineName
from models.speech.listening.recognizer_process import RecognizerProcess
from models.speech.listening.vosk_recognizer import missing_parts
from models.speech.listening.whole_sound import heard_in, resampled
from models.speech.speaking import Piper
from resources import RESOURCES

SAID = ("I need the nurse", "yes I have taken it", "say it again please", "good morning")
"""What a voice of this machine says for the trial; nobody hears it."""

LISTEN_WITHIN_S = 300.0

_SECONDS_A_WORD = (0.12, 1.5)
"""Between these any voice speaks; outside of them it is noise, or stands still."""

_SILENCE = bytes(RATE * 2)


def try_recogniser(tried: ActiveResources, settings: Settings) -> None:
    """Load a model in a process of its own and have it listen to a voice of this machine.

    It has to understand something of what is said to it: one for another language does not. Where
    the machine has no voice, it is only loaded.

    Raises:
        UnhealthyError: it does not load, or understands nothing.
    """
    folder = _folder(tried, Kind.RECOGNISER)
    if missing := missing_parts(folder):
        raise UnhealthyError(
            f"It is no model of Vosk: it has no {' and no '.join(missing)}.",
            "Put the files of the model itself into the folder `model`, not a folder with them.",
        )
    try:
        spoken = [(words, _said(voices_of(settings), words)) for words in SAID]
    except NoVoiceError:
        spoken = []
    if not asyncio.run(_understands(folder, spoken)):
        raise UnhealthyError(
            f"It understood nothing of {len(spoken)} sentences that were said to it.",
            "Use a model for the language of the house.",
        )


def try_synthesiser(tried: ActiveResources, settings: Settings) -> None:
    """Have a voice say a few words, and look whether that lasts as long as words do.

    Raises:
        UnhealthyError: it makes noise, or none, or speaks another language than the kiosk.
        VoiceError: it cannot be loaded.
    """
    voice = Piper(_folder(tried, Kind.SYNTHESISER), PATIENT_S)
    language = settings.kiosk.language
    try:
        if voice.language != language:
            raise UnhealthyError(
                f"The voice speaks '{voice.language}', and this kiosk '{language}'.",
                "Use a voice for the language of the house, or set `kiosk.language`.",
            )
        for words in SAID:
            sound = voice.speak((Phrase(words),), Manner(language=language))
            least, most = (len(words.split()) * bound for bound in _SECONDS_A_WORD)
            if not least <= sound.seconds <= most:
                raise UnhealthyError(
                    f"It takes {sound.seconds:.1f} s for {len(words.split())} words.",
                    "Use another voice.",
                )
    finally:
        voice.close()


def _folder(tried: ActiveResources, kind: Kind) -> Path:
    folder = tried.model(kind)
    if folder is None or not folder.is_dir():
        raise UnhealthyError("There is no model in the bundle.", "Ask for a right one.")
    return folder


def _said(voices: Voices, words: str) -> bytes:
    """Return words as sound, with a little silence around them as a room has it."""
    sound = voices.speak((Phrase(words),), Manner())
    samples = np.frombuffer(sound.samples, np.int16).reshape(-1, 1)
    return _SILENCE + resampled(samples, sound.rate) + _SILENCE


async def _understands(folder: Path, spoken: list[tuple[str, bytes]]) -> bool:
    engine = RecognizerProcess(SpeechEngineName.VOSK, folder, answer_within_s=LISTEN_WITHIN_S)
    try:
        if not await engine.ready(LISTEN_WITHIN_S):
            raise UnhealthyError(
                f"Its model does not load here within {LISTEN_WITHIN_S:.0f} s.",
                "If this machine has a lot to do just now, try again later, with --again; else ask "
                "for a right one.",
            )
        phrases = load_phrases(RESOURCES / "speech" / "listening.yaml").everything
        for words, pcm in spoken:
            heard = await heard_in(engine, pcm, phrases)
            if set(words.lower().split()) & set(heard.text.split()):
                return True
        return not spoken
    finally:
        engine.close()
