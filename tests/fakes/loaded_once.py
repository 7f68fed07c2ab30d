"""The real models and rules, loaded once for all tests of a process that use them as they ship.

Loading takes some seconds of computing, and the hundredth time shows nothing that the first did
not. What a test itself alters or puts in their place is another path, and loaded as always.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import app.commands.perceiving
import app.faculties
import app.wiring.screening
from models.danger import load_danger_reader
from resources import RESOURCES


@contextmanager
def loaded_once() -> Iterator[None]:
    """Within it, whatever wires the parts of the house is handed what was loaded before."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("load_onnx_embedder", "load_danger_lines", "load_artefact"):
            patch.setattr(app.faculties, name, _once(getattr(app.faculties, name)))
        patch.setattr(app.faculties, "load_danger_reader", _one_reader())
        rules = _once(app.wiring.screening.load_rule_book)
        for module in (app.wiring.screening, app.commands.perceiving):
            patch.setattr(module, "load_rule_book", rules)
        yield


def _once(load: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Load from a path that ships only once; None stands for what is installed."""
    kept = cache(load)

    def loaded(path: Path | None) -> Any:
        ships = path is None or path.is_relative_to(RESOURCES)
        return kept(path) if ships else load(path)

    return loaded


def _one_reader() -> Callable[[Any, Path | None], Any]:
    # The artefact is kept beside its reader, so that no other comes to have its address.
    kept: dict[int, tuple[Any, Any]] = {}

    def loaded(artefact: Any, base: Path | None) -> Any:
        if base is not None:
            return load_danger_reader(artefact, base)
        if id(artefact) not in kept:
            kept[id(artefact)] = (artefact, load_danger_reader(artefact, base))
        # A reader of one's own: a facility sets where its alarms begin.
        return copy(kept[id(artefact)][1])

    return loaded
