"""A shared screen is given to somebody else; and all sources of a reply are told, each once."""

from dataclasses import replace

from kiosk_fakes import AFTERNOON, done, spoken
from presence_stand import Stand

from ui.kiosk.choice_pages import choices_page
from ui.kiosk.day_wording import load_day_wording
from ui.kiosk.derivation import derive
from ui.kiosk.inputs import KioskInputs, Screen, TalkInputs
from ui.kiosk.wording import Wording


def test_on_a_shared_screen_more_leads_to_the_names_and_nothing_stays(shared: Stand) -> None:
    shared.model.choose_name(1)
    shared.spawner.drain()
    shared.say("I miss Ruth", spoken("I am listening."), done())
    shared.model.go_home()
    shared.model.show_more()
    assert shared.model.choices.other == "Someone else"
    shared.model.someone_else()
    shared.spawner.drain()
    assert shared.screen == "who"
    assert (shared.model.talk.heard, list(shared.model.talk.sentences)) == ("", [])
    assert shared.model._state.inputs.resident_id is None


def test_in_ones_own_room_nobody_else_is_asked_for(room: Stand) -> None:
    room.model.show_more()
    assert room.model.choices.other == ""
    room.model.someone_else()
    assert room.screen == "more"


def test_only_more_has_it(wording: Wording) -> None:
    inputs = KioskInputs(AFTERNOON, "Willow House", "12", is_shared=True)
    others = {each for each in Screen if choices_page(replace(inputs, screen=each), wording).other}
    assert others == {Screen.MORE}


def test_all_sources_are_told_once(wording: Wording) -> None:
    said = (spoken("One.", "A story"), spoken("Two.", "An article"), spoken("Three.", "A story"))
    talk = TalkInputs(spoken=said, is_writing=False)
    inputs = KioskInputs(AFTERNOON, "Willow House", "12", screen=Screen.TALK, talk=talk)
    view = derive(inputs, wording, load_day_wording())
    assert view.talk.sources == ("A story", "An article")
    busy = replace(inputs, talk=replace(talk, is_busy=True))
    assert derive(busy, wording, load_day_wording()).talk.sources == ()
