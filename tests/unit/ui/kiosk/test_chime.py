import pytest

from ui.shared.chime import SilentChime, Sound, sound_file
from ui.shared.qt_chime import QtChime


def test_every_signal_is_there() -> None:
    assert all(sound_file(sound).is_file() for sound in Sound)


def test_silence_is_said_to_be_silent() -> None:
    chime = SilentChime()
    assert not chime.ring(Sound.HIGH)
    chime.hush()


def test_without_a_sound_card_nothing_breaks_and_nothing_is_claimed(
    qapp: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    class NoDevice:
        def isNull(self) -> bool:  # noqa: N802
            return True

    class NoDevices:
        @staticmethod
        def defaultAudioOutput() -> NoDevice:  # noqa: N802
            return NoDevice()

    monkeypatch.setattr("ui.shared.qt_chime.QMediaDevices", NoDevices)
    chime = QtChime()
    assert not chime.ring(Sound.MEDIUM)
    chime.hush()


def test_a_sound_system_that_fails_hurts_nobody(
    qapp: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Failing:
        @staticmethod
        def defaultAudioOutput() -> object:  # noqa: N802
            raise RuntimeError("no server")

    monkeypatch.setattr("ui.shared.qt_chime.QMediaDevices", Failing)
    assert not QtChime().ring(Sound.HIGH)
