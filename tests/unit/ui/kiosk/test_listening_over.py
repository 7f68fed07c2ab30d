"""What Lilo asks over the screen by itself can be answered by voice as it can by touch."""

import pytest
from kiosk_fakes import done, heard, spoken
from listening_house import House
from presence_stand import DRAFT, VISIT


def begin(house: House) -> None:
    house.open()
    house.starts.found = VISIT
    house.model.tick()
    house.spawner.drain()
    assert house.model.over.title == VISIT.title


def offer_to_send(house: House) -> None:
    house.open()
    house.bench.talk.steps = [heard("tell carol"), spoken("Here it is."), DRAFT, done()]
    house.model.start_talking()
    house.model.keep_draft("tell carol")
    house.model.send()
    house.spawner.drain()
    assert house.model.over.title == DRAFT.card.title


@pytest.mark.parametrize(("said", "agrees"), [("yes please", True), ("not now", False)])
def test_what_lilo_begins_with_is_answered_by_voice(
    house: House, said: str, *, agrees: bool
) -> None:
    begin(house)
    house.model.listen()
    house.say(said)
    assert house.starts.answers == [agrees]


def test_a_message_is_sent_by_voice_after_a_second_yes(house: House) -> None:
    offer_to_send(house)
    house.model.listen()
    house.say("send it", 0.95)
    assert house.title == "Did you say: “send it”?"
    assert house.bench.talk.taken == ["tell carol"]
    house.say("yes", 0.9)
    assert house.bench.talk.taken == ["tell carol", DRAFT.says.send]


def test_a_message_is_kept_by_voice_at_once(house: House) -> None:
    offer_to_send(house)
    house.model.listen()
    house.say("do not send it", 0.95)
    assert house.bench.talk.taken == ["tell carol", DRAFT.says.keep]


def test_words_for_a_card_that_is_gone_are_not_taken_for_another(house: House) -> None:
    begin(house)
    house.model.listen()
    house.speak("yes", 0.9)
    house.model._state.change(start=None)
    house.understand()
    assert house.starts.answers == []
    assert house.model.frame.field("screen") == "home"
