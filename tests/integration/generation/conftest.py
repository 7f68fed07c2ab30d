"""A tiny model on disk, and engine processes that end with the test."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from models.generation.local import Engine, EngineOptions, EngineProcess, Restarts
from tests.fakes.tiny_models import make_tiny_model

TINY_OPENVINO = Path(__file__).parents[2] / "data" / "tiny_qwen3_openvino"

MakeEngine = Callable[..., EngineProcess]


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Qwen3 of two layers with random weights, as Hugging Face lays it out."""
    return make_tiny_model(tmp_path_factory.mktemp("models") / "tiny-qwen3")


@pytest.fixture
def engine() -> Iterator[MakeEngine]:
    """Make engine processes; those that still run are ended afterwards."""
    made: list[EngineProcess] = []

    def make(
        which: Engine = Engine.OPENVINO,
        folder: Path = TINY_OPENVINO,
        options: EngineOptions | None = None,
        restarts: Restarts | None = None,
    ) -> EngineProcess:
        process = EngineProcess(which, folder, options or EngineOptions(niceness=1), restarts)
        made.append(process)
        return process

    yield make
    for process in made:
        process.close()
