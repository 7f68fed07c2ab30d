"""Runs the `tst_*.qml` beside the components; a process of its own, since Qt's runner is a program.

python tests/integration/kiosk/children/components.py RESULTS.xml
"""

import os
import sys
from dataclasses import asdict

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

from PySide6.QtCore import QObject, QSize, Qt, Slot
from PySide6.QtGui import QImage
from PySide6.QtQml import QQmlEngine
from PySide6.QtQuick import QQuickImageProvider
from PySide6.QtQuickTest import QUICK_TEST_MAIN_WITH_SETUP

from app.identity import KeyOrder
from ui.kiosk.inputs import KeyLayer
from ui.kiosk.key_layout import keyboard
from ui.kiosk.tap_guard import KeyGuard, TapGuard
from ui.kiosk.window import QML_FOLDER
from ui.kiosk.wording import load_wording
from ui.shared.icons import IconProvider


class Hands(QObject):
    """The real guards against tremor on a clock that tests move, and the real keyboards."""

    def __init__(self) -> None:
        super().__init__()
        self._now = 0.0
        self._taps = TapGuard(lambda: self._now)
        self._keys = KeyGuard(lambda: self._now)
        self._words = load_wording().keys

    @Slot(float)
    def pass_(self, seconds: float) -> None:
        self._now += seconds

    @Slot(float, float, result=bool)
    def accepts_tap(self, x: float, y: float) -> bool:
        return self._taps.accepts(x, y)

    @Slot(str, result=bool)
    def accepts_key(self, key: str) -> bool:
        return self._keys.accepts(key)

    @Slot(str, str, str, result="QVariantMap")
    def layout(self, order: str, layer: str, language: str) -> dict[str, object]:
        view = keyboard(KeyOrder(order), KeyLayer(layer), language, self._words)
        return {"keys": [asdict(key) for key in view.keys], "columns": view.columns}


class Shapes(QQuickImageProvider):
    """A picture twice as wide as high, and one twice as high as wide."""

    def __init__(self) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)

    def requestImage(self, id: str, size: QSize, requestedSize: QSize) -> QImage:  # noqa: A002, N803
        image = QImage(*((400, 200) if id == "wide" else (200, 400)), QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.darkCyan)
        size.setWidth(image.width())
        size.setHeight(image.height())
        return image


class Setup(QObject):
    """What every file of tests finds."""

    def __init__(self) -> None:
        super().__init__()
        self._hands = Hands()

    @Slot(QQmlEngine)
    def qmlEngineAvailable(self, engine: QQmlEngine) -> None:  # noqa: N802
        engine.addImportPath(str(QML_FOLDER))
        engine.addImageProvider("icons", IconProvider())
        engine.addImageProvider("shapes", Shapes())
        engine.rootContext().setContextProperty("hands", self._hands)


if __name__ == "__main__":
    asked = [sys.argv[0], "-o", f"{sys.argv[1]},junitxml", "-o", "-,txt"]
    sys.exit(QUICK_TEST_MAIN_WITH_SETUP("components", Setup, asked, str(QML_FOLDER / "Lilo")))
