"""The process that recognises, as the program sees it: fed, watched, and started again."""

import asyncio
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import structlog

import models
from app.conversation.listening import FRAME_BYTES, FRAME_S, Recognised, RecognizerState
from app.conversation.listening.ports import Hear
from models.generation.local.engine_process import Restarts
from models.speech.listening.engine import SpeechEngineName
from models.speech.listening.protocol import (
    DROP,
    FINISH,
    LOOK,
    SOUND,
    begin,
    message,
    parsed,
)

_log = structlog.get_logger(__name__)

LATE_S = 30.0
"""So much sound may wait for the process; one that is further behind is started anew."""

ANSWER_WITHIN_S = 8.0
"""How long the words may take after the end."""

LOAD_WITHIN_S = 60.0
"""How long a model may take to load while words wait for it."""

_MOST_WAITING = round(LATE_S / FRAME_S)
_SOUND_BYTES = 5 * FRAME_BYTES
"""Sound goes in tenths of a second: fewer messages, and nobody hears the difference."""


class RecognizerProcess:
    """Implements `app.conversation.listening.Recognizer` with a child process.

    Belongs to the event loop's thread. Two threads of its own only write and read pipes, so
    nothing here waits. What is said before the model has loaded waits in the pipe.
    """

    def __init__(
        self,
        engine: SpeechEngineName,
        folder: Path | None = None,
        restarts: Restarts | None = None,
        *,
        answer_within_s: float = ANSWER_WITHIN_S,
    ) -> None:
        self.engine = engine
        self._folder = folder
        self._restarts = restarts or Restarts()
        self._answer_within_s = answer_within_s
        self._child: _Child | None = None
        self._is_broken = False
        self._number = 0
        self._hear: Hear | None = None
        self._sound = bytearray()
        self._deadline: asyncio.TimerHandle | None = None
        self._settled = asyncio.Event()

    @property
    def takes_free_speech(self) -> bool:
        """Whether it understands more than the phrases it is given."""
        return self.engine is SpeechEngineName.VOSK

    @property
    def state(self) -> RecognizerState:
        """Whether it can be used."""
        if self._is_broken:
            return RecognizerState.BROKEN
        if self._child is None:
            return RecognizerState.ABSENT
        return RecognizerState.READY if self._child.is_loaded else RecognizerState.LOADING

    @property
    def pid(self) -> int | None:
        """The child's process, while there is one."""
        return self._child.process.pid if self._child else None

    def prepare(self) -> None:
        """Start the child if there is none."""
        if self._child is not None or self._is_broken:
            return
        if not self._restarts.may_start():
            _log.error("recognizer_not_restarted", engine=self.engine.value)
            self._is_broken = True
            return
        try:
            self._child = self._started()
        except (OSError, RuntimeError):
            _log.exception("recognizer_not_started", engine=self.engine.value)
            self._is_broken = True

    async def ready(self, within_s: float = LOAD_WITHIN_S) -> bool:
        """Load what it needs; return whether it can be used."""
        self.prepare()
        if self._child is not None:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._settled.wait(), within_s)
        return self.state is RecognizerState.READY

    def begin(self, phrases: Sequence[str], hear: Hear) -> None:
        """Begin with something new; see `Recognizer.begin`."""
        self.prepare()
        self._forget()
        self._number += 1
        self._hear = hear
        self._tell(begin(self._number, phrases))

    def feed(self, pcm: bytes) -> None:
        """Hear on."""
        self._sound += pcm
        if len(self._sound) >= _SOUND_BYTES:
            self._send_sound()

    def look(self) -> None:
        """Say what it is so far."""
        self._send_sound()
        self._tell(message(LOOK))

    def finish(self) -> None:
        """Say what it was; where the process does not answer in time, nothing was understood."""
        self._send_sound()
        self._tell(message(FINISH))
        if self._child is None:
            self._answer(Recognised("", is_final=True))
            return
        within = self._answer_within_s if self._child.is_loaded else LOAD_WITHIN_S
        self._deadline = asyncio.get_running_loop().call_later(within, self._too_late)

    def drop(self) -> None:
        """Forget it."""
        self._forget()
        self._hear = None
        self._tell(message(DROP))

    def close(self) -> None:
        """End the child."""
        self._forget()
        self._hear = None
        self._is_broken = True
        if self._child is not None:
            self._child.kill()
            self._child = None

    def _forget(self) -> None:
        self._sound.clear()
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _send_sound(self) -> None:
        if self._sound:
            self._tell(message(SOUND, bytes(self._sound)))
            self._sound.clear()

    def _tell(self, what: bytes) -> None:
        if self._child is not None and not self._child.tell(what):
            _log.error("recognizer_stands_still", engine=self.engine.value)
            self._lose()

    def _too_late(self) -> None:
        _log.error("recognizer_too_late", engine=self.engine.value)
        self._lose()

    def _lose(self) -> None:
        """Give this child up; the next words get another one."""
        if self._child is not None:
            self._child.kill()
            self._child = None
        self._answer(Recognised("", is_final=True))

    def _answer(self, heard: Recognised) -> None:
        hear = self._hear
        if heard.is_final:
            self._forget()
            self._hear = None
        if hear is not None:
            hear(heard)

    def _came(self, child: "_Child", said: Mapping[str, Any]) -> None:
        if child is not self._child:
            return
        match said["kind"]:
            case "loaded":
                child.is_loaded = True
                self._settled.set()
            case "unloadable":
                _log.error(
                    "recognizer_not_loaded", engine=self.engine.value, fault=said.get("fault")
                )
                # What is not installed does not come by trying again.
                self._is_broken = True
                self._settled.set()
            case "heard" if said.get("number") == self._number:
                self._answer(
                    Recognised(str(said["text"]), float(said["sure"]), bool(said["is_final"]))
                )

    def _gone(self, child: "_Child") -> None:
        if child is self._child:
            _log.error("recognizer_gone", engine=self.engine.value)
            self._child = None
            self._settled.set()
            self._answer(Recognised("", is_final=True))

    def _started(self) -> "_Child":
        command = [sys.executable, "-m", "models.speech.listening.child", self.engine.value]
        if self._folder is not None:
            command.append(str(self._folder))
        root = str(Path(models.__file__).parents[1])
        path = os.pathsep.join([root, *filter(None, [os.environ.get("PYTHONPATH")])])
        loop = asyncio.get_running_loop()
        self._settled.clear()
        process = subprocess.Popen(  # noqa: S603 - our own module, with arguments of our own
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": path},
            bufsize=0,
        )
        _log.info("recognizer_started", engine=self.engine.value)
        return _Child(process, loop, self._came, self._gone)


class _Child:
    """One process, what it is still to be told, and what it says."""

    def __init__(
        self,
        process: "subprocess.Popen[bytes]",
        loop: asyncio.AbstractEventLoop,
        came: "Callable[[_Child, Mapping[str, Any]], None]",
        gone: "Callable[[_Child], None]",
    ) -> None:
        self.process = process
        self.is_loaded = False
        self._loop = loop
        self._came = came
        self._gone = gone
        self._waiting: queue.Queue[bytes | None] = queue.Queue(_MOST_WAITING)
        for work, name in ((self._write, "writes"), (self._read, "reads")):
            threading.Thread(target=work, name=f"lilo-hearing-{name}", daemon=True).start()

    def tell(self, what: bytes) -> bool:
        """Have it told; return whether it is not too far behind for that."""
        try:
            self._waiting.put_nowait(what)
        except queue.Full:
            return False
        return True

    def kill(self) -> None:
        with suppress(OSError):
            self.process.kill()
        with suppress(queue.Full):
            self._waiting.put_nowait(None)

    def _write(self) -> None:
        stdin = self.process.stdin
        while stdin is not None and (what := self._waiting.get()) is not None:
            try:
                _write_all(stdin.fileno(), what)
            except (OSError, ValueError):
                return

    def _read(self) -> None:
        stdout, buffer = self.process.stdout, b""
        while stdout is not None and (chunk := stdout.read(65_536)):
            *whole, buffer = (buffer + chunk).split(b"\n")
            for raw in whole:
                if (said := parsed(raw)) is not None:
                    self._hand_over(self._came, self, said)
        self.process.wait()
        with suppress(queue.Full):
            self._waiting.put_nowait(None)
        for pipe in (stdout, self.process.stdin):
            with suppress(OSError):
                if pipe is not None:
                    pipe.close()
        self._hand_over(self._gone, self)

    def _hand_over(self, call: Callable[..., None], *arguments: object) -> None:
        # The loop is closed when the program ends; then there is nobody to tell.
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(call, *arguments)


def _write_all(pipe: int, what: bytes) -> None:
    while what:
        what = what[os.write(pipe, what) :]
