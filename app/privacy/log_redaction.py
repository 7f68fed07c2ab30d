"""Logs without anybody's words or names: only listed keys pass, and no exception's message.

An exception's message may quote what it choked on; its type and the places in the code say
enough to find the fault.
"""

import logging
import os
import sys
import traceback
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, TextIO, cast

import structlog
from structlog.typing import EventDict, Processor

from app.tracing import add_trace

_ALLOWED = frozenset(
    {
        "event",
        "level",
        "timestamp",
        "turn",
        "alert",
        "lane",
        "deadline_s",
        "stream",
        "tier",
        "path",
        "characters",
        "code",
        "fault",
        "at",
        "work",
        "sound",
        "complaint",
        "qt",
    }
)


def keep_listed(_logger: Any, _method: str, event: EventDict) -> EventDict:
    """Drop every key that is not listed, and reduce exceptions to type and place."""
    raised = event.pop("exc_info", None)
    if raised:
        error = raised if isinstance(raised, BaseException) else sys.exc_info()[1]
        if error is not None:
            event["fault"] = type(error).__name__
            event["code"] = getattr(error, "code", None)
            event["at"] = _places(error.__traceback__)
    return {key: value for key, value in event.items() if key in _ALLOWED}


def _places(trace: TracebackType | None) -> list[str]:
    frames = traceback.extract_tb(trace)[-6:]
    return [f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames]


class _Unfailing:
    """A stream whose failure is nobody else's: a full disk must not stop an alert on its way."""

    def __init__(self, stream: TextIO, *, is_ours: bool) -> None:
        self._stream = stream
        self._is_ours = is_ours

    def write(self, text: str) -> int:
        try:
            return self._stream.write(text)
        except (OSError, ValueError):
            return 0

    def flush(self) -> None:
        with suppress(OSError, ValueError):
            self._stream.flush()

    def __del__(self) -> None:
        if self._is_ours:
            with suppress(OSError, ValueError):
                self._stream.close()


def start_logging(level: str, file: Path | None = None) -> None:
    """Write JSON lines to the file or, without one, to standard error."""
    processors: list[Processor] = [
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        add_trace,
        keep_listed,
        structlog.processors.JSONRenderer(),
    ]
    stream = sys.stderr
    if file is not None:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # The words are not in it, but who reads logs need not see when somebody spoke either.
        stream = os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a")
    kept = _Unfailing(stream, is_ours=file is not None)
    structlog.configure(
        processors=processors,
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level.upper())),
        logger_factory=structlog.WriteLoggerFactory(cast("TextIO", kept)),
    )
    # Libraries log through the standard library; what they say may quote what they were given.
    logging.getLogger().handlers.clear()
    logging.getLogger().addHandler(logging.NullHandler())
