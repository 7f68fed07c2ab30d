"""Reminders, quiet time and who is there, in the kiosk's view model."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from kiosk_fakes import (
    AFTERNOON,
    MARGARET,
    Bench,
    FakeChime,
    FakeSeconds,
    crisis_opened,
    done,
    heard,
    spoken,
)
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage

from app.identity import Resident
from app.ids import ResidentId
from app.presence import Face, PinBlockedError, PinError, QuietRules
from app.schedule import (
    ItemKind,
    Occurrence,
    Reminder,
    ReminderKey,
    ReminderStep,
    ScheduledItem,
)
from ui.kiosk.inputs import Overlay, Screen
from ui.kiosk.portraits import LARGEST_EDGE, Portraits, decoded
from ui.kiosk.services import KioskServices, SharedServices
from ui.kiosk.view_model import KioskViewModel
from ui.kiosk.wording import load_wording
from ui.shared.chime import Sound
from ui.shared.spawner import QueuedSpawner

ARTHUR = replace(
    MARGARET,
    id=ResidentId(UUID(int=5)),
    given_name="Arthur",
    family_name="Bell",
    preferred_name="Art",
    room="3",
)


def reminder(
    kind: ItemKind = ItemKind.MEDICATION, *, is_new: bool = True, is_late: bool = False
) -> Reminder:
    at = AFTERNOON - timedelta(minutes=80) if is_late else AFTERNOON
    item = ScheduledItem(
        UUID(int=9), MARGARET.id, "Chair yoga", "yoga", at.time(), frozenset(range(7)), kind
    )
    return Reminder(Occurrence(item, at), is_new=is_new, is_late=is_late)


@dataclass
class ScriptedReminders:
    """Implements `Reminders`: what is due is told to it."""

    due: list[Reminder] = field(default_factory=list)
    answered: list[str] = field(default_factory=list)
    settled_by: ReminderStep | None = None
    is_broken: bool = False

    async def current(self, resident_id: ResidentId) -> Reminder | None:
        if self.is_broken:
            raise OSError
        if not self.due or resident_id != MARGARET.id:
            return None
        first = self.due[0]
        self.due[0] = replace(first, is_new=False)
        return first

    async def done(self, resident_id: ResidentId, key: ReminderKey) -> ReminderStep:
        return self._settled("done", ReminderStep.DONE)

    async def ask(self, resident_id: ResidentId, key: ReminderKey) -> ReminderStep:
        return self._settled("ask", ReminderStep.ASKED)

    async def snooze(self, resident_id: ResidentId, key: ReminderKey) -> datetime:
        self._settled("later", ReminderStep.SNOOZED)
        return AFTERNOON

    def _settled(self, how: str, step: ReminderStep) -> ReminderStep:
        if self.is_broken:
            raise OSError
        self.answered.append(how)
        self.due = self.due[1:]
        return self.settled_by or step


@dataclass
class ScriptedDoors:
    """Implements `Doors`."""

    pins: dict[ResidentId, tuple[str, ...]] = field(default_factory=dict)
    departed: set[ResidentId] = field(default_factory=set)
    is_blocked: bool = False
    tries: int = 0

    async def look(self) -> frozenset[ResidentId]:
        return frozenset(self.departed)

    async def faces(self) -> Sequence[Face]:
        here = [each for each in (ARTHUR, MARGARET) if each.id not in self.departed]
        return [Face(each, None, each.id in self.pins) for each in here]

    async def enter(self, resident_id: ResidentId, pictures: Sequence[str] = ()) -> None:
        self.tries += 1
        if self.is_blocked:
            raise PinBlockedError(30)
        if resident_id in self.departed or self.pins.get(resident_id, ()) != tuple(pictures):
            raise PinError("no")


@dataclass
class Stand:
    """A view model with everything around it."""

    bench: Bench
    model: KioskViewModel
    spawner: QueuedSpawner
    chime: FakeChime
    seconds: FakeSeconds
    reminders: ScriptedReminders
    doors: ScriptedDoors

    def services_of(self, resident: Resident) -> KioskServices:
        return replace(
            self.bench.services,
            resident=resident,
            reminders=self.reminders,
            doors=self.doors,
        )

    def tick(self, seconds: float = 0.0) -> None:
        self.seconds.at += seconds
        self.model.tick()
        self.spawner.drain()

    def minute(self) -> None:
        self.bench.clock.now += timedelta(minutes=1)
        self.tick(60)

    def answer(self, choice: str) -> None:
        self.seconds.at += 2
        self.model.answer_over(choice)
        self.spawner.drain()

    def say(self, text: str, *events: object) -> None:
        self.bench.talk.steps = [heard(text), *events]  # type: ignore[list-item]
        self.model.start_talking()
        self.model.keep_draft(text)
        self.model.send()
        self.spawner.drain()

    @property
    def screen(self) -> str:
        return str(self.model.frame.overlay or self.model.frame.screen)


@pytest.fixture
def stand(qapp: object, tmp_path: Path) -> Iterator[Stand]:
    bench = Bench(tmp_path)
    bench.clock.now = AFTERNOON
    bench.plan("Tea", time(16))
    spawner, chime, seconds = QueuedSpawner(), FakeChime(), FakeSeconds(step=0.0)
    basics = replace(bench.basics, quiet=QuietRules(300, 60))
    model = KioskViewModel(basics, load_wording(), spawner, chime, monotonic=seconds)
    stand = Stand(bench, model, spawner, chime, seconds, ScriptedReminders(), ScriptedDoors())
    yield stand
    model.close()
    spawner.close()


@pytest.fixture
def room(stand: Stand) -> Stand:
    stand.model.attach(stand.services_of(MARGARET))
    stand.spawner.drain()
    return stand


@pytest.fixture
def shared(stand: Stand) -> Stand:
    stand.model.attach_shared(SharedServices(stand.doors, stand.bench.desk, stand.services_of))
    stand.spawner.drain()
    return stand


def choices(stand: Stand) -> list[str]:
    return [choice["key"] for choice in stand.model.over.choices]


def names(stand: Stand) -> list[str]:
    return [face["text"] for face in stand.model.who.faces]


def test_a_reminder_comes_over_the_conversation_with_a_sound_and_goes(room: Stand) -> None:
    room.say("Hello", spoken("Good afternoon."), done())
    assert room.screen == "talk"
    room.reminders.due = [reminder()]
    room.minute()
    assert (room.screen, room.model.over.title) == ("asking", "It is time for your medicines.")
    assert "yoga" not in room.model.over.title.lower()
    assert choices(room) == ["done", "later", "ask"]
    assert room.chime.rung == [Sound.LOW]
    room.minute()
    assert room.chime.rung == [Sound.LOW]
    room.answer("done")
    assert room.reminders.answered == ["done"]
    assert room.screen == "talk"


def test_a_late_one_tells_the_truth_and_sends_to_the_nurse(room: Stand) -> None:
    room.reminders.due = [reminder(is_late=True)]
    room.minute()
    assert room.model.over.line == (
        "Please ask a nurse first. They were planned for 2:20. It is now 3:41."
    )
    assert [c["key"] for c in room.model.over.choices if c["is_primary"]] == ["ask"]


def test_one_comes_after_the_other(room: Stand) -> None:
    room.reminders.due = [reminder(), replace(reminder(ItemKind.ACTIVITY), is_new=True)]
    room.minute()
    room.answer("later")
    assert room.model.over.title == "It is time: Chair yoga"
    assert choices(room) == ["done", "later"]


def test_asking_the_nurse_says_what_that_does(room: Stand) -> None:
    room.reminders.due = [reminder()]
    room.minute()
    room.answer("ask")
    assert room.model.over.title == "The nurses can see that you are asking."
    assert "press Call a nurse" in room.model.over.line
    room.answer("understood")
    assert room.screen == "home"


def test_what_was_settled_at_another_screen_is_not_claimed_to_be_asked(room: Stand) -> None:
    room.reminders.due, room.reminders.settled_by = [reminder()], ReminderStep.DONE
    room.minute()
    room.answer("ask")
    assert room.screen == "home"


def test_an_answer_that_is_not_kept_is_said_not_to_be(room: Stand) -> None:
    room.reminders.due = [reminder()]
    room.minute()
    room.reminders.is_broken = True
    room.answer("done")
    assert "could not keep that" in room.model.over.title
    room.reminders.is_broken = False
    room.answer("understood")
    assert room.model.over.title == "It is time for your medicines."


def test_a_touch_meant_for_what_was_there_answers_nothing(room: Stand) -> None:
    room.reminders.due = [reminder()]
    room.minute()
    room.model.answer_over("done")
    room.spawner.drain()
    assert room.reminders.answered == []


def test_never_over_a_crisis_and_afterwards_it_comes(room: Stand) -> None:
    room.say("I want to die", crisis_opened(None), done())
    room.reminders.due = [reminder()]
    room.minute()
    assert room.screen == "crisis"
    assert room.chime.rung == []
    room.model._state.change(screen=Screen.HOME, crisis=None)
    room.minute()
    assert room.screen == "asking"


@pytest.mark.parametrize("screen", [Screen.STORIES, Screen.SETTINGS, Screen.CHECK_IN])
def test_it_comes_over_every_page_which_is_there_again_afterwards(
    room: Stand, screen: Screen
) -> None:
    room.model._state.change(screen=screen)
    room.reminders.due = [reminder()]
    room.minute()
    assert (room.screen, room.model.frame.screen) == ("asking", screen)
    room.answer("later")
    assert room.screen == screen


def test_it_waits_while_staff_give_their_code(room: Stand) -> None:
    room.model._state.change(overlay=Overlay.LEAVE)
    room.reminders.due = [reminder()]
    room.minute()
    assert (room.screen, room.chime.rung) == ("leave", [])
    room.model.stay()
    room.tick()
    assert (room.screen, room.chime.rung) == ("asking", [Sound.LOW])


def test_a_reminder_that_stands_is_hidden_when_a_crisis_comes(room: Stand) -> None:
    room.reminders.due = [reminder()]
    room.minute()
    room.model._state.change(screen=Screen.CRISIS)
    assert room.screen == "crisis"
    assert room.model.over.kind == ""


def test_what_another_program_changed_is_read_at_the_next_tick(room: Stand) -> None:
    room.reminders.due = [reminder()]
    room.minute()
    room.reminders.due = []
    room.bench.desk.announce()
    room.tick()
    assert room.screen == "home"


def test_a_database_that_fails_is_asked_again(room: Stand) -> None:
    room.reminders.due, room.reminders.is_broken = [reminder()], True
    room.minute()
    assert room.screen == "home"
    room.reminders.is_broken = False
    room.minute()
    assert room.screen == "asking"


def test_quiet_time_in_a_room_asks_then_clears_the_talk_and_keeps_the_draft(room: Stand) -> None:
    room.say("Hello", spoken("Good afternoon."), done())
    room.model.write()
    room.model.keep_draft("I wanted to say")
    room.tick(299)
    assert room.screen == "talk"
    room.tick(2)
    assert (room.screen, choices(room)) == ("asking", ["here", "leave"])
    room.answer("here")
    assert room.screen == "talk"
    room.tick(301)
    room.tick(61)
    assert (room.screen, room.model.talk.heard, list(room.model.talk.sentences)) == ("home", "", [])
    assert room.model.talk.draft == "I wanted to say"


@pytest.mark.parametrize("screen", [Screen.TODAY, Screen.STORIES, Screen.CHECK_IN])
def test_quiet_time_leads_home_from_what_is_not_for_everybody(room: Stand, screen: Screen) -> None:
    room.model._state.change(screen=screen, path=(Screen.HOME,))
    room.tick(301)
    assert room.screen == "asking"
    room.tick(61)
    assert (room.screen, room.model._state.inputs.path) == ("home", ())


def test_at_home_in_ones_own_room_nothing_is_asked(room: Stand) -> None:
    room.tick(10_000)
    room.tick(10_000)
    assert (room.screen, room.model.day.greeting) == ("home", "Good afternoon, Margaret.")


def test_a_crisis_is_never_ended_by_quiet(room: Stand) -> None:
    room.say("I want to die", crisis_opened(None), done())
    room.tick(10_000)
    room.tick(10_000)
    assert room.screen == "crisis"


def test_a_shared_screen_shows_names_and_then_whose_it_is(shared: Stand) -> None:
    assert (shared.screen, names(shared)) == ("who", ["Art", "Margaret"])
    assert shared.model.day.next_title == ""
    shared.model.choose_name(1)
    shared.spawner.drain()
    shared.tick()
    assert (shared.screen, shared.model.day.greeting) == ("home", "Good afternoon, Margaret.")


def test_after_quiet_time_a_shared_screen_shows_nothing_personal(shared: Stand) -> None:
    shared.model.choose_name(1)
    shared.spawner.drain()
    shared.say("My son is ill", spoken("I am sorry."), done())
    shared.model.write()
    shared.model.keep_draft("not sent")
    shared.tick(301)
    assert shared.model.over.title == "Are you still there?"
    shared.tick(60)
    assert shared.screen == "who"
    assert (shared.model.talk.heard, shared.model.talk.draft) == ("", "")
    assert (shared.model.day.greeting, shared.model.day.next_title) == ("Good afternoon.", "")
    shared.model.choose_name(0)
    shared.spawner.drain()
    assert shared.model.talk.draft == ""
    shared.answer("leave")
    shared.model.choose_name(1)
    shared.spawner.drain()
    # Words that were not sent wait for whoever wrote them.
    assert shared.model.talk.draft == "not sent"


def touch(stand: Stand, *indices: int) -> None:
    for index in indices:
        stand.model.touch_picture(index)
    stand.spawner.drain()


def test_pictures_open_and_wrong_ones_are_said_to_be(shared: Stand) -> None:
    shared.doors.pins[ARTHUR.id] = ("sun", "moon", "sun", "key")
    shared.model._seat.who.ask()
    shared.spawner.drain()
    shared.model.choose_name(0)
    assert shared.model.who.ask == "Art, please touch your pictures."
    assert shared.doors.tries == 0
    touch(shared, 0, 0)
    assert (shared.model.who.touched, shared.model.who.line) == (2, "2 of 4 touched")
    touch(shared, 0, 0)
    assert (shared.screen, shared.model.who.touched) == ("who", 0)
    assert "not the right pictures" in shared.model.who.line
    shared.doors.is_blocked = True
    touch(shared, 0, 0, 0, 0)
    assert "Please wait a little" in shared.model.who.line
    shared.doors.is_blocked = False
    touch(shared, 0, 1, 0, 8)
    assert shared.model.day.greeting == "Good afternoon, Art."


def test_a_name_touched_and_left_goes_back_to_the_names(shared: Stand) -> None:
    shared.doors.pins[ARTHUR.id] = ("sun",) * 4
    shared.model._seat.who.ask()
    shared.spawner.drain()
    shared.model.choose_name(0)
    shared.model.back_to_names()
    assert shared.model.who.wanted == 0
    shared.model.choose_name(0)
    shared.tick(301)
    shared.tick(61)
    assert shared.model.who.wanted == 0


def test_many_names_come_page_by_page(shared: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.kiosk.presence_view.FACES_SHOWN", 1)
    monkeypatch.setattr("ui.kiosk.who_watch.FACES_SHOWN", 1)
    shared.model.more_names()
    assert (names(shared), shared.model.who.has_more) == (["Margaret"], True)
    shared.model.choose_name(0)
    shared.spawner.drain()
    assert shared.model.day.greeting == "Good afternoon, Margaret."


@pytest.mark.parametrize("index", [-1, 2, 99])
def test_a_touch_beside_the_names_is_nobody(shared: Stand, index: int) -> None:
    shared.model.choose_name(index)
    shared.model.touch_picture(index)
    shared.spawner.drain()
    assert shared.screen == "who"


def look_for_departed(stand: Stand) -> None:
    for _ in range(6):
        stand.tick()


def test_who_is_discharged_in_the_middle_of_a_session_leaves_nothing(shared: Stand) -> None:
    shared.model.choose_name(1)
    shared.spawner.drain()
    shared.say("My son is ill", spoken("I am sorry."), done())
    shared.doors.departed.add(MARGARET.id)
    look_for_departed(shared)
    assert (shared.screen, names(shared)) == ("who", ["Art"])
    assert shared.model.talk.heard == ""


def test_the_next_one_at_a_shared_screen_finds_nothing_of_the_last(shared: Stand) -> None:
    shared.bench.story("The bakery", "Your father baked.")
    shared.model.choose_name(1)
    shared.spawner.drain()
    shared.model.show_more()
    shared.model.choose_option(2)
    shared.model.choose_option(0)
    shared.model.choose_option(1)
    shared.spawner.drain()
    assert shared.model.frame.scale > 1
    shared.model.go_home()
    shared.model.show_more()
    shared.model.choose_option(0)
    shared.spawner.drain()
    assert shared.model.story.title == "The bakery"
    shared.tick(301)
    shared.tick(61)
    assert (shared.screen, shared.model.frame.scale) == ("who", 1.0)
    inputs = shared.model._state.inputs
    assert (inputs.plan, inputs.stories, inputs.path, inputs.resident_id) == ((), None, (), None)
    shared.model.go_back()
    shared.model.start_talking()
    assert shared.screen == "who"


def test_a_room_whose_resident_has_left_greets_nobody_and_still_calls(room: Stand) -> None:
    room.doors.departed.add(MARGARET.id)
    look_for_departed(room)
    assert (room.screen, room.model.notice.title) == ("vacant", "Hello.")
    assert room.model.day.next_title == ""
    room.model.call_nurse()
    room.spawner.drain()
    # Nobody is known here, so it is a call from the room.
    assert "your call is" in room.model.status.lines[0]["text"].lower()


def test_a_crisis_is_seen_through_whoever_has_left(room: Stand) -> None:
    room.say("I want to die", crisis_opened(None), done())
    room.doors.departed.add(MARGARET.id)
    look_for_departed(room)
    assert room.screen == "crisis"


def test_who_left_while_the_names_stood_there_does_not_get_in(shared: Stand) -> None:
    shared.doors.departed.add(ARTHUR.id)
    shared.model.choose_name(0)
    shared.spawner.drain()
    assert (shared.screen, names(shared)) == ("who", ["Margaret"])


def picture_file(width: int, height: int) -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(buffer.data().data())


def test_a_portrait_is_cut_to_a_square_and_bad_ones_are_left_away(qapp: object) -> None:
    image = decoded(picture_file(900, 1200))
    assert image.width() == image.height() == 512
    assert decoded(b"\x89PNG\r\n\x1a\nbroken").isNull()
    assert decoded(picture_file(LARGEST_EDGE + 1, 1)).isNull()
    portraits = Portraits()
    source = portraits.keep(MARGARET.id, picture_file(20, 20))
    assert source.startswith("image://portraits/")
    assert portraits.keep(MARGARET.id, picture_file(20, 20)) == source
    assert portraits.keep(MARGARET.id, b"broken") == ""
    assert portraits.keep(MARGARET.id, None) == ""
