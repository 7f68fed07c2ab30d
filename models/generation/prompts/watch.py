"""Prompts that are changed while Lilo runs come into use at once, if they are right."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from pathlib import Path

import structlog
from watchfiles import awatch

from models.generation.prompts.prompt_file import Prompt, PromptError, load_prompts

_log = structlog.get_logger(__name__)

DEBOUNCE_MS = 1_000

Changes = Callable[[Path], AsyncIterator[object]]


async def watch_prompts(
    folder: Path,
    use: Callable[[Mapping[str, Prompt]], None],
    refused: Callable[[str], None],
    changes: Changes = lambda folder: awatch(folder, debounce=DEBOUNCE_MS),
) -> None:
    """Load the prompts again whenever one has changed, until this is cancelled.

    A prompt that is wrong changes nothing: those in use stay, and `refused` is told what is wrong
    and where; with the next right ones it is told "".
    """
    try:
        async for _ in changes(folder):
            try:
                prompts = await asyncio.to_thread(load_prompts, folder)
            except PromptError as error:
                _log.error("prompts_refused", reason=error.message)
                refused(error.message)
                continue
            use(prompts)
            refused("")
            _log.info("prompts_in_use", prompts=[prompt.name for prompt in prompts.values()])
    except Exception:
        _log.exception("prompts_not_watched")
