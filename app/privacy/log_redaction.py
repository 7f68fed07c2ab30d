"""Logs without anybody's words or names: only listed keys pass, and no exception's message.

An exception's message may quote what it choked on; its type and the places in the code say
enough to find the fault.
"""

import logging
import sys
import traceback
from pathlib import Path
from types import TracebackType
from typing import Any

import structlog
from structlog.typing import EventDict, Processor

_ALLOWED = frozenset(
    {
        "event",
        "level",
        "timestamp",
        "logger",
        "lane",
        "deadline_s",
        "stream",
        "tier",
        "path",
        "characters",
        "count",
        "code",
        "fault",
        "at",
        "turn",
        "alert",
        "seconds",
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


def start_logging(level: str, file: Path | None = None) -> None:
    """Write JSON lines to the file or, without one, to standard error."""
    processors: list[Processor] = [
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        keep_listed,
        structlog.processors.JSONRenderer(),
    ]
    stream = sys.stderr
    if file is not None:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        stream = file.open("a", encoding="utf-8")
    structlog.configure(
        processors=processors,
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level.upper())),
        logger_factory=structlog.WriteLoggerFactory(stream),
    )
    # Libraries log through the standard library; what they say may quote what they were given.
    logging.getLogger().handlers.clear()
    logging.getLogger().addHandler(logging.NullHandler())
