"""Which loudspeaker something is heard through, by QtMultimedia."""

from PySide6.QtMultimedia import QAudioDevice, QMediaDevices, QtAudio


def output_named(part: str) -> QAudioDevice:
    """Return the first output whose name holds this, such as a hearing loop's amplifier.

    The system's own where none does, or nothing is named; a null device where there is none.
    """
    if part:
        for each in QMediaDevices.audioOutputs():
            if part.lower() in each.description().lower():
                return each
    return QMediaDevices.defaultAudioOutput()


def linear(loudness: float) -> float:
    """Return the volume that is heard as this loud."""
    scales = QtAudio.VolumeScale
    return QtAudio.convertVolume(loudness, scales.LogarithmicVolumeScale, scales.LinearVolumeScale)
