"""End-to-end fixtures: a demo facility on disk, and the command line as people call it."""

import asyncio
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from app.bootstrap import open_facility
from app.demo.facility import make_demo_facility
from app.recall import embed_missing
from models.embedding import load_onnx_embedder


@dataclass(frozen=True)
class Outcome:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Lilo = Callable[..., Outcome]


@pytest.fixture(scope="session")
def lilo() -> Lilo:
    def call(*words: str | Path, **variables: str) -> Outcome:
        done = subprocess.run(
            [sys.executable, "-m", "app.main", *map(str, words)],
            capture_output=True,
            text=True,
            timeout=180,
            check=False,
            stdin=subprocess.DEVNULL,
            env={
                **os.environ,
                "QT_QPA_PLATFORM": "offscreen",
                # On a machine that does other work, what is right may come late.
                "LILO_RECALL__DEADLINE_S": "5",
                **variables,
            },
        )
        return Outcome(done.returncode, done.stdout, done.stderr)

    return call


@pytest.fixture(scope="session")
def _made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("made") / "facility"
    with closing(open_facility(make_demo_facility(root))) as lilo:
        runtime = lilo.runtime
        embedder = load_onnx_embedder(None)
        asyncio.run(
            embed_missing(lilo.database.unit, embedder, runtime.database, runtime.inference)
        )
    return root


@pytest.fixture
def facility(tmp_path: Path, _made: Path) -> Path:
    """A demo facility of one's own; a copy, since making and embedding one takes seconds."""
    return Path(shutil.copytree(_made, tmp_path / "facility"))
