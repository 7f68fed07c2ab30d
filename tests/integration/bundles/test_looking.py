"""Noticed without anybody installing: signatures, the clock, and what ships being better."""

import shutil
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from threading import Event

import pytest
import yaml
from release_manifest import manifest_of

from app.bundles import ActiveResources, Kind
from app.bundles.errors import PublisherError
from app.bundles.manifest import written
from app.settings import load_settings
from app.wiring.bundle_look import first_to_run_out, keep_clock
from app.wiring.bundle_retrial import house_retrial
from resources import RESOURCES
from storage.bundles.publisher_files import PublisherFiles
from tests.fakes.kiosks import Kiosk
from tests.fakes.releases import Release, now

NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
WARN = timedelta(days=21)


def test_what_the_clock_shows_is_kept(kiosk: Kiosk) -> None:
    assert keep_clock(kiosk.store, NOON) is None
    assert keep_clock(kiosk.store, NOON + HOUR) is None
    assert kiosk.store.time_known().seen == NOON + HOUR
    # An hour back is drift; days back are not.
    assert keep_clock(kiosk.store, NOON) is None
    assert keep_clock(kiosk.store, NOON - 72 * HOUR) == NOON + HOUR
    assert kiosk.store.time_known().seen == NOON + HOUR
    written = (kiosk.root / "time.json").stat().st_mtime_ns
    keep_clock(kiosk.store, NOON)
    assert (kiosk.root / "time.json").stat().st_mtime_ns == written


def test_signatures_that_run_out(kiosk: Kiosk, release: Release, tmp_path: Path) -> None:
    assert first_to_run_out(kiosk.root, now(), WARN) is None
    files = PublisherFiles(kiosk.root, tmp_path / "none")
    files.trust(release.publisher())
    files.trust(release.publisher("willow", frozenset({Kind.KNOWLEDGE})))
    kiosk.look(release.folder, release.publisher())
    found = kiosk.look(release.folder, release.publisher("willow"))
    ends = min(found.expires.values())

    assert first_to_run_out(kiosk.root, ends - WARN - HOUR, WARN) is None
    soon = first_to_run_out(kiosk.root, ends - WARN + HOUR, WARN)
    assert soon is not None
    assert soon.at == ends
    over = first_to_run_out(kiosk.root, ends + HOUR, WARN)
    assert over == soon
    (kiosk.root / "publishers" / "vendor.json").write_text("{")
    with pytest.raises(PublisherError):
        first_to_run_out(kiosk.root, now(), WARN)


def test_scales_that_tell_staff_less_than_what_ships_by_now(kiosk: Kiosk, tmp_path: Path) -> None:
    """With the loaders of this program; the bundle was made for an earlier one."""
    payload = tmp_path / "payload"
    shutil.copytree(RESOURCES / "scales", payload / "scales")

    def installed() -> ActiveResources:
        about = {"id": "house-scales", "version": "1.0.0", "title": "Scales", "licence": "CC0-1.0"}
        more = {"kind": "scales", "program": {"at_least": "0.1.0"}}
        raw = written(manifest_of(payload, about | more))
        folder = kiosk.store.folder(sha256(raw).hexdigest())
        shutil.copytree(payload, folder)
        (folder / "manifest.json").write_bytes(raw)
        return ActiveResources(RESOURCES, {Kind.SCALES: folder})

    retrial = house_retrial(kiosk.store, load_settings(RESOURCES / "defaults"), tmp_path)
    assert retrial.why_not(Kind.SCALES, installed(), Event()) == ""
    rules = payload / "scales" / "shared" / "escalation.yaml"
    found = yaml.safe_load(rules.read_text("utf-8"))
    found["at_once"].pop()
    rules.write_text(yaml.safe_dump(found, allow_unicode=True), "utf-8")
    assert "scale" in retrial.why_not(Kind.SCALES, installed(), Event()).lower()
