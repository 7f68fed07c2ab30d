"""The real window speaks into a real loudspeaker, as far as PulseAudio has one, and is recorded."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.commands.sound_recording import Recording
from app.commands.virtual_sound import VirtualSound

ROOT = Path(__file__).parents[2]
STOP_S = 0.15
PATIENCE_S = 60.0


class SpeakingKiosk:
    """The kiosk's process."""

    def __init__(self, sound: VirtualSound, folder: Path) -> None:
        child = Path(__file__).parent / "speaking_kiosk.py"
        self._process = subprocess.Popen(
            [sys.executable, child, folder],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={
                **os.environ,
                **sound.environment,
                "QT_QPA_PLATFORM": "offscreen",
                "PYTHONPATH": os.pathsep.join(map(str, (ROOT, ROOT / "tests/unit/ui/kiosk"))),
            },
            text=True,
        )

    def do(self, what: str) -> dict[str, Any]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{what}\n")
        self._process.stdin.flush()
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer

    def close(self) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        try:
            assert self._process.wait(PATIENCE_S) == 0
        finally:
            self._process.kill()
            self._process.wait()
            self._process.stdout.close()


@pytest.fixture(scope="module")
def kiosk(sound: VirtualSound, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SpeakingKiosk]:
    kiosk = SpeakingKiosk(sound, tmp_path_factory.mktemp("kiosk"))
    kiosk.do("look")
    yield kiosk
    kiosk.close()


@pytest.fixture
def recording(sound: VirtualSound) -> Iterator[Recording]:
    recording = sound.record()
    yield recording
    recording.close()


def test_a_reply_is_heard_and_a_stop_silences_it(
    kiosk: SpeakingKiosk, recording: Recording
) -> None:
    began = time.monotonic()
    kiosk.do("say")
    first = recording.until_sound(began, PATIENCE_S)
    assert first is not None
    # Half a second of it, so that the stop comes in the middle of the sentence.
    assert recording.until_sound(first + 0.5, PATIENCE_S) is not None
    assert recording.since(first).level() > 0.01
    assert kiosk.do("peek")["marked"] == [0]
    asked = time.monotonic()
    kiosk.do("stop")
    last = recording.until_silence(asked, for_s=1.0, within_s=PATIENCE_S)
    assert last is not None
    assert last - asked <= STOP_S
    assert not kiosk.do("look")["sounding"]


def test_say_again_says_all_of_it(kiosk: SpeakingKiosk, recording: Recording) -> None:
    began = time.monotonic()
    kiosk.do("again")
    first = recording.until_sound(began, PATIENCE_S)
    assert first is not None
    kiosk.do("look")
    last = recording.until_silence(began, for_s=1.0, within_s=PATIENCE_S)
    assert last is not None
    assert last - first > 2.5


def test_without_a_card_touch_goes_on_and_with_one_it_is_heard_again(
    kiosk: SpeakingKiosk, sound: VirtualSound
) -> None:
    sound.unplug()
    try:
        kiosk.do("say")
        answer = kiosk.do("look")
    finally:
        sound.plug_in()
    assert answer["notice"].startswith("I cannot speak")
    assert answer["noted"][-1] == "voice.playback"
    recording = sound.record()
    try:
        began = time.monotonic()
        kiosk.do("again")
        assert recording.until_sound(began, PATIENCE_S) is not None
        kiosk.do("stop")
    finally:
        recording.close()


def test_who_has_chosen_silence_hears_nothing(kiosk: SpeakingKiosk, recording: Recording) -> None:
    kiosk.do("silent")
    began = time.monotonic()
    kiosk.do("say")
    kiosk.do("look")
    kiosk.do("again")
    assert recording.until_silence(began, for_s=1.0) == began
