"""Fitting the members of a danger model: side by side where each can have cores of its own."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import Manager, get_context
from pathlib import Path
from queue import Empty, Queue
from threading import Event

import torch

from models.danger.examples import Example
from models.danger.fitting import Recipe, Start, fit_network
from models.danger.network import DangerNetwork, Learned

ToldMember = Callable[[int, float], None]
"""Told which member has come how far, 0..1."""

_LOOK_S = 0.5


class _StoppedError(Exception):
    """Another member has failed."""


def fit_members(
    examples: Sequence[Example],
    folder: Path,
    recipe: Recipe,
    seeds: Sequence[int],
    told: ToldMember,
    starts: Sequence[Start | None],
) -> tuple[DangerNetwork, ...]:
    """Train a network for each seed, in the order of the seeds.

    Two networks with one core each are done sooner than one after the other with both cores. A
    GPU has room for one at a time.

    Args:
        starts: for each seed what its network goes on from, or None.

    Raises:
        Exception: what the first that failed has raised; the others are stopped.
    """
    cores = os.cpu_count() or 1
    if len(seeds) == 1 or cores == 1 or torch.cuda.is_available():
        return tuple(
            fit_network(examples, folder, recipe, seed, partial(told, at), start)
            for at, (seed, start) in enumerate(zip(seeds, starts, strict=True))
        )
    beside = min(len(seeds), cores)
    with Manager() as manager, ProcessPoolExecutor(beside, get_context("spawn")) as pool:
        shares: Queue[tuple[int, float]] = manager.Queue()
        stop = manager.Event()
        fits = [
            pool.submit(
                _fit, examples, folder, recipe, seed, cores // beside, at, shares, stop, start
            )
            for at, (seed, start) in enumerate(zip(seeds, starts, strict=True))
        ]
        while not all(fit.done() for fit in fits):
            _tell(shares, told)
            if any(fit.done() and fit.exception() for fit in fits):
                stop.set()
        for fit in fits:
            if (failed := fit.exception()) and not isinstance(failed, _StoppedError):
                raise failed
        return tuple(_rebuilt(fit.result(), folder, recipe) for fit in fits)


def _fit(
    examples: Sequence[Example],
    folder: Path,
    recipe: Recipe,
    seed: int,
    threads: int,
    member: int,
    shares: "Queue[tuple[int, float]]",
    stop: Event,
    start: Start | None,
) -> Learned:
    torch.set_num_threads(threads)

    def tell(share: float) -> None:
        if stop.is_set():
            raise _StoppedError
        shares.put((member, share))

    network = fit_network(examples, folder, recipe, seed, tell, start)
    return network.learned()


def _tell(shares: "Queue[tuple[int, float]]", told: ToldMember) -> None:
    try:
        told(*shares.get(timeout=_LOOK_S))
    except Empty:
        return


def _rebuilt(learned: Learned, folder: Path, recipe: Recipe) -> DangerNetwork:
    network = DangerNetwork(folder, recipe.rank, recipe.dropout)
    network.take(learned)
    return network.eval()
