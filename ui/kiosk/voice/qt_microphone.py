"""The microphone through QtMultimedia."""

from collections.abc import Callable

import structlog
from PySide6.QtCore import QIODevice, QObject
from PySide6.QtMultimedia import QAudioDevice, QAudioFormat, QAudioSource, QMediaDevices, QtAudio

from app.conversation.listening import RATE, Chunk
from ui.kiosk.voice.microphone import MicrophoneFault

_log = structlog.get_logger(__name__)

BUFFER_MS = 200
"""Sound that is kept while the windows are busy."""


class QtMicrophone(QObject):
    """Implements `Microphone`; safe where there is no sound card.

    A microphone is open only while Lilo listens: at other times the system shows that it is not.
    """

    def __init__(self, named: str = "", parent: QObject | None = None) -> None:
        """Make one that is closed.

        Args:
            named: its name as the system gives it; empty for the system's choice.
            parent: owns it.
        """
        super().__init__(parent)
        self._named = named
        self._devices = QMediaDevices(self)
        self._devices.audioInputsChanged.connect(self._changed)
        self._source: QAudioSource | None = None
        self._stream: QIODevice | None = None
        self._hear: Callable[[Chunk], None] | None = None
        self._lost: Callable[[MicrophoneFault], None] | None = None
        self._on_change: list[Callable[[], None]] = []

    @property
    def is_there(self) -> bool:
        """Whether there is a microphone."""
        return not self._device().isNull()

    def on_change(self, changed: Callable[[], None]) -> None:
        """Call this when a microphone was plugged in or unplugged."""
        self._on_change.append(changed)

    def open(
        self, hear: Callable[[Chunk], None], lost: Callable[[MicrophoneFault], None]
    ) -> MicrophoneFault:
        """Begin to hear; see `Microphone.open`."""
        self.close()
        try:
            return self._opened(hear, lost)
        except Exception:
            # Whatever the sound system does, the screen goes on.
            _log.exception("microphone_failed")
            self.close()
            return MicrophoneFault.BUSY

    def close(self) -> None:
        """Hear no more."""
        source, self._source, self._stream = self._source, None, None
        self._hear = self._lost = None
        if source is not None:
            source.stateChanged.disconnect(self._state_changed)
            source.stop()
            source.deleteLater()

    def _opened(
        self, hear: Callable[[Chunk], None], lost: Callable[[MicrophoneFault], None]
    ) -> MicrophoneFault:
        device = self._device()
        if device.isNull():
            return MicrophoneFault.ABSENT
        source = QAudioSource(device, _format(), self)
        source.setBufferSize(RATE * 2 * BUFFER_MS // 1000)
        stream = source.start()
        # Where it cannot be opened, PySide gives None in place of a stream.
        if stream is None or source.error() is not QtAudio.Error.NoError:
            _log.warning("microphone_not_opened", fault=source.error().name)
            source.deleteLater()
            return MicrophoneFault.BUSY
        self._source, self._stream = source, stream
        self._hear, self._lost = hear, lost
        source.stateChanged.connect(self._state_changed)
        stream.readyRead.connect(self._read)
        return MicrophoneFault.NONE

    def _device(self) -> QAudioDevice:
        inputs = QMediaDevices.audioInputs()
        if self._named:
            return next((d for d in inputs if d.description() == self._named), QAudioDevice())
        return QMediaDevices.defaultAudioInput() if inputs else QAudioDevice()

    def _read(self) -> None:
        if self._stream is None or self._hear is None:
            return
        pcm = bytes(self._stream.readAll().data())
        if pcm:
            self._hear(Chunk(pcm))

    def _state_changed(self) -> None:
        # Asked for and not taken from the signal: PySide 6.11 cannot hand the state over.
        source = self._source
        if source is not None and source.state() is QtAudio.State.StoppedState:
            self._lose()

    def _changed(self) -> None:
        if self._source is not None and not self.is_there:
            self._lose()
        for changed in self._on_change:
            changed()

    def _lose(self) -> None:
        lost = self._lost
        self.close()
        _log.warning("microphone_lost")
        if lost is not None:
            lost(MicrophoneFault.ABSENT)


def _format() -> QAudioFormat:
    wanted = QAudioFormat()
    wanted.setSampleRate(RATE)
    wanted.setChannelCount(1)
    wanted.setSampleFormat(QAudioFormat.SampleFormat.Int16)
    return wanted
