"""How large the kiosk's keys and buttons are in millimetres, on screens that are sold as kiosks.

python -m tests.bench.kiosk_sizes
"""

import os
import sys
import tempfile
from dataclasses import replace
from itertools import product
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")
sys.path.insert(0, str(Path(__file__).parents[1] / "unit" / "ui" / "kiosk"))
sys.path.insert(0, str(Path(__file__).parents[1] / "integration" / "kiosk"))

from kiosk_driver import Kiosk
from kiosk_scenes import set_scene
from PySide6.QtWidgets import QApplication
from test_layout import PX_PER_MM, controls

from app.identity import KeyOrder

SCREENS = [*PX_PER_MM.items(), ((800, 1280), 7.43)]


def measured(kiosk: Kiosk, px_per_mm: float) -> tuple[str, str, str]:
    """Return the smallest key, the gap between keys, and the smallest button, in millimetres."""
    items = list(kiosk.items())
    keys = [item for item in items if item.objectName().startswith("key")]
    if not keys:
        return "none", "-", "-"
    across = min(key.width() for key in keys) / px_per_mm
    down = min(key.height() for key in keys) / px_per_mm
    board = keys[0].parentItem()
    apart = board.property("keyGap") / px_per_mm
    buttons = [c for c in controls(kiosk) if c.objectName() != "talkField"]
    least = min(min(c.width(), c.height()) for c in buttons) / px_per_mm
    return f"{across:.1f} x {down:.1f}", f"{apart:.1f}", f"{least:.1f}"


def main() -> None:
    """Measure the sheet that is written on: nothing else has as much on it."""
    application = QApplication([])
    kiosk = Kiosk(Path(tempfile.mkdtemp()))
    set_scene(kiosk, "writing")
    print(
        f"{'keys':>7}{'screen':>11}{'px/mm':>7}{'text':>6}{'keys mm':>14}{'apart':>7}{'buttons':>9}"
    )
    for order, (size, px_per_mm) in product((KeyOrder.ABC, KeyOrder.HALVES), SCREENS):
        for scale in (1.0, 2.0):
            kiosk.stand_on(size, px_per_mm)
            preferences = replace(kiosk.model._state.inputs.preferences, keys=order)
            kiosk.model._state.change(preferences=preferences)
            kiosk.window.set_text_scale(scale)
            kiosk.place()
            keys, apart, least = measured(kiosk, px_per_mm)
            name = f"{size[0]}x{size[1]}"
            row = f"{order:>7}{name:>11}{px_per_mm:>7}{scale:>6.0%}{keys:>14}{apart:>7}{least:>9}"
            print(row)
    kiosk.close()
    application.quit()


if __name__ == "__main__":
    main()
