"""Drives a real kiosk window by touch, mouse and keyboard."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path
from uuid import UUID

from kiosk_fakes import (
    AFTERNOON,
    DANA,
    NIGHT,
    Bench,
    BrokenJournal,
    FakeChime,
    FakeSeconds,
    crisis_opened,
    disclosed,
    done,
    heard,
    run,
    sentence,
    spoken,
)
from PySide6.QtCore import QCoreApplication, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from app.alerts import Outcome
from app.check_in import Offer
from app.clinical import ScaleId
from app.clinical.scale_files import load_scales
from app.conversation import CheckInChoice, CheckInShown
from app.identity import LeaveGate, leave_code_hash
from app.ids import AlertId, ResidentId
from app.safety import DangerKind
from app.schedule import ItemKind, Occurrence, Reminder, ScheduledItem
from ui.kiosk.check_in_view import CheckInInputs
from ui.kiosk.inputs import Screen
from ui.kiosk.presence_inputs import FaceInputs, ReminderInputs, ReminderTrouble, WhoInputs
from ui.kiosk.window import KioskWindow
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
ABOUT = "Lilo is a computer program, not a person and not a therapist. It gives no therapy."


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
    ) -> None:
        self.bench = Bench(folder)
        self.bench.clock.now = now
        self.bench.plan("Breakfast in the dining room", time(8, 0), ItemKind.MEAL)
        self.bench.plan("Hair with Rosa", time(10, 30), ItemKind.APPOINTMENT)
        self.bench.plan(TEA, time(16, 0))
        self.bench.plan("Evening eye drops with the nurse", time(20, 30), ItemKind.MEDICATION)
        self.bench.story(*STORY, when="1940s")
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
            monotonic=self.seconds,
            on_warning=self.complaints.append,
        )
        self.view = self.window.view
        self.model = self.window.view_model
        self.window.show()
        self.view.requestActivate()
        QTest.qWaitForWindowActive(self.view)
        self.settle()

    def settle(self) -> None:
        """Do what is queued, and lay out what follows."""
        self.spawner.drain()
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

SCENES = (
    "starting",
    "trouble",
    "home",
    "today",
    "stories",
    "calm",
    "calm, breathing",
    "more",
    "settings",
    "size",
    "colours",
    "keys",
    "leave",
    "home, offered",
    "home, called",
    "home, coming",
    "home, ringing",
    "home, nothing reached",
    "night",
    "night, called",
    "writing",
    "thinking",
    "reply",
    "reply, called",
    "long reply",
    "crisis",
    "crisis, coming",
    "crisis, later and called",
    "crisis, not told",
    "crisis, resolved",
    "crisis, unanswered",
    "crisis, writing",
    "crisis, talked",
    "reply, disclosed",
    "reminder",
    "reminder, late",
    "reminder, called",
    "reminder, at night",
    "reminder, asked",
    "still there",
    "who",
    "who, pin",
    "vacant",
    "check-in",
    "check-in, called",
    "check-in, writing",
    "check-in, read back",
    "check-in, over",
)


def set_scene(kiosk: Kiosk, scene: str) -> None:
    """Bring an open kiosk there."""
    place, _, more = scene.partition(", ")
    if place in _PLACES:
        _PLACES[place](kiosk, more)
    elif more == "offered":
        _offered(kiosk)
    elif more:
        _call(kiosk, more)
    if place == "night" and more:
        _call(kiosk, more)
    kiosk.lay_out()


def _night(kiosk: Kiosk, _more: str) -> None:
    kiosk.bench.clock.now = NIGHT
    kiosk.model.tick()
    kiosk.settle()


def _reply(kiosk: Kiosk, more: str) -> None:
    said = [spoken(text, SOURCE) for text in REPLY]
    about = disclosed(ABOUT) if more == "disclosed" else ()
    kiosk.say(*about, *said, words="I was thinking of home.")
    if more == "called":
        _call(kiosk, more)


def _writing(kiosk: Kiosk, _more: str) -> None:
    _reply(kiosk, "")
    kiosk.touch("answerButton")


def _thinking(kiosk: Kiosk, _more: str) -> None:
    kiosk.bench.talk.is_ready = False
    kiosk.model.tick()
    kiosk.model.start_talking()
    kiosk.model.keep_draft("Hello")
    kiosk.model.send()


def _long_reply(kiosk: Kiosk, _more: str) -> None:
    long = [spoken(text * 3, SOURCE) for text in REPLY * 2]
    kiosk.say(*long, words="I was thinking about the bakery again, " * 12)


def _crisis(kiosk: Kiosk, more: str) -> None:
    alert_id = kiosk.fall_into_crisis(told=more != "not told")
    desk = kiosk.bench.desk
    if alert_id and more.startswith(("coming", "later")):
        run(kiosk.spawner, desk.acknowledge(alert_id, DANA.id))
    if more == "later and called":
        kiosk.touch("answer2")
        kiosk.touch("callButton")
    if more == "unanswered":
        kiosk.seconds.at += 1
        kiosk.model.tick()
        kiosk.seconds.at += 100
        kiosk.model.tick()
        kiosk.settle()
    if more in {"writing", "talked"}:
        kiosk.model.write_in_crisis()
        kiosk.model.keep_draft("It all hurts so much")
    if more == "talked":
        again = crisis_opened(alert_id, goes_on=True)
        said = spoken("You do not have to do anything now. I am here.")
        kiosk.bench.talk.steps = [heard("It all hurts so much"), again, said, done()]
        kiosk.touch("crisisSendButton")
    if alert_id and more == "resolved":
        run(kiosk.spawner, desk.resolve(alert_id, DANA.id, Outcome.HELPED))


def _call(kiosk: Kiosk, more: str) -> None:
    bench = kiosk.bench
    if more in {"ringing", "nothing reached"}:
        bench.button.desk = None
    if more == "nothing reached":
        bench.button.journal = BrokenJournal(bench.folder / "none")
    kiosk.touch("callButton")
    if more == "coming":
        run(kiosk.spawner, bench.desk.acknowledge(bench.last_alert, DANA.id))


def _reminder(kiosk: Kiosk, more: str) -> None:
    if more == "at night":
        _night(kiosk, "")
    kiosk.model._state.change(
        reminder=ReminderInputs(
            tablets(kiosk.bench.clock.now, is_late=more == "late"),
            ReminderTrouble.ASKED if more == "asked" else ReminderTrouble.NONE,
        )
    )
    if more == "called":
        kiosk.lay_out()
        _call(kiosk, more)


def _check_in(kiosk: Kiosk, more: str) -> None:
    scale = load_scales(ROOT / "resources" / "scales")[ScaleId.PHQ9]
    asked = CheckInShown(
        sentence("Thank you. Shall we go on?"),
        sentence(scale.lead.en),
        sentence(scale.items[5].text.en),
        tuple(CheckInChoice(o.value, sentence(o.text.en)) for o in scale.options),
        scale.items[5].id,
        6,
        9,
    )
    if more == "read back":
        remark = sentence("I heard: more than half the days. Is that right?")
        asked = replace(asked, remark=remark, read_back=2)
    if more == "over":
        asked = CheckInShown(sentence("That was the last question. Thank you for telling me."))
    kiosk.model._check_in_line.show(asked)
    kiosk.settle()
    if more == "writing":
        kiosk.touch("checkInWriteButton")
    if more == "called":
        _call(kiosk, more)


def _offered(kiosk: Kiosk) -> None:
    scale = load_scales(ROOT / "resources" / "scales")[ScaleId.PHQ9]
    kiosk.model._state.change(check_in=CheckInInputs(offer=Offer(scale, 4, is_unfinished=True)))


def tablets(now: datetime, *, is_late: bool = False) -> Reminder:
    """A reminder of medicines that is new now."""
    starts = (now - timedelta(minutes=80)) if is_late else now
    item = ScheduledItem(
        UUID(int=99),
        ResidentId(UUID(int=1)),
        "Tablets",
        "tablets",
        starts.time(),
        frozenset(range(7)),
        ItemKind.MEDICATION,
    )
    return Reminder(Occurrence(item, starts), is_new=True, is_late=is_late)


def _still_there(kiosk: Kiosk, _more: str) -> None:
    _reply(kiosk, "")
    kiosk.model._state.change(is_asked_if_there=True)


def _who(kiosk: Kiosk, more: str) -> None:
    names = ("Margaret", "Arthur", "June", "Harold", "Inês", "Sven", "Adaeze", "Wilhelmina", "Lou")
    faces = tuple(
        FaceInputs(ResidentId(UUID(int=n)), name, f"{name[0]}E", has_pin=True)
        for n, name in enumerate(names)
    )
    chosen = faces[0] if more == "pin" else None
    pictures = ("sun", "key") if chosen else ()
    kiosk.model._state.change(
        screen=Screen.WHO, who=WhoInputs(faces, chosen=chosen, pictures=pictures)
    )


def _vacant(kiosk: Kiosk, _more: str) -> None:
    kiosk.model._seat._move_out()


def _page(name: str) -> Callable[[Kiosk, str], None]:
    ways = {"today": "show_today", "leave": "ask_to_leave"}
    choices = {
        "more": (),
        "stories": (0,),
        "calm": (1,),
        "settings": (2,),
        "size": (2, 0),
        "colours": (2, 1),
        "keys": (2, 2),
    }

    def go(kiosk: Kiosk, more: str) -> None:
        if name in ways:
            getattr(kiosk.model, ways[name])()
        else:
            kiosk.model.show_more()
            for choice in choices[name]:
                kiosk.model.choose_option(choice)
        kiosk.settle()
        if more == "breathing":
            kiosk.touch("breatheButton")

    return go


_PLACES: dict[str, Callable[[Kiosk, str], None]] = {
    **{
        name: _page(name)
        for name in (
            "today",
            "stories",
            "calm",
            "more",
            "settings",
            "size",
            "colours",
            "keys",
            "leave",
        )
    },
    "night": _night,
    "reply": _reply,
    "writing": _writing,
    "thinking": _thinking,
    "long reply": _long_reply,
    "crisis": _crisis,
    "reminder": _reminder,
    "still there": _still_there,
    "who": _who,
    "vacant": _vacant,
    "check-in": _check_in,
}


def opening(scene: str) -> dict[str, object]:
    """How a kiosk is opened for a scene."""
    if scene == "starting":
        return {"is_open": False}
    if scene == "trouble":
        return {"is_open": False, "trouble": "The facility’s records cannot be opened."}
    return {}
