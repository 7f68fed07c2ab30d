import pytest

from ui.shared.chime import SilentChime, Sound, sound_file
from ui.shared.qt_chime import QtChime
from ui.shared.qt_output import output_named


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

    monkeypatch.setattr("ui.shared.qt_output.QMediaDevices", NoDevices)
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

    monkeypatch.setattr("ui.shared.qt_output.QMediaDevices", Failing)
    assert not QtChime().ring(Sound.HIGH)


@pytest.mark.parametrize(
    ("part", "found"), [("loop", "Hearing Loop"), ("", "Monitor"), ("gone", "Monitor")]
)
def test_what_is_named_is_used_and_else_the_systems_own(
    monkeypatch: pytest.MonkeyPatch, part: str, found: str
) -> None:
    class Device:
        def __init__(self, name: str) -> None:
            self.name = name

        def description(self) -> str:
            return self.name

    monitor, loop = Device("Monitor"), Device("Hearing Loop")

    class Devices:
        @staticmethod
        def audioOutputs() -> list[Device]:  # noqa: N802
            return [monitor, loop]

        @staticmethod
        def defaultAudioOutput() -> Device:  # noqa: N802
            return monitor

    monkeypatch.setattr("ui.shared.qt_output.QMediaDevices", Devices)
    assert output_named(part).description() == found
