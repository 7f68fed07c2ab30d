"""The engine process as the program sees it: asked, watched, and killed where it must be."""

import asyncio
import os
import subprocess
import sys
import threading
from collections import deque
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from time import monotonic
from typing import Any

import structlog

import models
from app.generation import GenerationError, NotReadyError, TextRequest, TextUsage
from models.generation.local.protocol import Engine, EngineOptions, ask_line, line, parsed

_log = structlog.get_logger(__name__)

CANCEL_WITHIN_S = 0.15
"""After this, whatever does not let itself be stopped is killed."""

LOAD_WITHIN_S = 240.0


class EngineFaultError(GenerationError):
    """The engine process broke, or could not write this."""

    code = "generation.engine"


class EngineState(StrEnum):
    """What the engine process is doing."""

    ABSENT = "absent"
    LOADING = "loading"
    READY = "ready"
    BUSY = "busy"


class Restarts:
    """So many in so long, and no more: a model that always crashes must not busy the machine."""

    def __init__(
        self, most: int = 5, within_s: float = 600.0, clock: Callable[[], float] = monotonic
    ) -> None:
        self._most = most
        self._within_s = within_s
        self._clock = clock
        self._at: deque[float] = deque()

    def may_start(self) -> bool:
        """Whether another start is allowed now; one that is allowed counts."""
        now = self._clock()
        while self._at and now - self._at[0] > self._within_s:
            self._at.popleft()
        if len(self._at) >= self._most:
            return False
        self._at.append(now)
        return True


class EngineProcess:
    """Implements `app.generation.TextSource` with a child process.

    Everything here runs on one event loop; a thread only reads lines and hands them over.
    """

    def __init__(
        self,
        engine: Engine,
        folder: Path,
        options: EngineOptions | None = None,
        restarts: Restarts | None = None,
    ) -> None:
        self._engine = engine
        self._folder = folder
        self._options = options or EngineOptions()
        self._restarts = restarts or Restarts()
        self._child: _Child | None = None
        self._turn = asyncio.Lock()
        self._closed = False
        self._number = 0

    @property
    def model(self) -> str:
        """Name of the model's folder."""
        return self._folder.name

    @property
    def state(self) -> EngineState:
        """What the child is doing."""
        child = self._child
        if child is None or child.is_gone:
            return EngineState.ABSENT
        if not child.loaded.is_set():
            return EngineState.LOADING
        return EngineState.BUSY if child.busy_with is not None else EngineState.READY

    @property
    def pid(self) -> int | None:
        """The child's process, while there is one."""
        return None if self._child is None or self._child.is_gone else self._child.process.pid

    def start(self) -> bool:
        """Start the child if there is none; return whether there is one now."""
        if self._closed:
            return False
        if self._child is not None and not self._child.is_gone:
            return True
        if not self._restarts.may_start():
            _log.error("engine_not_restarted", model=self.model)
            return False
        command = [
            sys.executable,
            "-m",
            "models.generation.local.child",
            self._engine.value,
            str(self._folder),
            self._options.as_json(),
        ]
        root = str(Path(models.__file__).parents[1])
        path = os.pathsep.join([root, *filter(None, [os.environ.get("PYTHONPATH")])])
        process = subprocess.Popen(  # noqa: S603 - our own module, with arguments of our own
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": path, "HF_HUB_OFFLINE": "1"},
            bufsize=0,
        )
        self._child = _Child(process, asyncio.get_running_loop())
        _log.info("engine_started", engine=self._engine.value, model=self.model)
        return True

    async def ready(self, within_s: float = LOAD_WITHIN_S) -> None:
        """Start the child and wait until its model has loaded.

        Raises:
            EngineFaultError: it did not load, or not in time.
        """
        if not self.start() or self._child is None:
            raise NotReadyError("The model failed too often and rests for a while.")
        child = self._child
        loaded = asyncio.create_task(child.loaded.wait())
        gone = asyncio.create_task(child.gone.wait())
        try:
            await asyncio.wait({loaded, gone}, timeout=within_s, return_when="FIRST_COMPLETED")
        finally:
            loaded.cancel()
            gone.cancel()
        if not child.loaded.is_set() or child.is_gone:
            child.kill()
            raise EngineFaultError(
                f"The model in {self._folder} did not load ({child.fault or 'not in time'}).",
                "Check it with `lilo model check`.",
            )

    async def write(self, request: TextRequest) -> AsyncIterator[str | TextUsage]:
        """Give the text piece by piece; see `TextSource.write`.

        Raises:
            NotReadyError: the model is loading, or rests after faults.
            EngineFaultError: the process broke, or could not write this.
        """
        async with self._turn:
            child = await self._ready_child()
            self._number += 1
            number = self._number
            events = child.ask(number, request)
            finished = False
            try:
                while True:
                    event = await events.get()
                    match event["kind"]:
                        case "text":
                            yield str(event["text"])
                        case "done":
                            finished = True
                            yield _usage(event)
                            return
                        case _:
                            finished = True
                            raise EngineFaultError(f"The engine broke off: {event['fault']}.")
            finally:
                if not finished:
                    self._abandon(child, number)

    def close(self) -> None:
        """End the child; it is killed if it does not end by itself at once."""
        self._closed = True
        if self._child is not None:
            self._child.kill()

    async def _ready_child(self) -> "_Child":
        child = self._child
        if child is None or child.is_gone:
            if not self.start():
                raise NotReadyError("The model failed too often and rests for a while.")
            raise NotReadyError("The model is loading.")
        if not child.loaded.is_set():
            raise NotReadyError("The model is loading.")
        if not child.is_free:
            # What was cancelled just now ends, or is killed, within a fifth of a second.
            with suppress(TimeoutError):
                await asyncio.wait_for(child.idle.wait(), 2 * CANCEL_WITHIN_S)
            if not child.is_free:
                raise NotReadyError("The model is still being stopped.")
        return child

    def _abandon(self, child: "_Child", number: int) -> None:
        """Have it stop; kill it when it does not, and start another."""
        child.cancel(number)

        def look() -> None:
            if child.busy_with == number and not child.is_gone:
                _log.warning("engine_killed", model=self.model)
                child.kill()
            if child.is_gone:
                self.start()

        asyncio.get_running_loop().call_later(CANCEL_WITHIN_S, look)


class _Child:
    """One process and the lines it says."""

    def __init__(self, process: "subprocess.Popen[bytes]", loop: asyncio.AbstractEventLoop) -> None:
        self.process = process
        self.loaded = asyncio.Event()
        self.gone = asyncio.Event()
        self.idle = asyncio.Event()
        self.idle.set()
        self.busy_with: int | None = None
        self.fault = ""
        self._events: asyncio.Queue[Mapping[str, Any]] = asyncio.Queue()
        self._loop = loop
        threading.Thread(target=self._read, name="lilo-engine", daemon=True).start()

    @property
    def is_gone(self) -> bool:
        return self.gone.is_set()

    @property
    def is_free(self) -> bool:
        return self.busy_with is None and not self.is_gone

    def ask(self, number: int, request: TextRequest) -> "asyncio.Queue[Mapping[str, Any]]":
        self._events = asyncio.Queue()
        self.busy_with = number
        self.idle.clear()
        self._tell(ask_line(number, request))
        return self._events

    def cancel(self, number: int) -> None:
        self._tell(line("cancel", number=number))

    def kill(self) -> None:
        with suppress(OSError):
            self.process.kill()
        self._over()

    def _tell(self, message: bytes) -> None:
        # A pipe holds 64 KiB, far more than any request: this does not wait.
        with suppress(OSError, ValueError):
            if self.process.stdin is not None:
                self.process.stdin.write(message)

    def _read(self) -> None:
        stdout = self.process.stdout
        buffer = b""
        while stdout is not None and (chunk := stdout.read(65_536)):
            *whole, buffer = (buffer + chunk).split(b"\n")
            for raw in whole:
                if (message := parsed(raw)) is not None:
                    self._hand_over(self._heard, message)
        self.process.wait()
        for pipe in (stdout, self.process.stdin):
            with suppress(OSError):
                if pipe is not None:
                    pipe.close()
        self._hand_over(self._over)

    def _hand_over(self, call: Callable[..., None], *arguments: object) -> None:
        # The loop is closed when the program ends; then there is nobody to tell.
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(call, *arguments)

    def _heard(self, message: Mapping[str, Any]) -> None:
        match message["kind"]:
            case "loaded":
                self.loaded.set()
            case "unloadable":
                self.fault = str(message.get("fault"))
            case _ if message.get("number") == self.busy_with:
                self._events.put_nowait(message)
                if message["kind"] != "text":
                    self.busy_with = None
                    self.idle.set()

    def _over(self) -> None:
        if self.gone.is_set():
            return
        self.gone.set()
        self.busy_with = None
        self.idle.set()
        self._events.put_nowait({"kind": "gone", "fault": self.fault or "the process ended"})


def _usage(event: Mapping[str, Any]) -> TextUsage:
    cached = event["tokens_cached"]
    return TextUsage(
        int(event["tokens_in"]),
        int(event["tokens_out"]),
        None if cached is None else int(cached),
        float(event["seconds"]),
        float(event["first_s"]),
    )
