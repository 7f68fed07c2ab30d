"""Kill -9 at every step of installing, updating, going back and clearing up, many times over.

    PYTHONPATH=. python tests/bench/bundle_kills.py --kills 300

Every step of every move is tried once; further kills go round again. After each the store must hold
the old or the new, whole, and go on from there. The last line counts; the exit code is 1 when one
did not hold.
"""

import argparse
import json
import shutil
import sys
import tempfile
from collections import Counter
from functools import partial
from pathlib import Path

from tests.fakes.bundle_moves import Situation, must_hold, situations
from tests.fakes.interrupted import in_child, steps_of
from tests.fakes.kiosks import make_kiosk
from tests.fakes.releases import Release

EXPECTED = {
    "first installation": (None, "1.2.0"),
    "update": ("1.0.0", "1.2.0"),
    "going back": ("1.1.0", "1.0.0"),
    "going back by itself": ("1.1.0", "1.0.0"),
    "pruning": ("1.2.0", "1.2.0"),
}


def moved(situation: Situation, store: Path, release: Release) -> object:
    return situation.move(make_kiosk(store), release)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=300)
    wanted = parser.parse_args().kills
    with tempfile.TemporaryDirectory(prefix="lilo-kills-") as temporary:
        folder = Path(temporary)
        release = Release(folder / "stick", folder / "payloads").begin()
        release.knowledge()
        steps = []
        for situation in situations(release, folder / "stores"):
            whole = folder / "whole"
            shutil.copytree(situation.store, whole)
            count = steps_of(partial(moved, situation, whole, release), whole)
            shutil.rmtree(whole)
            steps += [(situation, step) for step in range(1, count + 1)]
        found, failed = Counter(), []
        for run in range(max(wanted, len(steps))):
            situation, step = steps[run % len(steps)]
            store = folder / "store"
            shutil.copytree(situation.store, store)
            status = in_child(partial(moved, situation, store, release), store, step)
            before, after = EXPECTED[situation.name]
            try:
                assert status == -9, f"it ended with {status} and was not killed"
                version = must_hold(store, release, before, after)
                found["the new" if version == after else "the old"] += 1
            except AssertionError as error:
                failed.append(f"{situation.name}, step {step}: {error}")
            shutil.rmtree(store)
        moves = Counter(situation.name for situation, _ in steps)
    print(
        json.dumps(
            {
                "kills": max(wanted, len(steps)),
                "steps": dict(moves),
                "in_use_afterwards": dict(found),
                "did_not_hold": failed,
            }
        )
    )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
