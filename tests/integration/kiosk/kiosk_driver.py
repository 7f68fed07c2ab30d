"""Drives a real kiosk window by touch, mouse and keyboard."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, time
from functools import cache
from pathlib import Path

from kiosk_fakes import (
    AFTERNOON,
    Bench,
    FakeChime,
    FakeSeconds,
    crisis_opened,
    done,
    heard,
    run,
)
from PySide6.QtCore import (
    QBuffer,
    QCoreApplication,
    QEvent,
    QIODevice,
    QObject,
    QPoint,
    QPointF,
    QRectF,
    Qt,
)
from PySide6.QtGui import QAccessible, QAccessibleInterface, QImage
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from app.identity import LeaveGate, leave_code_hash
from app.ids import AlertId
from app.safety import DangerKind
from app.schedule import ItemKind
from ui.kiosk.inputs import Screen
from ui.kiosk.measures import target_px
from ui.kiosk.window import KioskWindow
from ui.kiosk.wording import load_wording
from ui.shared.spawner import QueuedSpawner

ROOT = Path(__file__).parents[3]
CODE = "204816"
CODE_HASH = leave_code_hash(CODE)
TOUCH = QTest.createTouchDevice()
TEA = "Tea with Dorothy, in the garden room"
SOURCE = "From your story “The bakery with the blue door”"
REPLY = (
    "Your father’s bakery was on Mill Street, with the blue door.",
    "You lived upstairs, and the stairwell smelled of rye bread by five.",
    "What did it smell like in the mornings?",
)


STORY = ("The bakery with the blue door", *REPLY[:2])

_wording = cache(lambda folder: load_wording(folder=folder))
"""Read once: most tests need the same."""

ABOUT = "Lilo is a computer program, not a person and not a therapist. It gives no therapy."


@cache
def photograph(shade: Qt.GlobalColor, size: tuple[int, int] = (640, 480)) -> bytes:
    """A picture of one colour, as JPEG."""
    image = QImage(*size, QImage.Format.Format_RGB32)
    image.fill(shade)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "JPEG")
    return bytes(buffer.data().data())


class Kiosk:
    """A window with its surroundings."""

    def __init__(
        self,
        folder: Path,
        *,
        now: datetime = AFTERNOON,
        size: tuple[int, int] = (1280, 800),
        scale: float = 1.0,
        is_open: bool = True,
        trouble: str = "",
        start_screen: Screen | None = None,
        step_s: float = 1.0,
        has_gate: bool = True,
        is_patient: bool = True,
    ) -> None:
        self.bench = Bench(folder)
        self.bench.clock.now = now
        self.bench.plan("Breakfast in the dining room", time(8, 0), ItemKind.MEAL)
        self.bench.plan("Hair with Rosa", time(10, 30), ItemKind.APPOINTMENT)
        self.bench.plan(TEA, time(16, 0))
        self.bench.plan("Evening eye drops with the nurse", time(20, 30), ItemKind.MEDICATION)
        self.bench.story(*STORY, when="1940s")
        for shade in (Qt.GlobalColor.darkYellow, Qt.GlobalColor.darkCyan):
            self.bench.photograph(STORY[0], photograph(shade))
        self.bench.story("Rolls by bicycle", "In the summer of 1957 you delivered rolls.")
        self.spawner, self.chime = QueuedSpawner(), FakeChime()
        gate = LeaveGate(CODE_HASH) if has_gate else None
        self.seconds = FakeSeconds(step=step_s)
        self.complaints: list[str] = []
        self._held: list[QQuickItem] | None = None
        self.window = KioskWindow(
            replace(self.bench.basics, gate=gate),
            self.bench.services if is_open else None,
            self.spawner,
            self.chime,
            size=size,
            scale=scale,
            trouble=trouble,
            start_screen=start_screen,
            has_motion=False,
            wording=_wording(self.bench.basics.words),
            monotonic=self.seconds,
            on_warning=self.complaints.append,
        )
        # On a slow machine the moment would be over before a test has looked.
        self.part("screens").setProperty("moment", 3_600_000 if is_patient else 0)
        self.view = self.window.view
        self.model = self.window.view_model
        self.window.show()
        self.view.requestActivate()
        # Offscreen it is active at once; the waiting that Qt offers always sleeps for a while.
        QCoreApplication.processEvents()
        if not self.view.isActive():
            QTest.qWaitForWindowActive(self.view)
        self.settle()

    waits_for_ever = False
    """Whether something is asked of Lilo to which no answer comes."""

    def stand_on(self, size: tuple[int, int], px_per_mm: float) -> None:
        """Stand on a screen of that size, whose fingers are that wide."""
        self.view.resize(*size)
        # The window measures the screen when its size changes; this one has no real density.
        QCoreApplication.processEvents()
        self.window.root.setProperty("target", target_px(px_per_mm, min(size)))

    def settle(self) -> None:
        """Do what is queued, and lay out what follows."""
        if self.waits_for_ever:
            self.spawner.advance()
        else:
            self.spawner.drain(deadline_s=60.0)
        self.lay_out()

    def lay_out(self) -> None:
        """Bring every item to its place, as before a frame is drawn."""
        QCoreApplication.processEvents()
        self.view.grabWindow()

    def place(self) -> None:
        """The same without drawing, which takes ten times as long."""
        for _ in range(3):
            QCoreApplication.processEvents()
            for item in self.items():
                item.ensurePolished()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Look at what is shown once, and let several checks work on it."""
        self._held = list(self.items())
        try:
            yield
        finally:
            self._held = None

    def close(self) -> None:
        self.window.close()
        self.spawner.close()
        # Now: hundreds of windows would go at once, in the first test that runs Qt's own loop.
        QCoreApplication.sendPostedEvents(self.view, QEvent.Type.DeferredDelete.value)

    def part(self, name: str) -> QObject:
        """Return a part of the window, shown or not."""
        part = self.window.root.findChild(QObject, name)
        assert part is not None, f"there is no '{name}'"
        return part

    def find(self, name: str) -> QQuickItem:
        item = self.window.find(name)
        assert item is not None, f"'{name}' is not shown"
        return item

    def sees(self, name: str) -> bool:
        return self.window.find(name) is not None

    def text(self, name: str) -> str:
        return str(self.find(name).property("text"))

    def rect(self, item: QQuickItem) -> QRectF:
        return QRectF(item.mapToScene(QPointF(0, 0)), item.size())

    def middle(self, name: str) -> QPoint:
        return self.rect(self.find(name)).center().toPoint()

    def click(self, name: str) -> None:
        QTest.mouseClick(self.view, Qt.MouseButton.LeftButton, pos=self.middle(name))
        self.settle()

    def touch(self, name: str) -> None:
        at = self.middle(name)
        QTest.touchEvent(self.view, TOUCH).press(0, at, self.view).commit()
        QTest.touchEvent(self.view, TOUCH).release(0, at, self.view).commit()
        self.settle()

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier | None = None) -> None:
        QTest.keyClick(self.view, key, modifiers or Qt.KeyboardModifier.NoModifier)
        self.settle()

    def write(self, words: str) -> None:
        for letter in words:
            QTest.keyClick(self.view, letter)
        self.settle()

    @property
    def focus(self) -> str:
        item = self.view.activeFocusItem()
        return item.objectName() if item is not None else ""

    def say(self, *steps: object, words: str = "Hello") -> None:
        """Take a turn by touch."""
        self.bench.talk.steps = [heard(words), *steps, done()]
        if self.sees("talkButton"):
            self.touch("talkButton")
        elif self.sees("nightTalkButton"):
            self.touch("nightTalkButton")
        elif self.sees("answerButton"):
            self.touch("answerButton")
        self.model.keep_draft(words)
        self.touch("sendButton")

    def fall_into_crisis(
        self, kind: DangerKind = DangerKind.SUICIDE, *, told: bool = True
    ) -> AlertId | None:
        alert_id = None
        if told:
            run(self.spawner, self.bench.raise_alert())
            alert_id = self.bench.last_alert
        self.say(crisis_opened(alert_id, kind), words="I want to end it")
        return alert_id

    def items(self, under: QQuickItem | None = None) -> Iterator[QQuickItem]:
        """All items that are shown."""
        if under is None and self._held is not None:
            yield from self._held
            return
        item = under or self.window.root
        if item.isVisible():
            yield item
            for child in item.childItems():
                yield from self.items(child)

    def spoken_tree(self) -> Iterator[QAccessibleInterface]:
        """Everything a screen reader is told of."""
        QAccessible.setActive(True)
        root = QAccessible.queryAccessibleInterface(self.view)
        waiting = [root]
        while waiting:
            interface = waiting.pop(0)
            yield interface
            children = (interface.child(index) for index in range(interface.childCount()))
            waiting += [child for child in children if child is not None and child.isValid()]


def scrolling(item: QQuickItem | None) -> QQuickItem | None:
    """The pane an item scrolls in, if it does."""
    while item is not None:
        if item.property("hasMore") is not None and item.property("ground") is not None:
            return item
        item = item.parentItem()
    return None


OpenKiosk = Callable[..., Kiosk]
"""What the fixture `open_kiosk` gives."""
