"""Power cuts and full disks: what is in use is the old or the new, and whole.

`tests/bench/bundle_kills.py` does the same at every step and many times over.
"""

import shutil
from pathlib import Path

import pytest

from app.bundles import Kind
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


def test_a_disk_that_is_full_at_any_step_of_an_update(
    stage: tuple[Release, list[Situation]], tmp_path: Path
) -> None:
    """Opening, writing, flushing, renaming: whatever fails, the old is whole, or the new is."""
    release, all_of_them = stage
    (situation,) = [one for one in all_of_them if one.name == "update"]

    def work(store: Path) -> object:
        return situation.move(make_kiosk(store), release)

    # The signed lists were seen already: faults while they are kept are tried above.
    begun, whole = tmp_path / "begun", tmp_path / "whole"
    shutil.copytree(situation.store, begun)
    make_kiosk(begun).look(release.folder, release.publisher())
    shutil.copytree(begun, whole)
    steps = steps_of(lambda: work(whole), whole)
    found: set[str] = set()
    for step in range(1, steps + 1):
        store = tmp_path / f"at-{step}"
        shutil.copytree(begun, store)
        status = in_child(lambda store=store: work(store), store, step, full=True)
        state = make_kiosk(store).store.state(Kind.KNOWLEDGE)
        assert status in {0, 2}, f"step {step} of {steps}"
        assert state.in_use is not None
        assert make_kiosk(store).store.altered(state.in_use.digest) == []
        found.add(state.in_use.version)
        # Where it was told that all went well, it did.
        assert status == 2 or state.in_use.version == "1.2.0"
        if step % 20 == 0:
            must_hold(store, release, *EXPECTED["update"])
        shutil.rmtree(store)
    assert found == {"1.0.0", "1.2.0"}
