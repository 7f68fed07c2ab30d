"""A release on a stick, and a machine that installs from it."""

import shutil
from pathlib import Path

import pytest

from tests.fakes.kiosks import Kiosk, make_kiosk
from tests.fakes.releases import Release


@pytest.fixture(scope="module")
def _first_release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    folder = tmp_path_factory.mktemp("release")
    release = Release(folder / "stick", folder / "payloads").begin()
    release.knowledge()
    return release


@pytest.fixture
def release(_first_release: Release, tmp_path: Path) -> Release:
    """A copy of a release with one bundle of knowledge, 1.0.0."""
    shutil.copytree(_first_release.folder, tmp_path / "stick")
    return Release(
        tmp_path / "stick", tmp_path / "payloads", _first_release.roots, _first_release.keys
    )


@pytest.fixture
def kiosk(tmp_path: Path) -> Kiosk:
    return make_kiosk(tmp_path / "bundles")
