"""How long bundles take: 300 MB beyond copying, a model of 2.5 GB in little memory, nothing to do.

    PYTHONPATH=. python tests/bench/bundle_figures.py [--model-mb 2500]

Signatures, digests, copies and flushes are real; the trial of the content is left out, because it
is no cost of installing. Each figure is from a process of its own, where memory is measured.
"""

import argparse
import json
import os
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from app.bundles import Kind
from storage.bundles import FolderSource
from tests.fakes.kiosks import make_kiosk
from tests.fakes.releases import Release

MB = 1_000_000
TRIED_OFTEN_MB = 300
"""Sizes up to this are installed three times, and the middle one counts."""


def in_process(work: Callable[[], dict[str, float]]) -> dict[str, float]:
    """Do the work in a child, and return its figures with the peak of its memory in MB."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            told = work()
            told["peak_rss_mb"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3)
            os.write(writing, json.dumps(told).encode())
        finally:
            os._exit(0)
    os.close(writing)
    os.waitpid(child, 0)
    with os.fdopen(reading) as figures:
        found: dict[str, float] = json.loads(figures.read())
    return found


def payload(path: Path, size: int) -> None:
    """Write noise that repeats after a megabyte; digests do not mind."""
    path.parent.mkdir(parents=True)
    noise = os.urandom(MB)
    with path.open("wb") as file:
        for number in range(size // MB):
            file.write(number.to_bytes(8, "big") + noise[8:])


def copied(source: Path, target: Path) -> float:
    """Copy one file durably by plain means; return the seconds."""
    began = time.perf_counter()
    shutil.copyfile(source, target)
    with target.open("rb") as file:
        os.fsync(file.fileno())
    spent = time.perf_counter() - began
    target.unlink()
    return spent


def installed(folder: Path, size_mb: int) -> dict[str, float]:
    release = Release(folder / "stick", folder / "payloads").begin()
    place = release.payloads / "house-language-model-1.0.0" / "model" / "openvino_model.bin"
    payload(place, size_mb * MB)
    release.add(Kind.LANGUAGE_MODEL, {})
    release.publish()
    place.unlink()
    (content,) = [path for path in (release.folder / "content").rglob("*") if path.is_file()]
    publisher, source = release.publisher(), FolderSource(release.folder)
    os.sync()  # What the release itself has written must not be flushed on the clock.
    plain = sorted(copied(content, folder / "copy") for _ in range(3))[1]

    def install() -> dict[str, float]:
        began = time.perf_counter()
        (outcome,) = make_kiosk(folder / "store").installer.install(source, publisher)
        if outcome.error is not None:
            raise outcome.error
        return {"install_s": round(time.perf_counter() - began, 2)}

    def nothing_to_do() -> dict[str, float]:
        began = time.perf_counter()
        outcomes = make_kiosk(folder / "store").installer.install(source, publisher)
        spent = time.perf_counter() - began
        return {"seconds": round(spent, 3), "outcomes": len(outcomes)}

    figures = {"size_mb": size_mb, "plain_copy_s": round(plain, 2)}
    tries = []
    for _ in range(3 if size_mb <= TRIED_OFTEN_MB else 1):
        shutil.rmtree(folder / "store", ignore_errors=True)
        os.sync()
        tries.append(in_process(install))
    figures |= sorted(tries, key=lambda one: one["install_s"])[len(tries) // 2]
    figures["beyond_copying_s"] = round(figures["install_s"] - figures["plain_copy_s"], 2)
    checks = [in_process(nothing_to_do)["seconds"] for _ in range(5)]
    figures["nothing_to_do_s"] = sorted(checks)[2]
    return figures


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--model-mb", type=int, default=2_500)
    model_mb = parser.parse_args().model_mb
    for size_mb in (300, model_mb):
        with tempfile.TemporaryDirectory(prefix="lilo-bundles-") as temporary:
            print(json.dumps(installed(Path(temporary), size_mb)), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
