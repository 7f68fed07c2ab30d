"""End-to-end fixtures: a demo facility on disk, and the command line as people call it."""

import asyncio
import json
import logging
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import structlog

import app.faculties
import app.main
from app.bootstrap import open_facility
from app.recall import embed_missing
from tests.fakes.demo_copies import demo_copy


@dataclass(frozen=True)
class Outcome:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Lilo = Callable[..., Outcome]

_EVERYWHERE = {
    "QT_QPA_PLATFORM": "offscreen",
    # On a machine that does other work, what is right may come late.
    "LILO_RECALL__DEADLINE_S": "5",
}


@pytest.fixture(scope="session")
def lilo() -> Lilo:
    def call(*words: str | Path, **variables: str) -> Outcome:
        done = subprocess.run(
            [sys.executable, "-m", "app.main", *map(str, words)],
            capture_output=True,
            text=True,
            timeout=900,  # only what hangs for ever is ended by it
            check=False,
            stdin=subprocess.DEVNULL,
            env={**os.environ, **_EVERYWHERE, **variables},
        )
        return Outcome(done.returncode, done.stdout, done.stderr)

    return call


@pytest.fixture(scope="session", autouse=True)
def _models_once(models_once: None) -> None:
    """Whoever opens a facility in this process finds them loaded."""


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> Lilo:
    """The command line in this process, with the real models; as `lilo` in everything else.

    It costs a fraction of a process that imports and loads everything. Each family of commands has
    a test with `lilo` as well.
    """
    logs, level = list(logging.getLogger().handlers), logging.getLogger().level
    before = dict(os.environ)
    # It would hold for all the tests that follow.
    monkeypatch.setattr(app.main, "guard_process", lambda: None)

    def call(*words: str | Path, **variables: str) -> Outcome:
        out, err = StringIO(), StringIO()
        os.environ.update({**_EVERYWHERE, **variables})
        monkeypatch.setattr(sys, "argv", ["lilo", *map(str, words)])
        code = 0
        try:
            with redirect_stdout(out), redirect_stderr(err):
                app.main.main()
        except SystemExit as end:
            code = int(end.code or 0)
        finally:
            os.environ.clear()
            os.environ.update(before)
            structlog.reset_defaults()
            logging.getLogger().handlers[:] = logs
            logging.getLogger().setLevel(level)
        return Outcome(code, out.getvalue(), err.getvalue())

    return call


@pytest.fixture(scope="session")
def _made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("made") / "facility"
    with closing(open_facility(demo_copy(root))) as lilo:
        runtime, basics = lilo.runtime, lilo.basics
        embedder = app.faculties.load_onnx_embedder(None)
        known = app.faculties.with_article_vectors(embedder, basics.settings, basics.resources)
        asyncio.run(embed_missing(lilo.database.unit, known, runtime.database, runtime.inference))
    return root


@pytest.fixture
def facility(tmp_path: Path, _made: Path) -> Path:
    """A demo facility of one's own; a copy, since making and embedding one takes seconds."""
    return Path(shutil.copytree(_made, tmp_path / "facility"))
