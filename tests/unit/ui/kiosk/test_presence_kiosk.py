"""Quiet time and who is there, in the kiosk's view model."""

import pytest
from kiosk_fakes import (
    DANA,
    MARGARET,
    crisis_opened,
    done,
    run,
    spoken,
)
from presence_stand import ARTHUR, Stand, choices, names, reminder
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage

from app.alerts import Outcome
from ui.kiosk.inputs import Screen
from ui.kiosk.portraits import LARGEST_EDGE, Portraits, decoded


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


def resolved_crisis(stand: Stand) -> None:
    run(stand.spawner, stand.bench.raise_alert())
    stand.say("I want to die", crisis_opened(stand.bench.last_alert), done())
    run(stand.spawner, stand.bench.desk.resolve(stand.bench.last_alert, DANA.id, Outcome.HELPED))
    assert stand.screen == "crisis"


def test_a_crisis_that_staff_have_ended_is_left_by_quiet(room: Stand) -> None:
    resolved_crisis(room)
    room.tick(301)
    assert (room.screen, choices(room)) == ("asking", ["here", "leave"])
    room.tick(61)
    assert (room.screen, room.model._state.inputs.crisis) == ("home", None)


def test_on_a_shared_screen_a_crisis_that_has_ended_leads_to_the_names(shared: Stand) -> None:
    shared.model.choose_name(1)
    shared.spawner.drain()
    resolved_crisis(shared)
    shared.tick(301)
    shared.tick(61)
    assert (shared.screen, shared.model._state.inputs.crisis) == ("who", None)


def test_quiet_after_a_crisis_leads_to_the_trouble_that_came_meanwhile(room: Stand) -> None:
    resolved_crisis(room)
    room.model.fail("The disk is full.")
    room.tick(301)
    room.tick(61)
    assert room.screen == "trouble"


def test_a_reminder_comes_over_a_crisis_only_once_it_has_ended(room: Stand) -> None:
    run(room.spawner, room.bench.raise_alert())
    room.say("I want to die", crisis_opened(room.bench.last_alert), done())
    room.reminders.due = [reminder()]
    room.minute()
    assert room.screen == "crisis"
    run(room.spawner, room.bench.desk.resolve(room.bench.last_alert, DANA.id, Outcome.HELPED))
    room.minute()
    assert (room.screen, room.model.over.kind) == ("asking", "reminder")
    room.answer("later")
    assert room.reminders.answered == ["later"]
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
