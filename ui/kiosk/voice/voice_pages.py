"""What the choices of the voice pages do. Pure."""

from dataclasses import replace

from app.identity import FASTEST, LOUDEST, SLOWEST, SOFTEST, Tone, VoiceLiking
from ui.kiosk.inputs import Screen

RATE_STEP = 15
LOUDNESS_STEP = 0.2

VOICE_PAGES = frozenset({Screen.SPEED, Screen.LOUDNESS, Screen.TONE, Screen.SPEAKING})
"""Where a choice is tried out at once."""


def changed_voice(screen: Screen, index: int, voice: VoiceLiking) -> VoiceLiking:
    """Return how the voice is liked after a choice; the same where it changes nothing."""
    match screen:
        case Screen.SPEED if index in {0, 1}:
            return faster(voice) if index else slower(voice)
        case Screen.LOUDNESS if index in {0, 1}:
            wanted = voice.loudness + (LOUDNESS_STEP if index else -LOUDNESS_STEP)
            return replace(voice, loudness=round(min(max(wanted, SOFTEST), LOUDEST), 2))
        case Screen.TONE if 0 <= index < len(Tone):
            return replace(voice, tone=tuple(Tone)[index])
        case Screen.SPEAKING if index in {0, 1}:
            return replace(voice, is_silent=bool(index))
        case _:
            return voice


def slower(voice: VoiceLiking) -> VoiceLiking:
    """Return the voice a little slower, as far as it goes."""
    return replace(voice, words_a_minute=max(SLOWEST, voice.words_a_minute - RATE_STEP))


def faster(voice: VoiceLiking) -> VoiceLiking:
    """Return the voice a little faster, as far as it goes."""
    return replace(voice, words_a_minute=min(FASTEST, voice.words_a_minute + RATE_STEP))


def chosen_voice(screen: Screen, voice: VoiceLiking) -> int | None:
    """Return which choice of a voice page stands, or None where none does."""
    match screen:
        case Screen.TONE:
            return tuple(Tone).index(voice.tone)
        case Screen.SPEAKING:
            return int(voice.is_silent)
        case _:
            return None


def possible_voice(screen: Screen, voice: VoiceLiking) -> tuple[bool, bool, bool]:
    """Return which choices still go further."""
    match screen:
        case Screen.SPEED:
            return voice.words_a_minute > SLOWEST, voice.words_a_minute < FASTEST, True
        case Screen.LOUDNESS:
            return voice.loudness > SOFTEST, voice.loudness < LOUDEST, True
        case _:
            return True, True, True
