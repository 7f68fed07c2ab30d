"""Power cuts and full disks: what is in use is the old or the new, and whole.

`tests/bench/bundle_kills.py` does the same at every step and many times over.
"""

import shutil
from pathlib import Path

import pytest

from tests.fakes.bundle_moves import Situation, must_hold, situations
from tests.fakes.interrupted import in_child, steps_of
from tests.fakes.kiosks import make_kiosk
from tests.fakes.releases import Release

TRIED = 7
"""Steps of each move that are tried here, spread over all of them."""

EXPECTED = {
    "first installation": (None, "1.2.0"),
    "update": ("1.0.0", "1.2.0"),
    "going back": ("1.1.0", "1.0.0"),
    "going back by itself": ("1.1.0", "1.0.0"),
    "pruning": ("1.2.0", "1.2.0"),
}


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> tuple[Release, list[Situation]]:
    folder = tmp_path_factory.mktemp("stage")
    release = Release(folder / "stick", folder / "payloads").begin()
    release.knowledge()
    return release, situations(release, folder / "stores")


def spread(steps: int) -> list[int]:
    return sorted({1 + round(n * (steps - 1) / (TRIED - 1)) for n in range(TRIED)})


@pytest.mark.parametrize("name", list(EXPECTED))
@pytest.mark.parametrize("full", [False, True], ids=["killed", "disk full"])
def test_interrupted(
    stage: tuple[Release, list[Situation]], name: str, full: bool, tmp_path: Path
) -> None:
    release, all_of_them = stage
    (situation,) = [one for one in all_of_them if one.name == name]

    def work(store: Path) -> object:
        return situation.move(make_kiosk(store), release)

    whole = tmp_path / "whole"
    shutil.copytree(situation.store, whole)
    steps = steps_of(lambda: work(whole), whole)
    assert steps >= 3
    for step in spread(steps):
        store = tmp_path / f"at-{step}"
        shutil.copytree(situation.store, store)
        status = in_child(lambda store=store: work(store), store, step, full=full)
        # Where only a lock or clearing up was left, a full disk may not even be noticed.
        assert status in ({0, 2} if full else {-9}), f"step {step} of {steps}"
        must_hold(store, release, *EXPECTED[name])
