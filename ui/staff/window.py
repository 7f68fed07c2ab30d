"""The staff window: what nurses look at all day."""

from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QTimer
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QToolTip

from app.alerts import CallJournal
from app.clock import Clock, system_clock
from ui.shared.chime import Chime, SoundOutlet
from ui.shared.spawner import Spawner
from ui.shared.typeface import STAFF_ORDER, installed_typeface
from ui.staff.entry.entry_page import EntryPage
from ui.staff.live.alarm import Alarm
from ui.staff.live.feed import RoomCallFeed
from ui.staff.live.health import banner, is_stale
from ui.staff.live.waiting import WaitingModel
from ui.staff.look.palette import DARK, LIGHT
from ui.staff.look.style import Look, style_sheet
from ui.staff.models import StaffModels
from ui.staff.pages import Page
from ui.staff.services import StaffServices
from ui.staff.shell import Shell
from ui.staff.wording.language import Language
from ui.staff.wording.words import load_words

_TICK_MS = 1_000
_DIGITS = 10


class StaffWindow(QMainWindow):
    """Opens without a facility too: then it says why, and shows calls kept on this device.

    Args:
        services: None until the facility has been opened; see `attach` and `fail`.
        journal: calls kept on this device, or None where there is no journal.
        facility_name, zone, clock: until services bring their own.
        language: name of a folder below resources/i18n.
        words: where the languages' folders are; None for those that ship.
        text_scale: 1.0 to 2.0.
        has_motion: whether the lamps of alerts may flash.
        is_dark: light text on dark ground, for the night.
        outlet: what this machine plays through, to say when there is nothing.
    """

    def __init__(
        self,
        services: StaffServices | None,
        spawner: Spawner,
        chime: Chime,
        *,
        journal: CallJournal | None = None,
        facility_name: str = "",
        zone: ZoneInfo | None = None,
        clock: Clock = system_clock,
        language: str = "en",
        words: Path | None = None,
        text_scale: float = 1.0,
        has_motion: bool = True,
        is_dark: bool = False,
        outlet: SoundOutlet | None = None,
    ) -> None:
        super().__init__()
        self.setObjectName("staffWindow")
        self._spawner = spawner
        self._clock = clock
        self._is_stale = False
        self._facility_name = facility_name
        family = installed_typeface(STAFF_ORDER).family
        self._look = Look(family, text_scale, has_motion, DARK if is_dark else LIGHT)
        self._language = Language(load_words(language, words), zone or ZoneInfo("UTC"), language)
        self._models: StaffModels | None = None
        self._shell: Shell | None = None
        self._waiting = WaitingModel(self._language, self)
        self._calls = RoomCallFeed(journal, spawner, self)
        self._outlet = outlet
        if outlet:
            outlet.on_change(self._on_second)
        self._alarm = Alarm(chime, self)
        self._entry = EntryPage(self._waiting, self._language, self._look)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._entry)
        self.setCentralWidget(self._stack)
        self.setStyleSheet(style_sheet(self._look))
        self.resize(1440, 900)
        self.setMinimumSize(1024, 640)
        self._calls.changed.connect(self._on_calls)
        self._waiting.changed.connect(self._on_waiting)
        self._alarm.rang.connect(self._on_rang)
        self._add_shortcuts()
        self._timer = QTimer(self, interval=_TICK_MS)
        self._timer.timeout.connect(self._on_second)
        self._timer.start()
        QTimer.singleShot(0, self._calls.refresh)
        if services:
            self.attach(services)
        else:
            self._on_waiting()
            self._tick()

    def attach(self, services: StaffServices) -> None:
        """Work with an open facility from now on; somebody must sign in."""
        self._drop_models()
        self._clock, self._facility_name = services.clock, services.facility_name
        self._language.move_to(services.timezone)
        models = StaffModels(services, self._spawner, self._waiting, self._language, self)
        shell = Shell(models, self._waiting, self._alarm, self._language, self._look, self._outlet)
        models.feed.changed.connect(self._follow)
        models.entered.connect(self._on_entered)
        models.left.connect(self._on_left)
        models.reminders.appeared.connect(self._on_note)
        shell.lock.connect(self.lock)
        shell.passphrase.connect(models.session.begin_choosing)
        self._models, self._shell = models, shell
        self._stack.addWidget(shell)
        self._entry.open(models.session)
        self._follow()
        self._tick()

    def fail(self, message: str, remedy: str = "") -> None:
        """Say what happened, why, and what to do, where the facility cannot be opened."""
        self._drop_models()
        self._entry.close_with(message, remedy)
        self._follow()
        self._tick()

    def refresh(self) -> None:
        """Read everything again: another process has changed the database."""
        self._calls.refresh()
        if self._models:
            self._models.feed.refresh()

    def sign_in(self, login: str, passphrase: str) -> None:
        """Sign in as the form does."""
        if self._models:
            self._models.session.sign_in(login, passphrase)

    @property
    def page(self) -> Page | None:
        """Which page is shown; None while nobody is signed in."""
        return self._shell.page if self._shell and self.is_signed_in else None

    def has_read(self, page: Page) -> bool:
        """Whether everything on a page has been read for whoever is signed in."""
        return self._shell is not None and self.is_signed_in and self._shell.has_read(page)

    def has_read_record(self) -> bool:
        """Whether what a tab of a resident's record shows has been read."""
        return self._models is not None and self._models.has_read_record

    def has_read_entries(self) -> bool:
        """Whether the entries of the audit log that were asked for have been read."""
        return self._models is not None and not self._models.trail.is_reading

    def resident_views(self) -> Iterator[str]:
        """Go through the tabs of the first resident's record, and name each once it shows."""
        if self._shell:
            yield from self._shell.resident_views()

    def open_first_plan(self) -> None:
        """Open the plan of the first resident, on the Schedule page."""
        if self._shell:
            self._shell.open_first_plan()

    @property
    def is_signed_in(self) -> bool:
        """Whether somebody is signed in and sees the pages."""
        return self._shell is not None and self._stack.currentWidget() is self._shell

    def lock(self) -> None:
        """Hide everything at once; nobody is signed in any more."""
        if self._models:
            self._models.session.lock()

    def hand_over(self) -> None:
        """Let whoever is signed in hand over the alerts they have."""
        if self._shell and self.is_signed_in:
            self._shell.hand_over()

    def show_page(self, page: Page) -> None:
        """Show a page to whoever is signed in."""
        if self._shell and self._stack.currentWidget() is self._shell:
            self._shell.show_page(page)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Leave nothing running and nobody signed in."""
        self._timer.stop()
        self._calls.stop()
        self._alarm.stop()
        if self._models:
            self._models.stop()
        super().closeEvent(event)

    def _add_shortcuts(self) -> None:
        keys = {"Ctrl+L": self.lock, "Ctrl+H": self.hand_over, "F5": self.refresh}
        for key, slot in keys.items():
            QShortcut(QKeySequence(key), self).activated.connect(slot)
        for place in range(_DIGITS):
            # As the bar has them for whoever is signed in: nobody is offered more than ten.
            shortcut = QShortcut(QKeySequence(f"Ctrl+{(place + 1) % _DIGITS}"), self)
            shortcut.activated.connect(lambda place=place: self._show_nth(place))

    def _show_nth(self, place: int) -> None:
        if self._shell and self.is_signed_in:
            self._shell.show_nth(place)

    def _drop_models(self) -> None:
        models, shell = self._models, self._shell
        if models and shell:
            models.stop()
            self._models = self._shell = None
            self._stack.setCurrentWidget(self._entry)
            self._stack.removeWidget(shell)
            # The models stay: something they were reading may still come.
            shell.deleteLater()

    def _on_entered(self) -> None:
        # Only for the facility that is open now: another's sign-in may have been on its way.
        if self._shell and self._models and self._models.session.member:
            self._entry.clear()
            self._shell.enter()
            self._stack.setCurrentWidget(self._shell)

    def _on_left(self) -> None:
        self._stack.setCurrentWidget(self._entry)
        QToolTip.hideText()
        if self._shell:
            self._shell.leave()

    def _on_calls(self) -> None:
        if self._models:
            self._models.feed.refresh()
        self._follow()

    def _follow(self) -> None:
        feed = self._models.feed if self._models else None
        board = feed.board if feed else None
        is_current = board is not None and feed is not None and feed.problem is None
        calls = board.room_calls if board and is_current else self._calls.calls
        problem = self._calls.problem
        unread = self._language.words.problem.unexpected
        self._entry.closed.show_problem((problem.message or unread) if problem else "")
        self._waiting.follow(board, calls)

    def _on_waiting(self) -> None:
        self._alarm.follow(self._waiting.audible, self._waiting.alarms)
        words, count = self._language.words.window, len(self._waiting.view.lines)
        form = words.title_waiting if count else words.title
        name = self._facility_name
        self.setWindowTitle(form.format(facility=name, count=count) if name else "Lilo")
        self._tick()

    def _on_rang(self) -> None:
        # Where another window is in front, this one asks to be looked at.
        QApplication.alert(self)

    def _on_note(self) -> None:
        self._alarm.note()

    def _on_second(self) -> None:
        feed = self._models.feed if self._models else None
        was_stale = self._is_stale
        self._is_stale = bool(feed and feed.board and is_stale(feed.board, self._clock()))
        if feed and self._is_stale and not feed.problem:
            # The clock has leapt, or this machine has slept: look again before saying so.
            feed.refresh()
            if not was_stale:
                return
        self._tick()

    def _tick(self) -> None:
        now = self._clock()
        self._entry.board.name_facility(self._facility_name)
        self._entry.tick(now)
        feed = self._models.feed if self._models else None
        warning = quiet = ""
        if feed:
            words = self._language.words
            warning = banner(feed.board, feed.problem, now, self._language)
            if not warning:
                quiet = words.sign_in.nobody if feed.board else words.now.reading
        self._entry.board.show_truth(warning, quiet)
        if self._shell and self._stack.currentWidget() is self._shell:
            self._shell.tick(now)
