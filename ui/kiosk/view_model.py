"""The kiosk's view model: frozen inputs -> pure derivation -> properties that changed."""

import time
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.conversation import CrisisOpened
from app.identity import Preferences
from ui.kiosk.authored_lines import AuthoredLines
from ui.kiosk.bell import Bell
from ui.kiosk.call_line import CallLine
from ui.kiosk.check_in_line import CheckInLine
from ui.kiosk.choice_pages import changed, language_at, leads_to, way_to
from ui.kiosk.crisis_line import CrisisLine
from ui.kiosk.day_pages import DayPages
from ui.kiosk.day_watch import DayWatch, local_minute
from ui.kiosk.day_wording import load_day_wording
from ui.kiosk.derivation import derive
from ui.kiosk.family_card import FamilyCard
from ui.kiosk.help_watch import HelpWatch
from ui.kiosk.inputs import KioskInputs, Screen
from ui.kiosk.key_touches import KeyTouches
from ui.kiosk.languages import KioskLanguages, KioskWords
from ui.kiosk.leafing import Leafing
from ui.kiosk.leaving import Leaving
from ui.kiosk.liking import Liking
from ui.kiosk.navigation import Navigation
from ui.kiosk.place_watch import PlaceWatch
from ui.kiosk.portraits import Portraits
from ui.kiosk.reminder_watch import ReminderWatch
from ui.kiosk.seat import Seat
from ui.kiosk.services import KioskBasics, KioskServices, SharedServices
from ui.kiosk.speaking import Speaking
from ui.kiosk.start_watch import StartWatch, Ways
from ui.kiosk.state import KioskState
from ui.kiosk.tap_guard import KeyGuard, Monotonic, PressGuard, TapGuard
from ui.kiosk.turn_taking import TurnTaking
from ui.kiosk.voice.acts import Acts, Touches
from ui.kiosk.voice.listening_line import ListeningLine
from ui.kiosk.voice.listening_wording import load_listening_words
from ui.kiosk.voice.voice_line import KioskVoice, VoiceLine
from ui.kiosk.word_offers import WordOffers
from ui.kiosk.wording import Wording
from ui.shared.chime import Chime
from ui.shared.spawner import Spawner

TICK_MS = 500
TICKS_BETWEEN_READINGS = 6


class KioskViewModel(KeyTouches):
    """What QML reads and what it can do. Nothing here raises at the person touching it."""

    left = Signal()
    """Staff gave the code that lets them out."""

    def __init__(
        self,
        basics: KioskBasics,
        wording: Wording,
        spawner: Spawner,
        chime: Chime,
        *,
        screen: Screen = Screen.STARTING,
        trouble: str = "",
        preferences: Preferences | None = None,
        has_motion: bool = True,
        voice: KioskVoice | None = None,
        monotonic: Monotonic = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        now = local_minute(basics.clock, basics.timezone)
        inputs = KioskInputs(
            now,
            basics.facility_name,
            basics.room,
            screen=screen,
            trouble=trouble,
            preferences=preferences or Preferences(),
            has_motion=has_motion,
            has_voice=voice is not None and voice.speaker is not None,
            language=basics.language,
        )
        english = KioskWords(wording, load_day_wording(folder=basics.words))
        languages = KioskLanguages(english, basics.words)
        words = languages.of(basics.language)
        self._listening_words = heard = load_listening_words()
        super().__init__(derive(inputs, words.wording, words.day, heard), words, parent)
        self._state = state = KioskState(inputs)
        self._services: KioskServices | None = None
        self._ticks = 0

        lines = AuthoredLines(basics.lines, words.wording.talk.trouble)
        guard = PressGuard(monotonic)
        self.taps = TapGuard(monotonic)
        self._place: tuple[str, str] = (screen, "")
        self._keys = KeyGuard(monotonic)
        self._check_in_line = CheckInLine(state, spawner, lines, self._open_crisis)
        self._offers = WordOffers(state, spawner)
        self._turns = TurnTaking(
            state,
            spawner,
            lines,
            self._open_crisis,
            self._offers.refresh,
            on_check_in=self._check_in_line.show,
        )
        self._navigation = Navigation(state)
        self._pages = DayPages(state, spawner)
        self._leafing = Leafing(state, spawner)
        self._liking = Liking(state, spawner)
        gate, let_go = basics.gate, self.left.emit
        self._leaving = Leaving(state, spawner, self._navigation, gate, let_go, monotonic)
        self._crisis_line = CrisisLine(state, spawner, monotonic)
        self._call_line = CallLine(state, spawner, basics.call_button, Bell(chime, self), guard)
        self._help = HelpWatch(state, spawner)
        self._day_watch = DayWatch(state, spawner, basics.clock, basics.timezone)
        self._reminders = ReminderWatch(state, spawner, chime, monotonic)
        ways = Ways(self._talk_of, self._check_in_line.begin, self.show_today)
        self._starts = StartWatch(state, spawner, monotonic, ways)
        self._family = FamilyCard(state, self._turns, monotonic)
        self._turns.on_family = self._family.show
        self._speaking = Speaking(state, spawner, languages, lines, self.attach)
        self._seat = Seat(state, spawner, basics.quiet, monotonic, self._liking, self.attach)

        self._places = PlaceWatch(
            state, spawner, basics.room, basics.quiet, self._open_crisis, self._go_on
        )
        speaker = voice.speaker if voice else None
        self._voice = VoiceLine(
            state,
            spawner,
            self._liking,
            speaker,
            lambda: self._speaking.words.wording.settings.sample,
        )
        touches = Touches(self, self._call_line.press, self._check_in_line.begin)
        over = self._speaking.over
        acts = Acts(state, self._turns, self._crisis_line, self._navigation, touches, over)
        self._listening_line = ListeningLine(
            state, spawner, acts, basics.devices, basics.aloud, monotonic
        )
        state.on_change(self._show)
        state.on_change(self._listening_line.settle)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.tick)
        self._timer.start(TICK_MS)

    @property
    def portraits(self) -> Portraits:
        """The faces on a shared screen."""
        return self._seat.portraits

    @property
    def is_busy(self) -> bool:
        """Whether a turn is being taken."""
        return self._state.inputs.talk.is_busy

    def attach(self, services: KioskServices) -> None:
        """Take the facility into use, once it is open."""
        self._services = services
        self._turns.attach(services.talk)
        self._crisis_line.attach(services.desk)
        self._help.attach(services.desk, services.progress)
        self._day_watch.attach(services.day)
        self._reminders.attach(services.reminders)
        self._reminders.follow(services.desk)
        self._starts.attach(services.starts)
        self._check_in_line.attach(services.check_ins, services.resident)
        self._seat.take(services)
        self._speaking.attach(services)
        self._state.change(is_ready=self._turns.is_ready)
        self._pages.attach(services.day)
        self._leafing.attach(services.stories)
        self._liking.attach(services.preferences)
        self._offers.attach(services.vocabulary)
        self._voice.attach(services.silence)
        self._places.attach(services)
        self._day_watch.look()
        self._check_in_line.look()
        self._call_line.look()
        self._listening_line.attach(services.ears, services.resident)

    def attach_shared(self, shared: SharedServices) -> None:
        """Take the facility into use where several residents use this screen."""
        self._reminders.follow(shared.desk)
        self._seat.share(shared)
        self._call_line.look()

    def fail(self, trouble: str) -> None:
        """Say that something is wrong, unless somebody is being stayed with."""
        self._state.change(trouble=trouble)
        if self._state.inputs.screen is not Screen.CRISIS:
            self._state.change(screen=Screen.TROUBLE)

    def close(self) -> None:
        """Stop everything that this started."""
        self._timer.stop()
        self._help.close()
        self._reminders.close()
        self._call_line.close()
        self._voice.close()
        self._listening_line.close()

    def _open_crisis(self, event: CrisisOpened) -> None:
        if self._services is not None:
            self._crisis_line.open(event, self._services.scripts)
            self._help.refresh()

    def _go_on(self, screen: Screen) -> None:
        """Open a screen that was open before the kiosk started anew."""
        match screen:
            case Screen.TALK:
                if self._navigation.open(Screen.TALK):
                    self._turns.begin()
            case Screen.TODAY:
                self.show_today()
            case Screen.CHECK_IN:
                self._check_in_line.begin()
            case Screen.STORIES:
                if self._navigation.open(screen):
                    self._leafing.read()
            case _:
                self._navigation.open(screen)

    def _show(self, inputs: KioskInputs) -> None:
        words = self._speaking.words
        self.speak(words)
        view = derive(inputs, words.wording, words.day, self._listening_words)
        if (place := (view.frame.screen, view.frame.overlay)) != self._place:
            self._place = place
            self.taps.changed()
        self.show(view)
        self._voice.show(inputs, view)

    @Slot()
    def tick(self) -> None:
        """Bring everything that changes by itself up to date."""
        self._day_watch.look()
        self._check_in_line.look()
        self._crisis_line.look()
        self._reminders.look()
        self._starts.look()
        self._seat.session.look()
        self._leaving.look()
        self._listening_line.look()
        self._state.change(is_ready=self._turns.is_ready)
        self._ticks += 1
        if self._ticks % TICKS_BETWEEN_READINGS == 0:
            self._call_line.look()
            self._help.refresh()
            self._seat.who.look()
            self._places.look()

    @Slot(float, float, result=bool)
    def accepts_tap(self, x: float, y: float) -> bool:
        """Return whether a tap at this place of the window is meant, not shaken."""
        self._seat.session.touched()
        return self.taps.accepts(x, y)

    @Slot()
    def call_nurse(self) -> None:
        """Call a nurse."""
        self._call_line.press()

    @Slot()
    def call_nurse_held(self) -> None:
        """Call a nurse: the button is held down."""
        self._call_line.hold()

    @Slot()
    def hush(self) -> None:
        """Stop the ringing of this device."""
        self._call_line.hush()

    @Slot()
    def start_talking(self) -> None:
        """Go to the conversation."""
        if self._navigation.open(Screen.TALK) or self._state.inputs.screen is Screen.TALK:
            self._turns.begin()
            if self._listening_line.can_talk:
                self._listening_line.touch()

    @Slot()
    def write(self) -> None:
        """Show the field to write in."""
        self._listening_line.stop()
        self._turns.write()

    @Slot(str)
    def keep_draft(self, text: str) -> None:
        """Remember what is being written, and offer words for it."""
        self._seat.session.touched()
        self._turns.keep_draft(text)
        self._offers.offer()

    @Slot(int)
    def take_suggestion(self, index: int) -> None:
        """Write a word that was offered."""
        draft = self._offers.taken(index)
        if draft is not None:
            self.keep_draft(draft)

    @Slot(str, result=bool)
    def accepts_key(self, key: str) -> bool:
        """Return whether a press of a key is meant, not shaken."""
        return self._keys.accepts(key)

    @Slot()
    def show_today(self) -> None:
        """Show the whole day."""
        if self._navigation.open(Screen.TODAY):
            self._pages.read_today()

    @Slot()
    def show_calm(self) -> None:
        """Show a quiet moment."""
        self._navigation.open(Screen.CALM)

    @Slot()
    def show_more(self) -> None:
        """Show what else there is."""
        self._navigation.open(Screen.MORE)

    def visit(self, place: Screen) -> None:
        """Go to a page as by touch: home, More, and each choice on the way."""
        self.go_home()
        self.show_more()
        for index in way_to(self._state.inputs, place):
            self.choose_option(index)

    @Slot(int)
    def choose_option(self, index: int) -> None:
        """Take one of the choices on the screen."""
        inputs = self._state.inputs
        place = leads_to(inputs, index)
        if language := language_at(inputs.screen, index):
            self._speaking.choose(language)
        elif place is None:
            self._liking.choose(changed(inputs.screen, index, inputs.preferences))
        elif place is Screen.TODAY:
            self.show_today()
        elif self._navigation.open(place) and place is Screen.STORIES:
            self._leafing.read()

    def _talk_of(self, question: str) -> None:
        if self._navigation.open(Screen.TALK):
            self._turns.begin(question)

    @Slot()
    def go_back(self) -> None:
        """Go to the screen before this one."""
        self._navigation.back()

    def set_text_scale(self, scale: float) -> None:
        """Make all text larger or smaller, for now."""
        preferences = self._state.inputs.preferences
        self._state.change(preferences=replace(preferences, text_scale=scale))

    @Slot()
    def send(self) -> None:
        """Send what was written; in a crisis it can be the answer to what was asked."""
        inputs = self._state.inputs
        if inputs.screen is Screen.CRISIS and inputs.talk.draft.strip() and not inputs.talk.is_busy:
            if self._crisis_line.takes_as_answer(inputs.talk.draft):
                self._state.change_talk(draft="", notice="", wants_words=False)
                return
            self._crisis_line.talked()
        self._turns.send()

    @Slot()
    def go_home(self) -> None:
        """Go home; a crisis is only left through `leave_crisis`."""
        self._navigation.home()

    @Slot()
    def stop_writing(self) -> None:
        """Go back to the crisis dialogue; what was written stays."""
        self._state.change_talk(notice="", wants_words=False)
        self._crisis_line.stop_writing()

    @Slot()
    def leave_crisis(self) -> None:
        """Go home after a crisis, once it is over."""
        if self._parts["crisis"].field("can_leave"):
            self._crisis_line.leave()

    @Slot(str)
    def answer_over(self, choice: str) -> None:
        """Answer what Lilo says over everything."""
        self._seat.session.touched()
        if choice == "leave":
            self._seat.leave()
        elif choice != "here" and not (self._starts.answer(choice) or self._family.answer(choice)):
            self._reminders.answer(choice)
