"""Rules that are changed while Lilo runs come into use at once, if they are right."""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import structlog
from watchfiles import awatch

from app.safety.errors import SafetyDataError
from app.safety.rules import RuleBook, load_rule_book

_log = structlog.get_logger(__name__)

Changes = Callable[[Path], AsyncIterator[object]]
"""Gives something each time a file in the folder has changed."""


async def watch_rules(
    path: Path, use: Callable[[RuleBook], None], changes: Changes = awatch
) -> None:
    """Load the rules again whenever their file changes, for as long as this is not cancelled.

    A file that is wrong is told in the log and changes nothing: the rules in use stay. Where
    changes cannot be seen at all, new rules wait for the next start.
    """
    try:
        await _watch(path, use, changes)
    except Exception:
        _log.exception("danger_rules_not_watched")


async def _watch(path: Path, use: Callable[[RuleBook], None], changes: Changes) -> None:
    known = await asyncio.to_thread(_written, path)
    # The folder and not the file: editors and updates put a new file in the old one's place.
    async for _ in changes(path.parent):
        written = await asyncio.to_thread(_written, path)
        if written == known:
            continue
        known = written
        try:
            rules = await asyncio.to_thread(load_rule_book, path)
        except SafetyDataError as error:
            _log.error("danger_rules_refused", reason=error.message)
            continue
        use(rules)
        _log.info("danger_rules_in_use", rules=len(rules.rules))


def _written(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        # Between the old file and the new one there can be none.
        return b""
