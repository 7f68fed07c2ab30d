"""End-to-end fixtures: a demo facility on disk, and the command line as people call it."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from app.demo.facility import make_demo_facility


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


@pytest.fixture
def facility(tmp_path: Path) -> Path:
    root = tmp_path / "facility"
    make_demo_facility(root)
    return root
