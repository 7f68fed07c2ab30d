"""The real window, driven as a person would, on the surroundings of the unit tests."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")
sys.path.insert(0, str(Path(__file__).parents[2] / "unit" / "ui" / "kiosk"))
sys.path.insert(0, str(Path(__file__).parent))

from kiosk_driver import Kiosk, OpenKiosk
from kiosk_scenes import opening, set_scene


@pytest.fixture
def open_kiosk(qapp: object, tmp_path: Path) -> Iterator[OpenKiosk]:
    """Open kiosks; a complaint of QML in any of them fails the test."""
    kiosks: list[Kiosk] = []

    def open_one(**options: object) -> Kiosk:
        folder = tmp_path / str(len(kiosks))
        folder.mkdir()
        kiosk = Kiosk(folder, **options)  # type: ignore[arg-type]
        kiosks.append(kiosk)
        return kiosk

    yield open_one
    for kiosk in kiosks:
        kiosk.close()
        assert kiosk.complaints == []


@pytest.fixture(scope="module")
def shown(
    request: pytest.FixtureRequest, qapp: object, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Kiosk]:
    """A kiosk at a scene, for several tests that only look: opening one takes most of their time.

    Ask for it indirectly, with the scene, or with (scene, what else to open it with).
    """
    scene, options = request.param if isinstance(request.param, tuple) else (request.param, {})
    kiosk = Kiosk(tmp_path_factory.mktemp("shown"), **options, **opening(scene))
    set_scene(kiosk, scene)
    yield kiosk
    kiosk.close()
    assert kiosk.complaints == []
