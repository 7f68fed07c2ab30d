"""Plays a tone and listens for it: whether loudspeaker and microphone do what they say."""

import math
import sys
from array import array

from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication, QEventLoop, QIODevice, QTimer
from PySide6.QtMultimedia import QAudioFormat, QAudioSink, QAudioSource, QMediaDevices

from app.errors import LiloError

RATE = 16_000
TONE_HZ = 880.0
TONE_S = 1.0
QUIET_S = 0.6
SILENCE_DBFS = -120.0
_LOUDNESS = 0.4
_FULL = 32_768.0


class NoSoundError(LiloError):
    """The sound system does not open a device."""

    code = "sound"


def sound_devices() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names of what can play and of what can record."""
    outputs = tuple(device.description() for device in QMediaDevices.audioOutputs())
    inputs = tuple(device.description() for device in QMediaDevices.audioInputs())
    return outputs, inputs


def level_dbfs(samples: array[int]) -> float:
    """Return the loudness of 16-bit samples; 0 is as loud as they go."""
    if not samples:
        return SILENCE_DBFS
    mean = sum(one * one for one in samples) / len(samples)
    return max(10 * math.log10(mean / _FULL**2), SILENCE_DBFS) if mean else SILENCE_DBFS


def tone() -> bytes:
    """Return a tone that begins and ends softly, as 16-bit samples of one channel."""
    count, edge = int(RATE * TONE_S), int(RATE * 0.02)
    samples = array("h")
    for n in range(count):
        fade = min(1.0, n / edge, (count - n) / edge)
        samples.append(int(fade * _LOUDNESS * 32_767 * math.sin(2 * math.pi * TONE_HZ * n / RATE)))
    if sys.byteorder == "big":
        samples.byteswap()
    return samples.tobytes()


def try_tone() -> tuple[float, float]:
    """Listen to the room, then play a tone and listen to that; return both levels in dBFS.

    Raises:
        NoSoundError: the sound system does not open the microphone.
    """
    application = QCoreApplication.instance() or QCoreApplication(["lilo"])
    sound = _format()
    source = QAudioSource(QMediaDevices.defaultAudioInput(), sound)
    heard = source.start()
    if heard is None:
        raise NoSoundError(
            "The microphone cannot be opened.", "See whether the sound service runs: lilo-sound."
        )
    _wait(QUIET_S)
    quiet = _samples(heard)
    played = QBuffer()
    played.setData(QByteArray(tone()))
    played.open(QIODevice.OpenModeFlag.ReadOnly)
    sink = QAudioSink(QMediaDevices.defaultAudioOutput(), sound)
    sink.start(played)
    _wait(TONE_S)
    loud = _samples(heard)
    sink.stop()
    source.stop()
    application.processEvents()
    return level_dbfs(quiet), level_dbfs(loud)


def _format() -> QAudioFormat:
    sound = QAudioFormat()
    sound.setSampleRate(RATE)
    sound.setChannelCount(1)
    sound.setSampleFormat(QAudioFormat.SampleFormat.Int16)
    return sound


def _samples(heard: QIODevice) -> array[int]:
    raw = heard.readAll().data()
    samples = array("h")
    samples.frombytes(raw[: len(raw) // 2 * 2])
    # What is recorded first is from before the device had settled.
    return samples[len(samples) // 4 :]


def _wait(seconds: float) -> None:
    loop = QEventLoop()
    QTimer.singleShot(int(seconds * 1_000), loop.quit)
    loop.exec()
