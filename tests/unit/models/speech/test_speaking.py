"""Voices: what they make of words, and how they fail."""

import os
import stat
import struct
from pathlib import Path

import numpy as np
import pytest

from app.conversation.aloud import Manner, Phrase, VoiceError
from models.speech.speaking import EspeakNg, Pyttsx3Files, espeak_ng, pyttsx3_files
from models.speech.speaking.wave_sound import sound_of

SENTENCE = (Phrase("Tea is at", 90), Phrase("four P M.", 300))
NEEDS_ESPEAK = pytest.mark.skipif(not EspeakNg.is_installed(), reason="espeak-ng is not installed")


def wav(samples: list[int], *, size: int = 0x7FFFFFFF) -> bytes:
    body = struct.pack(f"<{len(samples)}h", *samples)
    form = struct.pack(
        "<4sI4s4sIHHIIHH", b"RIFF", size, b"WAVE", b"fmt ", 16, 1, 1, 1000, 2000, 2, 16
    )
    return form + struct.pack("<4sI", b"data", size) + body


def program(folder: Path, text: str) -> None:
    file = folder / "espeak-ng"
    file.write_text(f"#!/bin/sh\n{text}\n")
    file.chmod(file.stat().st_mode | stat.S_IXUSR)


@NEEDS_ESPEAK
def test_slower_takes_longer_and_a_pause_lasts() -> None:
    voice = EspeakNg()
    slow, usual = (voice.speak(SENTENCE, Manner(rate)).seconds for rate in (110, 200))
    assert slow > usual * 1.4
    without = voice.speak((Phrase("Tea is at four P M."),), Manner(200)).seconds
    assert usual - without > 0.3


@NEEDS_ESPEAK
def test_deep_and_bright_are_not_the_same_sound() -> None:
    voice = EspeakNg()
    deep, bright = (voice.speak(SENTENCE, Manner(pitch=pitch)).samples for pitch in (0.0, 1.0))
    assert deep != bright


@NEEDS_ESPEAK
def test_signs_that_would_be_commands_are_only_said() -> None:
    said = EspeakNg().speak((Phrase("Two < three & four"),), Manner())
    assert said.seconds > 0.5


@NEEDS_ESPEAK
def test_a_voice_that_is_not_there_is_said_so() -> None:
    with pytest.raises(VoiceError, match="exit code"):
        EspeakNg({"en": "nonsense"}).speak(SENTENCE, Manner())


def test_without_the_program_it_is_said_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not EspeakNg.is_installed()
    with pytest.raises(VoiceError, match="not installed"):
        EspeakNg().speak(SENTENCE, Manner())


def test_a_program_that_hangs_is_ended_and_nobodys_words_are_in_the_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(tmp_path, "exec sleep 60")
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(espeak_ng, "WITHIN_S", 0.2)
    with pytest.raises(VoiceError, match="did not answer") as failure:
        EspeakNg().speak((Phrase("My secret"),), Manner())
    assert "secret" not in str(failure.value)
    assert failure.value.__cause__ is None


@pytest.mark.parametrize("output", ["echo nonsense", "true"])
def test_a_program_that_gives_no_sound_is_no_voice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, output: str
) -> None:
    program(tmp_path, output)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    with pytest.raises(VoiceError):
        EspeakNg().speak(SENTENCE, Manner())


@NEEDS_ESPEAK
def test_pyttsx3_speaks_into_a_file_and_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setattr(pyttsx3_files, "WITHIN_S", 60.0)
    assert Pyttsx3Files.is_installed()
    said = Pyttsx3Files().speak(SENTENCE, Manner())
    assert 0.8 < said.seconds < 5
    assert not list(tmp_path.glob("lilo-*"))


def test_a_pyttsx3_that_hangs_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    child = tmp_path / "child.py"
    child.write_text("import threading\nthreading.Event().wait()\n")
    monkeypatch.setattr(pyttsx3_files, "_CHILD", child)
    monkeypatch.setattr(pyttsx3_files, "WITHIN_S", 0.3)
    with pytest.raises(VoiceError, match="TimeoutExpired"):
        Pyttsx3Files().speak(SENTENCE, Manner())


def test_silence_around_the_words_is_cut_and_the_pause_is_ours() -> None:
    loud = [0] * 500 + [9000, -9000] * 100 + [0] * 700
    sound = sound_of(wav(loud), pause_ms=250)
    samples = np.frombuffer(sound.samples, np.int16)
    heard = np.flatnonzero(samples)
    assert sound.rate == 1000
    assert heard[0] == 15
    assert len(samples) - heard[-1] - 1 == pytest.approx(30 + 250, abs=2)


@pytest.mark.parametrize("bad", [b"", b"RIFF", wav([0, 0, 1, 0]), wav([])])
def test_what_is_no_sound_is_refused(bad: bytes) -> None:
    with pytest.raises(VoiceError):
        sound_of(bad, 0)


def test_each_language_has_a_voice_of_its_own() -> None:
    voice = EspeakNg({"en": "en-us", "es": "es-419"})
    words = (Phrase("Buenas tardes, son las tres y media."),)
    spanish = voice.speak(words, Manner(language="es"))
    assert spanish.samples != voice.speak(words, Manner()).samples
    with pytest.raises(VoiceError, match="no voice for fr"):
        voice.speak(words, Manner(language="fr"))
