"""The bare engine: the class that a kiosk's engine process uses, asked directly.

It stands in a process of its own at the same priority: no gateway, no sentences, no ledger.
"""

import multiprocessing
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from time import perf_counter
from typing import Any

from app.errors import LiloError
from app.generation import ChatMessage, Sampling
from models.generation.local import EngineOptions
from models.generation.local.engines import Job, make_engine
from models.generation.local.protocol import Engine

PATIENCE_S = 600.0
_REMEDY = "Give the machine more memory, or compare a smaller model."


class BareEngineError(LiloError):
    """The bare engine did not load, ended, or said nothing any more."""

    code = "command.bare_engine"


@dataclass(frozen=True, slots=True)
class Spoken:
    """One generation.

    Attributes:
        first_s: to the first piece of text. whole_s: to the end.
        chosen_s: until the first token was chosen, in the process that computes: the prompt was
            read by then.
        read: tokens of the prompt; 0 where nobody counted them.
        ended: "whole" where all was written that was asked for; else what cut it short.
    """

    first_s: float
    whole_s: float
    tokens: int
    read: int = 0
    chosen_s: float = 0.0
    ended: str = "whole"

    @property
    def rate(self) -> float:
        """Tokens a second while it wrote, the reading of the prompt left out."""
        return (self.tokens - 1) / max(self.whole_s - self.chosen_s, 1e-6)


class BareEngine:
    """The engine class in a process of its own, at the priority of the engine process.

    Args:
        sampling: how it writes; always as many tokens as that allows.
    """

    def __init__(self, engine: Engine, folder: Path, sampling: Sampling) -> None:
        context = multiprocessing.get_context("spawn")
        self._ours, self._theirs = context.Pipe()
        given = (self._theirs, engine, folder, sampling)
        self._process = context.Process(target=_serve, args=given)

    def __enter__(self) -> Callable[[tuple[ChatMessage, ...]], Spoken]:
        """Load it; return what asks it.

        Raises:
            BareEngineError: it did not load, or its process has ended.
        """
        self._process.start()
        # The other end is the process's alone: that it has ended would never be seen else.
        self._theirs.close()
        try:
            self._answer()
        except BaseException:
            self._process.kill()
            raise
        return self._ask

    def __exit__(self, *_: object) -> None:
        """End it."""
        with suppress(OSError):
            self._ours.send(None)
        self._process.join(10.0)
        self._process.kill()

    def _ask(self, messages: tuple[ChatMessage, ...]) -> Spoken:
        with suppress(OSError):
            # Where it has ended, there is no answer either.
            self._ours.send([{"role": m.role.value, "content": m.content} for m in messages])
        chosen_s, whole_s, tokens = self._answer()
        return Spoken(chosen_s, whole_s, tokens, chosen_s=chosen_s)

    def _answer(self) -> Any:
        try:
            if self._ours.poll(PATIENCE_S):
                return self._ours.recv()
        except (EOFError, OSError) as error:
            raise BareEngineError("The bare engine's process has ended.", _REMEDY) from error
        raise BareEngineError(f"The bare engine was silent for {PATIENCE_S:.0f} s.", _REMEDY)


def _serve(theirs: Connection, engine: Engine, folder: Path, sampling: Sampling) -> None:
    options = EngineOptions()
    with suppress(OSError):
        os.nice(options.niceness)
    # What a library prints is not the command's output.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    loaded = make_engine(engine, folder, options)
    theirs.send("loaded")
    while (messages := theirs.recv()) is not None:
        most = sampling.max_tokens
        job = Job(tuple(messages), sampling.temperature, sampling.top_p, most, None, most)
        began, chosen_s = perf_counter(), 0.0

        def heard(_piece: str, began: float = began) -> bool:
            nonlocal chosen_s
            chosen_s = chosen_s or perf_counter() - began
            return False

        counted = loaded.write(job, heard)
        theirs.send((chosen_s, perf_counter() - began, counted.tokens_out))
