"""What can be done about the voice has one place each, whether or not Lilo speaks; and sources."""

from dataclasses import replace

import pytest
from kiosk_driver import SOURCE, Kiosk, OpenKiosk, scrolling
from kiosk_fakes import crisis_opened, spoken
from kiosk_scenes import set_scene

from app.conversation.aloud import Speaking
from app.safety import CrisisDialogue
from ui.kiosk.voice.listening_inputs import ListeningInputs

ROW = ("againButton", "slowerButton", "stopSpeakingButton")
OTHER = "From the article “Falls”, approved by Dana Whitfield"


def speaking(kiosk: Kiosk, *, is_sounding: bool) -> None:
    now = Speaking("talk", "sentence/0", is_sounding=is_sounding)
    kiosk.model._state.change(speaking=now, has_voice=True)
    kiosk.lay_out()


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_nothing_moves_when_lilo_begins_or_stops_to_speak(
    open_kiosk: OpenKiosk, scale: float
) -> None:
    kiosk = open_kiosk(scale=scale)
    kiosk.say(spoken("Your father baked.", SOURCE))
    speaking(kiosk, is_sounding=True)
    there = {name: kiosk.rect(kiosk.find(name)) for name in (*ROW, "homeButton", "answerButton")}
    assert all(kiosk.find(name).isEnabled() for name in ROW)
    speaking(kiosk, is_sounding=False)
    assert {name: kiosk.rect(kiosk.find(name)) for name in there} == there
    assert not kiosk.find("stopSpeakingButton").isEnabled()
    assert kiosk.text("stopSpeakingButton") == "Be quiet"
    kiosk.touch("homeButton")
    assert kiosk.model.frame.screen == "home"


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("size", [(1280, 800), (1920, 1080), (800, 1280)])
def test_it_stands_in_the_same_place_on_every_screen_that_speaks(
    open_kiosk: OpenKiosk, size: tuple[int, int], scale: float
) -> None:
    """In a crisis it stands over what became of the alert, which may be higher than a foot."""
    kiosk = open_kiosk(size=size, scale=scale)
    kiosk.say(spoken("Your father baked.", SOURCE))
    speaking(kiosk, is_sounding=True)
    there = {name: kiosk.rect(kiosk.find(name)) for name in ROW}
    for scene in ("check-in, spoken", "crisis", "today"):
        other = open_kiosk(size=size, scale=scale)
        set_scene(other, scene)
        speaking(other, is_sounding=True)
        for name, place in there.items():
            here = other.rect(other.find(name))
            assert (here.left(), here.size()) == (place.left(), place.size()), (scene, name)
            assert scene == "crisis" or here.top() == place.top(), (scene, name)
            assert other.find(name).isEnabled(), (scene, name)


@pytest.mark.parametrize("size", [(1280, 800), (800, 1280)])
@pytest.mark.parametrize("can_listen", [False, True])
def test_with_the_largest_letters_a_crisis_keeps_question_answers_and_saying_more(
    open_kiosk: OpenKiosk, size: tuple[int, int], *, can_listen: bool
) -> None:
    kiosk = open_kiosk(size=size, scale=2.0)
    set_scene(kiosk, "crisis, spoken")
    kiosk.model._state.change(listening=ListeningInputs(can_listen=can_listen))
    kiosk.lay_out()
    assert {name for name in ROW if kiosk.sees(name)} == set(ROW)
    assert all(kiosk.sees(f"answer{number}") for number in range(3))
    assert is_in_sight(kiosk, "question")
    for _ in range(5):
        if kiosk.sees("readOnButton"):
            kiosk.touch("readOnButton")
    assert kiosk.sees("crisisListenButton" if can_listen else "tellMoreButton")


@pytest.mark.parametrize("size", [(1280, 800), (800, 1280)])
@pytest.mark.parametrize("script", ["fire_surroundings", "bleeding"])
def test_what_lilo_says_to_do_in_a_crisis_can_be_read_with_the_largest_letters_too(
    open_kiosk: OpenKiosk, script: str, size: tuple[int, int]
) -> None:
    kiosk = open_kiosk(size=size, scale=2.0)
    begun = crisis_opened(None)
    dialogue = CrisisDialogue(begun.dialogue.scripts, script, ()).turned_to(script)
    kiosk.say(replace(begun, dialogue=dialogue))
    kiosk.model._state.change(has_voice=True)
    kiosk.lay_out()
    lines = {f"crisisLine{at}" for at in range(len(kiosk.model.crisis.lines))}
    assert lines
    rows = {(name, row) for name in lines for row in range(rows_of(kiosk, name))}
    seen = {(name, row) for name, row in rows if is_in_sight(kiosk, name, row)}
    for _ in range(12):
        if kiosk.sees("readOnButton"):
            kiosk.touch("readOnButton")
            seen |= {(name, row) for name, row in rows if is_in_sight(kiosk, name, row)}
    assert seen == rows


def rows_of(kiosk: Kiosk, name: str) -> int:
    return int(kiosk.find(name).property("lineCount"))


def is_in_sight(kiosk: Kiosk, name: str, row: int = 0) -> bool:
    """Whether a row of a line stands on the page that is shown."""
    line = kiosk.find(name)
    pane, place = scrolling(line), kiosk.rect(line)
    high = float(line.property("contentHeight")) / rows_of(kiosk, name)
    top = place.top() + row * high
    page = kiosk.rect(pane) if pane is not None else place
    return page.top() - 2 <= top and top + high <= page.bottom() + 3


def test_every_source_is_shown_with_one_touch_and_the_reply_again(open_kiosk: OpenKiosk) -> None:
    kiosk = open_kiosk()
    kiosk.say(spoken("He baked.", SOURCE), spoken("Hold the rail.", OTHER), spoken("Yes.", SOURCE))
    kiosk.touch("sourcesButton")
    assert [kiosk.text(f"source{at}") for at in range(2)] == [SOURCE, OTHER]
    assert not kiosk.sees("source2")
    assert not kiosk.sees("sentence0")
    kiosk.touch("sourcesButton")
    assert kiosk.text("sentence0") == "He baked."
    assert not kiosk.sees("source0")


def test_a_reply_without_sources_offers_none(open_kiosk: OpenKiosk) -> None:
    kiosk = open_kiosk()
    kiosk.say(spoken("Good afternoon."))
    assert not kiosk.sees("sourcesButton")
    assert kiosk.text("againButton") == "Say it again"


def test_a_large_reply_has_the_room_of_what_was_said_and_of_what_lilo_is(
    open_kiosk: OpenKiosk,
) -> None:
    kiosk = open_kiosk(scale=2.0)
    kiosk.say(spoken("Your father baked.", SOURCE))
    assert kiosk.text("heard") == "You said: Hello"
    assert kiosk.rect(kiosk.find("heard")).top() > kiosk.rect(kiosk.find("sentence0")).bottom()
    card, line = kiosk.rect(kiosk.find("sentence0")), kiosk.find("sentence0")
    assert card.top() < 200, line
