"""Plays speech through QtMultimedia, so that it can stop at once and change its volume.

The whole sentence lies in a buffer of Qt's, which the sound system pulls from: no Python runs on
its thread. Loading this module loads the sound system, which takes a moment.
"""

import asyncio
import time
from typing import Final

from PySide6.QtCore import QBuffer, QIODevice, QObject
from PySide6.QtMultimedia import (
    QAudioDevice,
    QAudioFormat,
    QAudioSink,
    QtAudio,
)

from app.conversation.aloud import PlaybackError, Sound
from ui.shared.qt_output import linear, output_named

BUFFER_MS: Final = 100
"""How much sound is on its way to the loudspeaker: little, so that a stop is heard at once."""

SLACK_S: Final = 0.3
"""How much sooner than it lasts a sound may be over: the sound system keeps a clock of its own."""

GRACE_S: Final = 2.0
"""How much longer than it lasts a sound may play before the loudspeaker is taken for stuck."""


class QtPlayer(QObject):
    """Implements `app.conversation.aloud.Player`."""

    def __init__(self, output: str = "", parent: QObject | None = None) -> None:
        """Find the loudspeaker when something is to be played, not before.

        Args:
            output: part of the name of the loudspeaker to use; empty for the system's own.
            parent: owner, as in Qt.
        """
        super().__init__(parent)
        self._output = output
        self._sink: QAudioSink | None = None
        self._ended: asyncio.Future[bool] | None = None

    async def play(self, sound: Sound, loudness: float) -> bool:
        """Play a sound; see `Player`."""
        self.stop()
        device = self._device()
        form = QAudioFormat()
        form.setSampleRate(sound.rate)
        form.setChannelCount(1)
        form.setSampleFormat(QAudioFormat.SampleFormat.Int16)
        source = QBuffer(self)
        source.setData(sound.samples)
        source.open(QIODevice.OpenModeFlag.ReadOnly)
        sink = QAudioSink(device, form, self)
        sink.setBufferFrameCount(sound.rate * BUFFER_MS // 1000)
        sink.setVolume(linear(loudness))
        ended: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._sink, self._ended = sink, ended
        # Without its argument: PySide 6.11 cannot hand over a QtAudio.State.
        least = time.monotonic() + sound.seconds - SLACK_S
        sink.stateChanged.connect(lambda: _follow(sink, ended, least))
        try:
            sink.start(source)
            if sink.error() not in {QtAudio.Error.NoError, QtAudio.Error.UnderrunError}:
                raise PlaybackError(f"The loudspeaker cannot be used: {sink.error().name}.")
            async with asyncio.timeout(sound.seconds + GRACE_S):
                return await ended
        except TimeoutError:
            raise PlaybackError("The loudspeaker does not play what it is given.") from None
        finally:
            if self._sink is sink:
                self._sink = self._ended = None
            sink.stateChanged.disconnect()
            # Dropped, not played to its end.
            sink.reset()
            sink.deleteLater()
            source.deleteLater()

    def stop(self) -> None:
        """Be silent at once."""
        if self._ended is not None and not self._ended.done():
            self._ended.set_result(False)
        if self._sink is not None:
            self._sink.reset()

    def set_loudness(self, loudness: float) -> None:
        """Make what plays now louder or softer at once."""
        if self._sink is not None:
            self._sink.setVolume(linear(loudness))

    def _device(self) -> QAudioDevice:
        device = output_named(self._output)
        if device.isNull():
            raise PlaybackError("There is no loudspeaker.", "Connect one, or check its cable.")
        return device


def _follow(sink: QAudioSink, ended: "asyncio.Future[bool]", least: float) -> None:
    if ended.done():
        return
    if sink.state() is QtAudio.State.IdleState:
        if time.monotonic() >= least:
            # Everything was pulled, and what was underway has been played.
            ended.set_result(True)
        else:
            # A loudspeaker whose cable is pulled drinks up the rest at once.
            ended.set_exception(PlaybackError("The loudspeaker went away."))
    elif sink.state() is QtAudio.State.StoppedState:
        ended.set_exception(PlaybackError(f"The loudspeaker went away: {sink.error().name}."))
