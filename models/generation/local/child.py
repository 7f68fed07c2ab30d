"""The engine process: loads one model, and writes what it is asked to, one thing at a time.

It reads requests on standard input and answers on what was its standard output; whatever a
library prints goes to standard error. It ends when its input does: no engine outlives Lilo.
"""

import json
import os
import queue
import sys
import threading
from contextlib import suppress
from pathlib import Path
from time import perf_counter
from typing import Any, BinaryIO

from models.generation.local.engines import Job, TextEngine, make_engine
from models.generation.local.protocol import Engine, EngineOptions, line, parsed


class _Mouth:
    """Says one line at a time."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._turn = threading.Lock()

    def say(self, kind: str, **values: Any) -> None:
        with self._turn:
            self._out.write(line(kind, **values))
            self._out.flush()


class _Requests:
    """What was asked, and what is wanted no longer."""

    def __init__(self) -> None:
        self.waiting: queue.Queue[dict[str, Any]] = queue.Queue()
        self.cancelled: set[int] = set()

    def listen(self) -> None:
        for raw in sys.stdin.buffer:
            message = parsed(raw)
            if message is None:
                continue
            if message["kind"] == "cancel":
                self.cancelled.add(int(message["number"]))
            else:
                self.waiting.put(dict(message))
        # Whoever asked is gone; nothing here is worth finishing.
        os._exit(0)


def main(engine: Engine, folder: Path, options: EngineOptions) -> None:
    """Serve until the input ends."""
    mouth = _Mouth(os.fdopen(os.dup(1), "wb"))
    os.dup2(2, 1)
    _stand_back(options)
    requests = _Requests()
    threading.Thread(target=requests.listen, daemon=True).start()
    try:
        loaded = make_engine(engine, folder, options)
    except BaseException as error:
        mouth.say("unloadable", fault=type(error).__name__)
        raise
    mouth.say("loaded", pid=os.getpid())
    while True:
        _serve(loaded, requests, mouth)


def _serve(engine: TextEngine, requests: _Requests, mouth: _Mouth) -> None:
    asked = requests.waiting.get()
    number = int(asked["number"])
    began, first_s = perf_counter(), 0.0

    def heard(piece: str) -> bool:
        nonlocal first_s
        first_s = first_s or perf_counter() - began
        if piece:
            mouth.say("text", number=number, text=piece)
        return number in requests.cancelled or perf_counter() - began > asked["within_s"]

    job = Job(
        tuple(asked["messages"]),
        asked["temperature"],
        asked["top_p"],
        asked["max_tokens"],
        asked["schema"],
        asked.get("least_tokens", 0),
    )
    try:
        if number not in requests.cancelled:
            counted = engine.write(job, heard)
            mouth.say(
                "done",
                number=number,
                tokens_in=counted.tokens_in,
                tokens_out=counted.tokens_out,
                tokens_cached=counted.tokens_cached,
                seconds=perf_counter() - began,
                first_s=first_s,
            )
        else:
            mouth.say("failed", number=number, fault="cancelled")
    except MemoryError:
        # Nothing in here can be trusted after this.
        mouth.say("failed", number=number, fault="MemoryError")
        os._exit(1)
    except Exception as error:  # noqa: BLE001, RUF100 - whatever a library raises
        mouth.say("failed", number=number, fault=type(error).__name__)
    requests.cancelled.discard(number)


def _stand_back(options: EngineOptions) -> None:
    """Yield to the windows, be the first to go when memory runs out, and stay within bounds."""
    with suppress(OSError, AttributeError):
        os.nice(options.niceness)
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("900", "ascii")
    if options.memory_mb:
        with suppress(ImportError, OSError, ValueError):
            import resource

            most = options.memory_mb * 1_000_000
            resource.setrlimit(resource.RLIMIT_DATA, (most, most))


if __name__ == "__main__":
    main(Engine(sys.argv[1]), Path(sys.argv[2]), EngineOptions(**json.loads(sys.argv[3])))
