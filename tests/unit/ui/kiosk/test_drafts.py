"""What is half written stays where it was written, and comes up nowhere else."""

from dataclasses import replace

from kiosk_fakes import DANA, crisis_opened, done, run, spoken
from listening_house import QUESTION
from presence_stand import ARTHUR, Stand

from app.alerts import Outcome
from app.conversation import CheckInShown

HALF = "Tell my daughter"


def draft(stand: Stand) -> str:
    return str(stand.model.talk.draft)


def begin_check_in(stand: Stand) -> None:
    stand.model.start_talking()
    stand.model.keep_draft(HALF)
    stand.model._check_in_line.show(QUESTION)


def test_what_is_half_written_to_lilo_is_no_answer_of_a_scale(room: Stand) -> None:
    begin_check_in(room)
    assert draft(room) == ""
    room.model.keep_draft("several")
    room.model._check_in_line.show(replace(QUESTION, item="2", number=2))
    assert draft(room) == ""
    room.model._check_in_line.show(QUESTION)
    assert draft(room) == "several"


def test_it_is_there_again_after_a_check_in(room: Stand) -> None:
    begin_check_in(room)
    room.model.keep_draft("several")
    room.model._check_in_line.show(CheckInShown(None))
    room.model.leave_check_in()
    assert (room.screen, draft(room)) == ("home", HALF)
    room.model._check_in_line.show(QUESTION)
    assert draft(room) == ""


def test_it_is_there_again_after_a_crisis(room: Stand) -> None:
    run(room.spawner, room.bench.raise_alert())
    room.say("I want to die", spoken("I am here."), done())
    room.model.write()
    room.model.keep_draft(HALF)
    room.model._open_crisis(crisis_opened(room.bench.last_alert))
    assert (room.screen, draft(room)) == ("crisis", "")
    room.model.keep_draft("please")
    run(room.spawner, room.bench.desk.resolve(room.bench.last_alert, DANA.id, Outcome.HELPED))
    room.model.leave_crisis()
    assert (room.screen, draft(room)) == ("home", HALF)


def test_quiet_keeps_what_was_written_to_lilo_and_not_the_answer(room: Stand) -> None:
    begin_check_in(room)
    room.model.keep_draft("several")
    room.tick(301)
    room.tick(61)
    assert (room.screen, draft(room)) == ("home", HALF)


def test_nobody_else_is_shown_any_of_it(shared: Stand) -> None:
    shared.model.choose_name(1)
    shared.spawner.drain()
    begin_check_in(shared)
    shared.model.keep_draft("several")
    shared.tick(301)
    shared.tick(61)
    assert shared.screen == "who"
    shared.model.choose_name(0)
    shared.spawner.drain()
    assert shared.model._state.inputs.resident_id == ARTHUR.id
    assert draft(shared) == ""
    shared.model._check_in_line.show(QUESTION)
    assert draft(shared) == ""
    shared.answer("leave")
    shared.model.choose_name(1)
    shared.spawner.drain()
    assert draft(shared) == HALF
