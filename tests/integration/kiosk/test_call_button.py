import pytest
from kiosk_driver import TOUCH, Kiosk, OpenKiosk
from kiosk_fakes import BrokenJournal
from kiosk_scenes import SCENES, opening, set_scene
from kiosk_thinning import crossed
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ui.shared.chime import Sound

QUIET = [
    scene for scene in SCENES if not scene.endswith(("called", "coming", "ringing", "reached"))
]


@pytest.mark.parametrize(("scene", "by"), crossed(QUIET, ["mouse", "touch", "space", "return"]))
def test_it_calls_from_every_screen_by_every_means(
    open_kiosk: OpenKiosk, scene: str, by: str
) -> None:
    kiosk = open_kiosk(**opening(scene))
    set_scene(kiosk, scene)
    kiosk.waits_for_ever = scene == "thinking"
    kiosk.chime.rung.clear()
    match by:
        case "mouse":
            kiosk.click("callButton")
        case "touch":
            kiosk.touch("callButton")
        case key:
            kiosk.find("callButton").forceActiveFocus()
            kiosk.key(Qt.Key.Key_Space if key == "space" else Qt.Key.Key_Return)
    assert kiosk.chime.rung == [Sound.MEDIUM]
    assert kiosk.sees("statusPanel")
    calls = [e for e in kiosk.bench.memory.events if e.cause and e.cause.source == "call_button"]
    assert len(calls) + len(kiosk.bench.journal.calls()) == 1


@pytest.fixture(scope="module")
def places() -> dict[object, tuple[float, ...]]:
    """Where the button stood on the first screen of each size."""
    return {}


STAGES = [((1280, 800), 1.5), ((1920, 1080), 1.0)]
STAGED = [
    (scene, {"size": size, "scale": scale}) for scene, (size, scale) in crossed(SCENES, STAGES)
]


@pytest.mark.parametrize("shown", STAGED, indirect=True, ids=str)
def test_it_never_moves_and_never_changes(
    shown: Kiosk, places: dict[object, tuple[float, ...]]
) -> None:
    rect = shown.rect(shown.find("callButton"))
    place = (rect.x(), rect.y(), rect.width(), rect.height())
    assert place == places.setdefault((shown.view.width(), shown.view.height()), place)
    assert rect.width() >= 116
    assert rect.height() >= 116


@pytest.mark.parametrize("shown", STAGED, indirect=True, ids=str)
def test_nothing_lies_on_it(shown: Kiosk) -> None:
    button = shown.find("callButton")
    place = shown.rect(button).adjusted(-20, -20, 20, 20)
    for item in shown.items():
        is_control = bool(item.property("activeFocusOnTab")) and item is not button
        if is_control or item.objectName() == "statusPanel":
            assert not shown.rect(item).intersects(place), item.objectName()


def test_there_is_only_one(open_kiosk: OpenKiosk) -> None:
    kiosk = open_kiosk()
    names = [item.objectName() for item in kiosk.items()]
    assert names.count("callButton") == 1


def test_it_acts_on_release(open_kiosk: OpenKiosk) -> None:
    kiosk = open_kiosk()
    at = kiosk.middle("callButton")
    QTest.touchEvent(kiosk.view, TOUCH).press(0, at, kiosk.view).commit()
    kiosk.settle()
    assert kiosk.chime.rung == []
    QTest.touchEvent(kiosk.view, TOUCH).release(0, at, kiosk.view).commit()
    kiosk.settle()
    assert kiosk.chime.rung == [Sound.MEDIUM]


def test_a_second_tap_is_the_same_call(open_kiosk: OpenKiosk) -> None:
    kiosk = open_kiosk(step_s=0.3)
    kiosk.touch("callButton")
    kiosk.touch("callButton")
    assert len(kiosk.bench.memory.events) == 1


def test_it_is_not_deaf_because_something_else_was_tapped(open_kiosk: OpenKiosk) -> None:
    kiosk = open_kiosk(step_s=0.01)
    kiosk.touch("talkButton")
    kiosk.touch("callButton")
    assert len(kiosk.bench.memory.events) == 1


def test_it_works_while_another_finger_rests_on_the_screen(open_kiosk: OpenKiosk) -> None:
    kiosk = open_kiosk()
    rest, call = kiosk.middle("greeting"), kiosk.middle("callButton")
    QTest.touchEvent(kiosk.view, TOUCH).press(0, rest, kiosk.view).commit()
    QTest.touchEvent(kiosk.view, TOUCH).stationary(0).press(1, call, kiosk.view).commit()
    QTest.touchEvent(kiosk.view, TOUCH).stationary(0).release(1, call, kiosk.view).commit()
    kiosk.settle()
    assert kiosk.chime.rung == [Sound.MEDIUM]
    QTest.touchEvent(kiosk.view, TOUCH).release(0, rest, kiosk.view).commit()


def test_with_everything_broken_it_rings_and_says_the_truth(open_kiosk: OpenKiosk) -> None:
    kiosk = open_kiosk(is_open=False)
    kiosk.bench.button.journal = BrokenJournal(kiosk.bench.folder / "none")
    kiosk.touch("callButton")
    assert kiosk.text("statusLine0").startswith("I could not reach the nurses’ screen.")
    assert kiosk.chime.rung == [Sound.MEDIUM, Sound.HIGH]
    kiosk.touch("hushButton")
    assert kiosk.chime.hushed == 1
    assert not kiosk.sees("hushButton")
    assert kiosk.sees("statusLine0")
