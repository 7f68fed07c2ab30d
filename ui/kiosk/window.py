"""The kiosk's window: QML on a view model, there before anything else is."""

import time
from collections.abc import Callable
from pathlib import Path

import structlog
from PySide6.QtCore import QSize, QUrl
from PySide6.QtGui import QGuiApplication, QImage, QScreen
from PySide6.QtQml import QQmlError
from PySide6.QtQuick import QQuickItem, QQuickView, QQuickWindow, QSGRendererInterface

from app.errors import LiloError
from app.identity import Preferences, VoiceLiking
from ui.kiosk.inputs import Screen
from ui.kiosk.kiosk_mode import KioskMode
from ui.kiosk.measures import target_px, text_scale
from ui.kiosk.services import KioskBasics, KioskServices, SharedServices
from ui.kiosk.switch_keys import SwitchKeys
from ui.kiosk.tap_guard import Monotonic
from ui.kiosk.view_model import KioskViewModel
from ui.kiosk.voice.voice_line import KioskVoice
from ui.kiosk.wording import Wording, load_wording
from ui.shared.chime import Chime
from ui.shared.icons import IconProvider
from ui.shared.spawner import Spawner
from ui.shared.typeface import installed_typeface

QML_FOLDER = Path(__file__).parent / "qml"
DEFAULT_SIZE = (1280, 800)
MM_PER_INCH = 25.4

_log = structlog.get_logger(__name__)


class KioskWindowError(LiloError):
    """The window's own files are broken."""

    code = "ui.kiosk_window"


class KioskWindow:
    """One kiosk window.

    It can open before the facility does: with `services` None it says that Lilo is starting,
    and the call button works. `attach` brings the rest, `fail` says that it will not come.
    """

    def __init__(
        self,
        basics: KioskBasics,
        services: KioskServices | None,
        spawner: Spawner,
        chime: Chime,
        *,
        size: tuple[int, int] = DEFAULT_SIZE,
        trouble: str = "",
        start_screen: Screen | None = None,
        scale: float = 1.0,
        has_motion: bool = True,
        voice: KioskVoice | None = None,
        wording: Wording | None = None,
        monotonic: Monotonic = time.monotonic,
        on_warning: Callable[[str], None] | None = None,
    ) -> None:
        """Build the window without showing it.

        Args:
            basics: what is there even when nothing else works.
            services: what is there once the facility is open, or None.
            spawner: starts asynchronous work.
            chime: makes itself heard.
            size: width and height in pixels; ignored once it fills the screen.
            trouble: what is wrong, in plain words; shows the trouble screen.
            start_screen: where to begin; follows from the others where it is None.
            scale: text size, 1.0 to 2.0.
            has_motion: False where reduced motion is set.
            voice: what it speaks with; None for a kiosk without a voice.
            wording: the kiosk's words; English where it is None.
            monotonic: seconds that only go forward, for telling double taps.
            on_warning: hears what QML complains of; it is logged in any case.

        Raises:
            KioskWindowError: the window's own files are broken.
            WordingError: its words are.
        """
        _draw_in_software_where_nothing_else_can()
        self._on_warning = on_warning
        house = voice.house if voice else VoiceLiking()
        first = Screen.TROUBLE if trouble else Screen.STARTING
        self.view_model = KioskViewModel(
            basics,
            wording or load_wording(folder=basics.words),
            spawner,
            chime,
            screen=start_screen or first,
            trouble=trouble,
            preferences=Preferences(text_scale=text_scale(scale), voice=house),
            has_motion=has_motion,
            voice=voice,
            monotonic=monotonic,
        )
        self._icons = IconProvider()
        self.view = QQuickView()
        self._mode: KioskMode | None = None
        try:
            self._build(size)
        except BaseException:
            # It must not go on ringing beside whatever takes its place.
            self.view_model.close()
            self.view.deleteLater()
            raise
        if services is not None:
            self.attach(services)

    @property
    def root(self) -> QQuickItem:
        """The item that holds everything."""
        return self.view.rootObject()

    @property
    def screen(self) -> QScreen:
        """Where it stands."""
        return self.view.screen()

    def show(self, *, full_screen: bool = False) -> None:
        """Put the window on the screen; filling it, it is closed by staff alone."""
        self.view.show()
        if full_screen:
            self._mode = KioskMode(self.view)
            self._mode.begin()

    def attach(self, services: KioskServices) -> None:
        """Take the facility into use, once it is open."""
        self.view_model.attach(services)

    def attach_shared(self, shared: SharedServices) -> None:
        """Take the facility into use where several residents use this screen."""
        self.view_model.attach_shared(shared)

    def fail(self, trouble: str) -> None:
        """Say in plain words that something is wrong; the call button goes on working."""
        self.view_model.fail(trouble)

    def set_text_scale(self, scale: float) -> None:
        """Make all text larger or smaller."""
        self.view_model.set_text_scale(text_scale(scale))

    def grab(self) -> QImage:
        """Return what the window shows; it is shown if it was not."""
        if not self.view.isVisible():
            self.view.show()
        return self.view.grabWindow()

    def find(self, name: str) -> QQuickItem | None:
        """Return the item of that object name that is on the screen, or None.

        Unlike `findChild` this also finds what a Repeater made.
        """
        waiting = [self.root]
        while waiting:
            item = waiting.pop()
            if item.isVisible():
                if item.objectName() == name:
                    return item
                waiting += item.childItems()
        return None

    def close(self) -> None:
        """Close the window and stop what it started. The call button's service lives on."""
        self.view_model.close()
        if self._mode:
            self._mode.let_go()
        self.view.close()
        # Before the view model goes: QML must not look at what is no more.
        self.view.setSource(QUrl())
        self.view.deleteLater()

    def _build(self, size: tuple[int, int]) -> None:
        view, face = self.view, installed_typeface()
        view.setTitle(self.view_model.title)
        view.setResizeMode(QQuickView.ResizeMode.SizeRootObjectToView)
        engine = view.engine()
        engine.setOutputWarningsToStandardError(False)
        engine.warnings.connect(self._warned)
        engine.addImageProvider("icons", self._icons)
        engine.addImageProvider("portraits", self.view_model.portraits)
        engine.addImageProvider("photographs", self.view_model.photographs)
        engine.addImportPath(str(QML_FOLDER))
        view.setInitialProperties(
            {
                "kiosk": self.view_model,
                "target": self._target(size),
                "family": face.family,
                "clockFamily": face.clock_family,
                "bodyWeight": face.body_weight,
                "features": dict(face.features),
                "clockFeatures": dict(face.clock_features),
            }
        )
        for changed in (view.screenChanged, view.widthChanged, view.heightChanged):
            changed.connect(self._measure)
        self.view_model.left.connect(self._let_out)
        view.resize(QSize(*size))
        view.setSource(QUrl.fromLocalFile(str(QML_FOLDER / "Lilo" / "Kiosk.qml")))
        if view.status() is not QQuickView.Status.Ready:
            complaints = "; ".join(error.toString() for error in view.errors())
            raise KioskWindowError(
                f"The kiosk's window cannot be built: {complaints}", "Install Lilo again."
            )
        self._switch = SwitchKeys(view)

    def _measure(self) -> None:
        """Find out anew how many pixels a finger is wide: this may be another screen."""
        edge = max(self.view.width(), self.view.height()) * self.view.devicePixelRatio()
        self.view_model.photographs.edge_px = round(edge)
        target = self._target((self.view.width(), self.view.height()))
        self.view_model.taps.target_px = target
        if self.root is not None:
            self.root.setProperty("target", target)

    def _let_out(self) -> None:
        if self._mode:
            self._mode.let_go()
        self.view.close()

    def _target(self, size: tuple[int, int]) -> float:
        density = self.view.screen().physicalDotsPerInchY() / MM_PER_INCH
        return target_px(density, min(size))

    def _warned(self, warnings: list[QQmlError]) -> None:
        for warning in warnings:
            _log.warning("qml", complaint=warning.toString())
            if self._on_warning:
                self._on_warning(warning.toString())


def _draw_in_software_where_nothing_else_can() -> None:
    software = QSGRendererInterface.GraphicsApi.Software
    is_offscreen = QGuiApplication.platformName() == "offscreen"
    if is_offscreen and QQuickWindow.sceneGraphBackend() != "software":
        QQuickWindow.setGraphicsApi(software)
