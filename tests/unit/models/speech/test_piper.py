"""A voice of Piper's form: what it is told, how long it speaks, and how it fails."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.conversation.aloud import Manner, NoVoiceError, Phrase, VoiceError, Voices
from models.speech.speaking import EspeakNg, Piper
from models.speech.speaking.phonemes import phonemes_of
from models.speech.speaking.piper_files import read_piper
from tests.fakes.piper_voices import make_voice

NEEDS_ESPEAK = pytest.mark.skipif(not EspeakNg.is_installed(), reason="espeak-ng is not installed")
PATIENCE_S = 60.0
SENTENCE = (Phrase("Tea is at", 90), Phrase("four P M.", 300))


@pytest.fixture
def voice(tmp_path: Path) -> Iterator[Piper]:
    voice = Piper(make_voice(tmp_path / "voice"), PATIENCE_S)
    yield voice
    voice.close()


def test_phonemes_become_numbers_with_a_blank_after_each(tmp_path: Path) -> None:
    files = read_piper(make_voice(tmp_path))
    begin, end, blank = (files.ids[sign][0] for sign in "^$_")
    tea = [files.ids[sign][0] for sign in "tˈiː"]
    assert files.numbered("tˈiː") == [
        begin,
        blank,
        *(number for sign in tea for number in (sign, blank)),
        end,
    ]
    assert files.numbered("t\u30c6ˈiː") == files.numbered("tˈiː"), "what it does not know is left"


@NEEDS_ESPEAK
def test_words_keep_their_marks_as_phonemes() -> None:
    said = phonemes_of("Tea is at four, in the garden. Is it?", "en-us")
    assert [sign for sign in said if sign in ",.?"] == [",", ".", "?"]
    assert said.startswith("tˈiː")
    assert phonemes_of("garden", "en-us") == phonemes_of("garden,", "en-us").rstrip(",")


@NEEDS_ESPEAK
def test_slower_takes_longer_and_one_process_says_all(voice: Piper) -> None:
    slow, usual = (voice.speak(SENTENCE, Manner(rate)) for rate in (110, 200))
    assert slow.rate == usual.rate == 16_000
    assert slow.seconds - 0.3 > (usual.seconds - 0.3) * 1.6
    assert voice._child is not None
    assert voice._child.poll() is None


@NEEDS_ESPEAK
def test_a_process_that_dies_is_replaced_and_the_next_voice_speaks(voice: Piper) -> None:
    voices = Voices([voice])
    voices.speak(SENTENCE, Manner())
    assert voice._child is not None
    voice._child.kill()
    voice._child.wait()
    with pytest.raises(NoVoiceError):
        voices.speak(SENTENCE, Manner())
    assert voices.speak(SENTENCE, Manner()).seconds > 0.5


@NEEDS_ESPEAK
def test_a_network_that_is_none_is_a_voice_that_fails(tmp_path: Path) -> None:
    (make_voice(tmp_path) / "voice.onnx").write_bytes(b"no network")
    voice = Piper(tmp_path, PATIENCE_S)
    with pytest.raises(VoiceError, match="from the bundle failed"):
        voice.speak(SENTENCE, Manner())
    assert voice._child is None


def test_another_language_is_left_to_another_voice(voice: Piper) -> None:
    with pytest.raises(VoiceError, match="does not speak es"):
        voice.speak(SENTENCE, Manner(language="es"))


def test_without_espeak_it_says_what_is_missing(
    voice: Piper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(VoiceError, match="needs espeak-ng"):
        voice.speak(SENTENCE, Manner())


def test_folders_that_hold_no_voice_are_named(tmp_path: Path) -> None:
    with pytest.raises(VoiceError, match="0 voices"):
        Piper(tmp_path)
    make_voice(tmp_path, num_speakers=3)
    with pytest.raises(VoiceError, match="several speakers"):
        Piper(tmp_path)
    told = tmp_path / "voice.onnx.json"
    told.write_text(json.dumps({"audio": {}}), "utf-8")
    with pytest.raises(VoiceError, match="not what Piper writes"):
        Piper(tmp_path)
    told.unlink()
    with pytest.raises(VoiceError, match="is missing beside"):
        Piper(tmp_path)
    (tmp_path / "second.onnx").write_bytes(b"")
    with pytest.raises(VoiceError, match="2 voices"):
        Piper(tmp_path)
