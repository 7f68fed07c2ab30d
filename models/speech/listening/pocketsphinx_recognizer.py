"""PocketSphinx with a closed grammar, and a second decoder that says how well it fits.

A closed grammar hears one of its phrases in anything. So the same sound also goes through a
decoder of free phones: whatever was said, its phones are found there. The difference of the two for
each frame of 10 ms that the phrase lasts tells it from words that merely had to become one.
"""

from collections.abc import Sequence
from math import exp, log
from pathlib import Path

import numpy as np
import pocketsphinx

from models.speech.listening.engine import SpeechEngineError, Words

HALF_AT = -27.5
"""The difference at which a phrase was as likely said as not, with synthetic voices."""

SPREAD = 4.0
"""From there to odds of e: 0.75 at -23, 0.25 at -32."""

LEAST_SHARE = 0.62
"""Of what was spoken, a phrase must last so much: the rest is not taken for noise around it."""

QUIET = 0.3
"""Of the loudest before it, what is no further word: a phrase that was looked at is whole then."""

_PIECE = 1_600
"""Samples in a tenth of a second."""

_GRAMMAR = "phrases"
_FRAME_BYTES = 320
_SILENT = ("<", "[", "+", "(", "SIL")
_SOMETHING = 0.01
"""Confidence where there was speech, but none of the phrases."""
_PHONE_BEAM = 1e-20
_LM_WEIGHT = 2.0

_SHARED: dict[str, object] = {
    "lm": None,
    "loglevel": "FATAL",
    "cmn": "batch",
    # Or a second search may take half a phrase for the best way through all of them.
    "bestpath": False,
    # Scores are differences from the best sound of each frame: of all sounds, not only of those
    # that are still looked at, or a narrow search would look like a good one.
    "compallsen": True,
}
_WIDE: dict[str, float] = {"beam": 1e-60, "wbeam": 1e-40, "pbeam": 1e-60}
"""Phrases are few: none is given up early."""


class PocketsphinxRecognizer:
    """Implements `SpeechEngine` with the English model that comes in the package's wheel.

    A phrase is decoded whole: features are normalised over all of it, so that what was said before
    has no influence.

    Raises:
        SpeechEngineError: the model that comes with the package is not there.
    """

    def __init__(self) -> None:
        phones = Path(pocketsphinx.get_model_path("en-us/en-us-phone.lm.bin"))
        if not phones.is_file():
            raise SpeechEngineError("the model of the package pocketsphinx is missing")
        self._decoder = pocketsphinx.Decoder(**_SHARED, **_WIDE)
        self._phones = pocketsphinx.Decoder(
            **_SHARED, allphone=str(phones), lw=_LM_WEIGHT, beam=_PHONE_BEAM, pbeam=_PHONE_BEAM
        )
        self._pcm = bytearray()
        self._phrases: tuple[str, ...] = ()
        self._looked: tuple[int, Words] | None = None

    def begin(self, phrases: Sequence[str]) -> None:
        """Begin with something new; phrases with a word that the dictionary lacks are left out."""
        self._forget()
        wanted = tuple(phrase for phrase in dict.fromkeys(phrases) if self._knows(phrase))
        if wanted != self._phrases:
            self._phrases = wanted
            if wanted:
                self._decoder.add_jsgf_string(_GRAMMAR, _jsgf(wanted))
                self._decoder.activate_search(_GRAMMAR)

    def feed(self, pcm: bytes) -> str:
        """Keep the sound; a closed grammar has no words before the end."""
        self._pcm += pcm
        return ""

    def look(self) -> Words:
        """Return what it would be if it were over now."""
        words = self._understood(bytes(self._pcm))
        self._looked = len(self._pcm), words
        return words

    def finish(self) -> Words:
        """Return what it was, and forget it; what was looked at is not decoded a second time."""
        pcm, looked = bytes(self._pcm), self._looked
        self._forget()
        if looked is not None and _is_quiet_after(pcm, looked[0]):
            return looked[1]
        return self._understood(pcm)

    def _forget(self) -> None:
        self._pcm.clear()
        self._looked = None

    def _understood(self, pcm: bytes) -> Words:
        if not self._phrases or len(pcm) < _FRAME_BYTES:
            return Words()
        said, score = _decoded(self._decoder, pcm)
        lasts = _frames_of_speech(self._decoder)
        if said not in self._phrases:
            # Half a phrase, or nothing: something was said, and it was none of them.
            return Words("", _SOMETHING if said else 0.0)
        _, free = _decoded(self._phones, pcm)
        spoken = _frames_of_speech(self._phones)
        if not spoken:
            return Words()
        if lasts < LEAST_SHARE * spoken:
            return Words("", _SOMETHING)
        return Words(said, _likely((score - free) / max(1, lasts)))

    def _knows(self, phrase: str) -> bool:
        return all(self._decoder.lookup_word(word) is not None for word in phrase.split())


def _jsgf(phrases: Sequence[str]) -> str:
    return f"#JSGF V1.0;\ngrammar {_GRAMMAR};\npublic <said> = {' | '.join(phrases)};\n"


def _is_quiet_after(pcm: bytes, at: int) -> bool:
    """Return whether nothing after a place is nearly as loud as what was before it."""
    before, after = _loudest(pcm[:at]), _loudest(pcm[at:])
    return after <= QUIET * before


def _loudest(pcm: bytes) -> float:
    """Return the level of the loudest tenth of a second."""
    samples = np.frombuffer(pcm[: len(pcm) // 2 * 2], "<i2").astype(np.float64)
    if not len(samples):
        return 0.0
    pieces = np.array_split(samples, max(1, len(samples) // _PIECE))
    return max(float(np.sqrt(np.mean(np.square(piece)))) for piece in pieces)


def _decoded(decoder: pocketsphinx.Decoder, pcm: bytes) -> tuple[str, float]:
    """Return the best words and the logarithm of their score."""
    decoder.start_utt()
    decoder.process_raw(pcm, no_search=False, full_utt=True)
    decoder.end_utt()
    best = decoder.hyp()
    if best is None or not best.score:
        return "", 0.0
    # The base of the decoder's own logarithm is so near to 1 that its scores are whole numbers.
    return best.hypstr, float(decoder.logmath.log(best.score)) if best.score > 0 else log(1e-300)


def _frames_of_speech(decoder: pocketsphinx.Decoder) -> int:
    """Return how many frames of the last decoding were words or phones, not silence or noise."""
    if decoder.hyp() is None:
        return 0
    return sum(
        part.end_frame - part.start_frame + 1
        for part in decoder.seg()
        if not part.word.startswith(_SILENT)
    )


def _likely(difference: float) -> float:
    return 1 / (1 + exp(-max(-50.0, min(50.0, (difference - HALF_AT) / SPREAD))))
