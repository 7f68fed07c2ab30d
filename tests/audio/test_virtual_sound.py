"""The card that voices are measured with measures rightly itself."""

import os
import subprocess
import time
import wave
from pathlib import Path

import numpy as np
import pytest

from app.commands.sound_recording import RATE
from app.commands.virtual_sound import MICROPHONE, SPEAKER, VirtualSound


@pytest.fixture
def tone(tmp_path: Path) -> Path:
    """Half a second of 440 Hz between two quarters of silence."""
    file, silence = tmp_path / "tone.wav", np.zeros(RATE // 4, np.int16)
    times = np.arange(RATE // 2) / RATE
    beep = (np.sin(times * 440 * 2 * np.pi) * 16_000).astype(np.int16)
    with wave.open(str(file), "wb") as out:
        out.setparams((1, 2, RATE, 0, "NONE", ""))
        out.writeframes(np.concatenate([silence, beep, silence]).tobytes())
    return file


def test_what_is_played_to_the_speaker_is_recorded(sound: VirtualSound, tone: Path) -> None:
    recording = sound.record()
    try:
        began = time.monotonic()
        assert recording.heard.level() == 0
        subprocess.run(
            ["paplay", f"--device={SPEAKER}", tone],
            check=True,
            env={**os.environ, **sound.environment},
        )
        assert recording.until_sound(began) is not None
        assert recording.until_silence(began) is not None
        times = recording.since(began).sounds()
    finally:
        recording.close()
    assert times[-1] - times[0] == pytest.approx(0.5, abs=0.05)


def test_what_is_said_into_the_mouth_comes_out_of_the_microphone(
    sound: VirtualSound, tone: Path
) -> None:
    recording = sound.record(MICROPHONE)
    try:
        began = time.monotonic()
        sound.say(tone)
        assert recording.until_sound(began) is not None
    finally:
        recording.close()


def test_it_is_silent_where_nothing_is_played(sound: VirtualSound) -> None:
    recording = sound.record()
    try:
        began = time.monotonic()
        assert recording.until_silence(began, for_s=0.2) == began
        assert recording.until_sound(began, within_s=0.1) is None
    finally:
        recording.close()
