"""What must not go away when letters are large, whatever else does."""

from dataclasses import replace

import pytest
from kiosk_driver import TEA, OpenKiosk
from kiosk_scenes import set_scene

from app.conversation.listening import Hearing
from ui.kiosk.voice.listening_inputs import ListeningInputs

CAN_LISTEN = ListeningInputs(can_listen=True, hearing=Hearing.IDLE)


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("scene", ["crisis", "crisis, coming", "crisis, unanswered"])
def test_in_a_crisis_more_can_be_said_in_writing_and_aloud(
    open_kiosk: OpenKiosk, scene: str, scale: float
) -> None:
    kiosk = open_kiosk(scale=scale)
    set_scene(kiosk, scene)
    kiosk.model._state.change(listening=CAN_LISTEN)
    kiosk.lay_out()
    while kiosk.sees("readOnButton") and not kiosk.sees("tellMoreButton"):
        kiosk.touch("readOnButton")
    assert kiosk.sees("crisisListenButton")
    kiosk.touch("tellMoreButton")
    assert kiosk.sees("talkField")


def test_in_a_check_in_with_the_largest_letters_the_answer_can_be_written(
    open_kiosk: OpenKiosk,
) -> None:
    kiosk = open_kiosk(scale=2.0)
    set_scene(kiosk, "check-in")
    for _ in range(9):
        if kiosk.sees("checkInAnswer0"):
            break
        kiosk.touch("checkInWriteButton")
        kiosk.lay_out()
    kiosk.touch("checkInWriteInsteadButton")
    assert kiosk.sees("talkField")


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 1.75, 2.0])
@pytest.mark.parametrize("scene", ["home", "home, offered"])
def test_what_comes_next_stands_on_home(open_kiosk: OpenKiosk, scene: str, scale: float) -> None:
    kiosk = open_kiosk(scale=scale)
    set_scene(kiosk, scene)
    kiosk.lay_out()
    assert kiosk.text("nextTitle") == TEA
    assert kiosk.sees("talkButton")
    assert kiosk.sees("checkInOffer") is (scene != "home")


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("scene", ["home", "home, offered", "listening, home"])
@pytest.mark.parametrize("is_free", [False, True])
def test_home_has_three_things_to_choose_and_the_day_is_among_them_or_under_more(
    open_kiosk: OpenKiosk, scene: str, scale: float, *, is_free: bool
) -> None:
    kiosk = open_kiosk(scale=scale)
    set_scene(kiosk, scene)
    kiosk.model._state.change(listening=replace(CAN_LISTEN, is_free=is_free))
    kiosk.lay_out()
    names = [item.objectName() for item in kiosk.items() if item.property("activeFocusOnTab")]
    assert len([name for name in names if name != "callButton"]) == 3, names
    if not kiosk.sees("todayButton"):
        kiosk.touch("moreButton")
    kiosk.touch("todayButton" if kiosk.sees("todayButton") else "choice0")
    assert kiosk.sees("todayTime2")


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_day_opens_where_what_comes_next_can_be_seen(
    open_kiosk: OpenKiosk, scale: float
) -> None:
    kiosk = open_kiosk(scale=scale)
    set_scene(kiosk, "today")
    for _ in range(3):
        kiosk.lay_out()
    titles = {index: kiosk.find(f"todayTitle{index}") for index in range(4)}
    at = next(item for item in titles.values() if item.property("text") == TEA)
    place = kiosk.rect(at)
    assert 0 < place.top() < place.bottom() < kiosk.rect(kiosk.find("homeButton")).top()


@pytest.mark.parametrize("scene", ["home, called", "home, coming", "home, nothing reached"])
def test_what_became_of_a_call_has_a_sign_of_its_own_and_strong_words(
    open_kiosk: OpenKiosk, scene: str
) -> None:
    kiosk = open_kiosk()
    set_scene(kiosk, scene)
    signs = {"home, called": "bell", "home, coming": "done", "home, nothing reached": "trouble"}
    assert kiosk.find("statusSign").property("name") == signs[scene]
    assert kiosk.find("statusLine0").property("isStrong")


def test_who_lies_awake_finds_a_quiet_moment(open_kiosk: OpenKiosk) -> None:
    kiosk = open_kiosk()
    set_scene(kiosk, "night")
    kiosk.touch("nightCalmButton")
    assert kiosk.sees("breatheButton")
    kiosk.touch("homeButton")
    assert kiosk.sees("nightClock")


@pytest.mark.parametrize("size", [(1280, 800), (800, 1280)])
def test_an_album_can_be_leafed_through_by_voice_and_told_of_by_touch(
    open_kiosk: OpenKiosk, size: tuple[int, int]
) -> None:
    kiosk = open_kiosk(scale=1.5, size=size)
    set_scene(kiosk, "stories")
    kiosk.model._state.change(listening=CAN_LISTEN)
    kiosk.lay_out()
    assert kiosk.sees("pageListenButton")
    before = kiosk.text("nextStoryButton")
    for _ in range(6):
        kiosk.model.turn_page()
        kiosk.lay_out()
    assert kiosk.text("nextStoryButton") != before
    kiosk.touch("tellButton")
    assert kiosk.model.frame.screen == "talk"
