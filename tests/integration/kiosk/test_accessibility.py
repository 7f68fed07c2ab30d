from collections.abc import AsyncIterator, Iterator

import pytest
from kiosk_driver import Kiosk, OpenKiosk, scrolling
from kiosk_fakes import done, heard, sentence, spoken
from kiosk_scenes import SCENES, opening, set_scene
from kiosk_thinning import crossed
from PySide6.QtCore import QObject, QRect, Qt, QUrl
from PySide6.QtGui import QAccessible, QColor, QImage
from PySide6.QtQml import QQmlComponent
from PySide6.QtTest import QTest

from app.conversation import CheckInAct, CheckInShown, ChooseAnswer
from app.identity import Resident

CONTROLS = {QAccessible.Role.Button, QAccessible.Role.EditableText}


@pytest.mark.parametrize("shown", SCENES, indirect=True)
def test_every_control_has_a_name_a_role_and_an_object_name(shown: Kiosk) -> None:
    kiosk = shown
    shown = {
        item.objectName()
        for item in kiosk.items()
        if item.property("activeFocusOnTab")
        and item.isEnabled()
        and not item.objectName().startswith("key")
    }
    assert "" not in shown
    assert "callButton" in shown
    told = {
        interface.object().objectName(): interface
        for interface in kiosk.spoken_tree()
        if interface.role() in CONTROLS
        and not interface.state().invisible
        and not interface.state().disabled
    }
    # Of the keys one is reached by Tab and the others from it; all of them are told.
    keys = {item.objectName() for item in kiosk.items() if item.objectName().startswith("key")}
    assert set(told) == shown | keys
    for name, interface in told.items():
        assert interface.text(QAccessible.Text.Name).strip(), name
        assert interface.state().focusable, name


@pytest.mark.parametrize("shown", SCENES, indirect=True)
def test_all_words_on_the_screen_are_told(shown: Kiosk) -> None:
    kiosk = shown
    told = {
        interface.text(QAccessible.Text.Name)
        for interface in kiosk.spoken_tree()
        if not interface.state().invisible
    }
    silent = {"date", "clock", "nightClock", "talkField"}
    for item in kiosk.items():
        text = item.property("text")
        if (
            isinstance(text, str)
            and text
            and item.objectName()
            and item.objectName() not in silent
            and not item.objectName().startswith(("answer", "checkInAnswer", "key", "choice"))
        ):
            # A button may be told with more than what stands on it, never with less.
            says = text in told or any(
                name.startswith(f"{text}. ") or name.endswith(f". {text}") for name in told
            )
            assert says, item.objectName()


def test_the_clock_and_the_date_are_told_as_sentences(open_kiosk: OpenKiosk) -> None:
    told = {i.text(QAccessible.Text.Name) for i in open_kiosk().spoken_tree()}
    assert {"It is 3:40.", "Today is Friday, 20 November · afternoon."} <= told


def test_an_answer_is_told_with_its_place(open_kiosk: OpenKiosk) -> None:
    kiosk = open_kiosk()
    kiosk.fall_into_crisis()
    told = {i.text(QAccessible.Text.Name) for i in kiosk.spoken_tree()}
    assert "No. Answer 2 of 3." in told


def test_a_switch_can_press_every_button(open_kiosk: OpenKiosk) -> None:
    kiosk = open_kiosk()
    press = "Press"
    call = next(
        i
        for i in kiosk.spoken_tree()
        if i.object() is not None and i.object().objectName() == "callButton"
    )
    actions = call.actionInterface()
    assert press in actions.actionNames()
    actions.doAction(press)
    kiosk.settle()
    assert len(kiosk.bench.memory.events) == 1


def act(kiosk: Kiosk, name: str) -> None:
    """Press a control as a screen reader does."""
    interface = next(
        each
        for each in kiosk.spoken_tree()
        if each.object() is not None
        and each.object().objectName() == name
        and not each.state().invisible
    )
    interface.actionInterface().doAction("Press")
    kiosk.settle()


def test_a_talk_can_be_had_by_accessibility_actions_alone(open_kiosk: OpenKiosk) -> None:
    kiosk = open_kiosk()
    kiosk.bench.talk.steps = [heard("CAB"), spoken("Where did it take you?"), done()]
    act(kiosk, "talkButton")
    for key in ("key2", "key0", "key1"):
        act(kiosk, key)
    act(kiosk, "sendButton")
    assert kiosk.bench.talk.taken == ["Cab"]
    assert kiosk.text("sentence0") == "Where did it take you?"
    act(kiosk, "homeButton")
    assert kiosk.model.frame.screen == "home"
    act(kiosk, "callButton")
    assert len(kiosk.bench.memory.events) == 1


def test_a_question_of_a_check_in_is_answered_by_an_accessibility_action(
    open_kiosk: OpenKiosk,
) -> None:
    kiosk = open_kiosk()
    set_scene(kiosk, "check-in")
    done: list[CheckInAct] = []

    class Asks:
        async def act(self, resident: Resident, act: CheckInAct) -> AsyncIterator[object]:
            done.append(act)
            yield CheckInShown(sentence("Thank you."))

    kiosk.model._check_in_line.attach(Asks(), kiosk.bench.resident)  # type: ignore[arg-type]
    item = kiosk.model._state.inputs.check_in.shown.item
    act(kiosk, "checkInAnswer1")
    assert done == [ChooseAnswer(item, 1)]
    act(kiosk, "checkInHomeButton")
    assert kiosk.model.frame.screen == "home"


def states(kiosk: Kiosk) -> dict[str, tuple[bool, bool]]:
    """Of all that is told: whether it can be chosen, and whether it is."""
    return {
        each.object().objectName(): (bool(each.state().checkable), bool(each.state().checked))
        for each in kiosk.spoken_tree()
        if each.object() is not None and not each.state().invisible
    }


def test_what_is_chosen_is_told_as_a_state(open_kiosk: OpenKiosk) -> None:
    kiosk = open_kiosk()
    set_scene(kiosk, "colours")
    told = states(kiosk)
    assert [told[f"choice{at}"] for at in range(3)] == [(True, True), (True, False), (True, False)]
    act(kiosk, "choice1")
    assert states(kiosk)["choice1"] == (True, True)
    set_scene(kiosk, "more")
    assert states(kiosk)["choice0"] == (False, False)


def test_an_answer_that_was_given_is_told_as_chosen(open_kiosk: OpenKiosk) -> None:
    kiosk = open_kiosk()
    kiosk.fall_into_crisis()
    assert states(kiosk)["answer1"] == (True, False)
    chosen = kiosk.model.crisis.answers[1]["text"]
    kiosk.model._state.change_crisis(chosen=chosen)
    kiosk.lay_out()
    assert states(kiosk)["answer1"] == (True, True)
    assert states(kiosk)["answer0"] == (True, False)


def luminance(colour: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(part) for part in colour.getRgbF()[:3])
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor, other: QColor) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


LOOKS = ["light", "dark", "contrast", "night"]
TEXT = [
    *((ink, ground) for ink in ("ink", "secondary") for ground in ("paper", "card")),
    ("ink", "chosen"),
    ("secondary", "chosen"),
    ("ink", "amber"),
    ("ink", "leafGround"),
    ("onPrimary", "primary"),
    ("onCall", "call"),
]
EDGES = [
    ("edge", "paper"),
    ("edge", "card"),
    ("focus", "paper"),
    ("focus", "card"),
    ("leaf", "leafGround"),
    ("leaf", "paper"),
    ("sun", "card"),
    *(("accent", ground) for ground in ("paper", "card", "chosen")),
    ("call", "paper"),
]


@pytest.fixture(scope="module")
def palettes(qapp: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[QObject]:
    """All colours of all looks, as `light_ink`."""
    kiosk = Kiosk(tmp_path_factory.mktemp("palettes"))
    names = {name for pair in (*TEXT, *EDGES) for name in pair}
    lines = [
        f"property color {look}_{name}: Theme.{look}.{name}" for look in LOOKS for name in names
    ]
    code = "import QtQuick; import Lilo.Theme\nQtObject {" + "; ".join(lines) + "}"
    component = QQmlComponent(kiosk.view.engine())
    component.setData(code.encode(), QUrl())
    created = component.create()
    assert created is not None, component.errorString()
    yield created
    created.deleteLater()
    kiosk.close()


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_has_seven_to_one(palettes: QObject, look: str, ink: str, ground: str) -> None:
    one, other = (palettes.property(f"{look}_{name}") for name in (ink, ground))
    assert contrast(one, other) >= 7


def test_the_night_has_little_blue(palettes: QObject) -> None:
    for name in {name for pair in (*TEXT, *EDGES) for name in pair}:
        colour = palettes.property(f"night_{name}")
        assert colour.blue() <= colour.red() * 0.8, name


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize(("line", "ground"), EDGES)
def test_edges_of_controls_have_three_to_one(
    palettes: QObject, look: str, line: str, ground: str
) -> None:
    one, other = (palettes.property(f"{look}_{name}") for name in (line, ground))
    assert contrast(one, other) >= 3


def shades(picture: QImage, place: QRect) -> list[float]:
    """Return the luminance of every colour in a place of a picture."""
    part = picture.copy(place).convertToFormat(QImage.Format.Format_RGB32)
    # Rows of 32-bit pixels without gaps; a place has few colours and many pixels.
    pixels = memoryview(part.constBits()).cast("I")
    return [luminance(QColor.fromRgb(pixel & 0xFFFFFF)) for pixel in set(pixels)]


@pytest.mark.parametrize(("scene", "look"), crossed(SCENES, ["light", "dark", "contrast", "night"]))
def test_every_text_stands_out_from_what_is_behind_it(
    open_kiosk: OpenKiosk, scene: str, look: str
) -> None:
    """Measured from the picture, what is asleep included: its lightest against its darkest."""
    kiosk = open_kiosk(**opening(scene))
    set_scene(kiosk, scene)
    kiosk.window.root.setProperty("look", look)
    kiosk.lay_out()
    picture = kiosk.window.grab()
    for item in kiosk.items():
        if item.property("lineCount") is None or not item.property("text"):
            continue
        place = kiosk.rect(item).toRect().intersected(picture.rect())
        pane = scrolling(item)
        if pane is not None and pane.property("canPage"):
            continue
        if found := shades(picture, place):
            ratio = (max(found) + 0.05) / (min(found) + 0.05)
            assert ratio >= 7, (item.objectName(), item.property("text"), ratio)


@pytest.mark.parametrize("shown", SCENES, indirect=True)
def test_everything_is_reached_by_tab_and_shows_where_it_is(shown: Kiosk) -> None:
    kiosk = shown
    controls = {
        item.objectName()
        for item in kiosk.items()
        if item.property("activeFocusOnTab") and item.isEnabled()
    }
    reached = set()
    for _ in range(len(controls) + 1):
        QTest.keyClick(kiosk.view, Qt.Key.Key_Tab)
        item = kiosk.view.activeFocusItem()
        reached.add(item.objectName())
        # Where there is but one control the keyboard stays on it, and it needs no ring.
        is_shown = item.property("visualFocus") or len(controls) == 1
        assert item.objectName() == "talkField" or is_shown
    assert reached == controls
