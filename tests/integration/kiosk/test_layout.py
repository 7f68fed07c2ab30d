"""Nothing is clipped, nothing is small, nothing lies on anything else: measured, not looked at."""

from dataclasses import replace
from itertools import combinations

import pytest
from kiosk_driver import Kiosk, OpenKiosk, scrolling
from kiosk_fakes import crisis_opened, run, scripts
from kiosk_scenes import SCENES, opening, set_scene
from kiosk_thinning import crossed, some
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF
from PySide6.QtQuick import QQuickItem

from app.conversation.listening import Hearing
from app.safety import CrisisDialogue, DangerKind
from ui.kiosk.inputs import Screen
from ui.kiosk.voice.listening_inputs import ListeningInputs
from ui.kiosk.voice.places import place_of

PX_PER_MM = {
    (1280, 800): 5.88,  # 10.1 inches
    (1920, 1080): 5.56,  # 15.6 inches
    (1080, 1920): 4.03,  # 21.5 inches, upright
    (800, 1280): 5.88,  # 10.1 inches, upright
}
"""The sizes in pixels, each on a screen that is sold as a kiosk."""

SIZES = list(PX_PER_MM)
WAYS = [
    *((size, scale, "Inter", PX_PER_MM[size]) for size in SIZES for scale in (1.0, 2.0)),
    ((1280, 800), 1.5, "Inter", PX_PER_MM[1280, 800]),
    # Eight inches: a finger is a fifth of its shorter edge.
    ((800, 1280), 1.0, "Inter", 7.43),
    # A sixth wider than the faces Lilo is made for; it is what is left without them.
    ((1280, 800), 1.0, "DejaVu Sans", PX_PER_MM[1280, 800]),
]
SPANISH = [(size, 2.0) for size in SIZES] + [((800, 1280), 1.0)]
"""Its words are longer; they have to hold where there is least room."""
FINGER_MM, APART_MM, KEY_MM = 20, 4, 10


def texts(kiosk: Kiosk) -> list[QQuickItem]:
    return [
        item
        for item in kiosk.items()
        if item.property("lineCount") is not None
        and item.property("text")
        and item.objectName() != "talkField"
    ]


def check_texts(kiosk: Kiosk, *, whole_words: bool = True) -> None:
    window = QRectF(0, 0, kiosk.view.width(), kiosk.view.height())
    for item in texts(kiosk):
        name = item.objectName() or item.property("text")
        assert item.property("font").pixelSize() >= 28, name
        if not item.property("mayElide"):
            assert not item.property("truncated"), name
        assert item.property("contentWidth") <= item.width() + 1, name
        if whole_words:
            check_words(item, name)
        assert item.property("contentHeight") <= item.height() + 1, name
        rect = kiosk.rect(item)
        pane = scrolling(item)
        if pane is None:
            assert window.contains(rect), (name, rect)
        elif not pane.property("canPage"):
            # As much as a pane forgives before it makes pages.
            assert kiosk.rect(pane).adjusted(-1, -1, 1, 2).contains(rect), (name, rect)


def check_words(item: QQuickItem, name: str) -> None:
    """No word is broken in the middle because its place is too narrow."""
    metrics = QFontMetricsF(item.property("font"))
    for word in str(item.property("text")).split():
        assert metrics.horizontalAdvance(word) <= item.width() + 2, (name, word)


def check_labels(kiosk: Kiosk) -> None:
    """Words on a button stay on the button."""
    for item in controls(kiosk):
        face = kiosk.rect(item)
        for inner in kiosk.items(item):
            if inner.property("lineCount") is not None and item.objectName() != "talkField":
                assert face.contains(kiosk.rect(inner)), (item.objectName(), face)


def controls(kiosk: Kiosk) -> list[QQuickItem]:
    """What can be touched, the keys of the keyboard apart."""
    return [
        item
        for item in kiosk.items()
        if item.property("activeFocusOnTab")
        and not item.objectName().startswith(("key", "suggestion"))
    ]


def check_keys(kiosk: Kiosk, px_per_mm: float = 0.0) -> None:
    """An alphabet cannot stand on a ten-inch screen in fingers; ten millimetres it always has."""
    keys = [item for item in kiosk.items() if item.objectName().startswith("key")]
    least = max(58, KEY_MM * px_per_mm - 1)
    for key in keys:
        assert key.width() >= least, (key.objectName(), key.width())
        assert key.height() >= least, (key.objectName(), key.height())
    for one, other in combinations(keys, 2):
        near = kiosk.rect(one).adjusted(-4, -4, 4, 4)
        assert not near.intersects(kiosk.rect(other)), (one.objectName(), other.objectName())


def check_controls(kiosk: Kiosk, px_per_mm: float = 0.0) -> None:
    """Twenty millimetres wide and high and four apart, measured on that screen."""
    least = max(116, FINGER_MM * px_per_mm - 1)
    apart = max(23, APART_MM * px_per_mm - 1)
    for item in controls(kiosk):
        if item.objectName() != "talkField":
            assert item.width() >= least, (item.objectName(), item.width())
            assert item.height() >= least, (item.objectName(), item.height())
    for one, other in combinations(controls(kiosk), 2):
        if "talkField" in {one.objectName(), other.objectName()}:
            continue
        near = kiosk.rect(one).adjusted(-apart, -apart, apart, apart)
        assert not near.intersects(kiosk.rect(other)), (one.objectName(), other.objectName())


def check_overlaps(kiosk: Kiosk) -> None:
    """No text lies on a control it does not belong to, nor on another text."""
    free = [item for item in texts(kiosk) if scrolling(item) is None and not on_control(item)]
    for item in free:
        for control in controls(kiosk):
            if control.objectName() == "talkField":
                continue
            assert not kiosk.rect(item).intersects(kiosk.rect(control)), (
                item.objectName(),
                control.objectName(),
            )
    for one, other in combinations(free, 2):
        overlap = kiosk.rect(one).intersected(kiosk.rect(other))
        assert min(overlap.width(), overlap.height()) <= 14, (
            one.objectName(),
            other.objectName(),
        )


def on_control(item: QQuickItem | None) -> bool:
    while item is not None:
        if item.property("activeFocusOnTab") or item.objectName().startswith("key"):
            return True
        item = item.parentItem()
    return False


def check(kiosk: Kiosk, px_per_mm: float = 0.0) -> None:
    with kiosk.held():
        check_texts(kiosk)
        check_labels(kiosk)
        check_controls(kiosk, px_per_mm)
        check_keys(kiosk, px_per_mm)
        check_overlaps(kiosk)


@pytest.mark.parametrize("scene", SCENES)
def test_every_screen_holds(open_kiosk: OpenKiosk, scene: str) -> None:
    """On every size, at every size of letters, in the faces to be expected, in both languages.

    What was said in a scene stays English; the words of the screen change.
    """
    kiosk = open_kiosk(**opening(scene))
    set_scene(kiosk, scene)
    kiosk.chime.rung.clear()
    wrong = []
    for size, scale, family, px_per_mm in some(WAYS, SCENES.index(scene), 4):
        kiosk.stand_on(size, px_per_mm)
        kiosk.window.root.setProperty("family", family)
        kiosk.window.root.setProperty("clockFamily", family)
        kiosk.window.set_text_scale(scale)
        kiosk.place()
        wrong += faults(kiosk, px_per_mm, f"{size} {px_per_mm} {scale} {family}")
    kiosk.window.root.setProperty("family", "Inter")
    kiosk.window.root.setProperty("clockFamily", "Inter")
    kiosk.model._state.change(language="es")
    for size, scale in some(SPANISH, SCENES.index(scene), 2):
        kiosk.stand_on(size, PX_PER_MM[size])
        kiosk.window.set_text_scale(scale)
        kiosk.place()
        wrong += faults(kiosk, PX_PER_MM[size], f"Spanish {size} {scale}")
    assert wrong == []


def faults(kiosk: Kiosk, px_per_mm: float, where: str) -> list[str]:
    try:
        check(kiosk, px_per_mm)
    except AssertionError as error:
        return [f"{where}: {str(error).splitlines()[0]}"]
    return []


@pytest.mark.parametrize("language", ["en", "es"])
def test_large_keys_are_as_wide_and_as_far_apart_as_everything_else(
    open_kiosk: OpenKiosk, language: str
) -> None:
    kiosk = open_kiosk()
    set_scene(kiosk, "writing, large keys")
    kiosk.model._state.change(language=language)
    for size, scale, _, px_per_mm in WAYS[:8]:
        kiosk.stand_on(size, px_per_mm)
        kiosk.window.set_text_scale(scale)
        kiosk.place()
        with kiosk.held():
            keys = [kiosk.rect(i) for i in kiosk.items() if i.objectName().startswith("key")]
        assert len(keys) == 18
        finger, apart = FINGER_MM * px_per_mm - 1, APART_MM * px_per_mm - 1
        assert min(min(key.width(), key.height()) for key in keys) >= finger, (size, scale)
        for one, other in combinations(keys, 2):
            assert not one.adjusted(-apart, -apart, apart, apart).intersects(other), (size, scale)


@pytest.mark.parametrize("is_open", [True, False])
@pytest.mark.parametrize(
    "screen", [Screen.TODAY, Screen.STORIES, Screen.CALM, Screen.MORE, Screen.SIZE]
)
def test_every_page_has_room_for_the_microphone(
    open_kiosk: OpenKiosk, screen: Screen, *, is_open: bool
) -> None:
    kiosk = open_kiosk()
    if screen is Screen.TODAY:
        kiosk.touch("todayButton")
    if screen is Screen.STORIES:
        set_scene(kiosk, "stories")
    hearing = Hearing.WAITING if is_open else Hearing.IDLE
    listening = ListeningInputs(can_listen=True, hearing=hearing)
    kiosk.model._state.change(screen=screen, path=(Screen.HOME,), listening=listening)
    kiosk.model._listening_line._place = place_of(kiosk.model._state.inputs)
    kiosk.settle()
    for size, scale, _, px_per_mm in WAYS[:8]:
        kiosk.stand_on(size, px_per_mm)
        kiosk.window.set_text_scale(scale)
        kiosk.place()
        assert kiosk.sees("pageListenButton")
        check(kiosk, px_per_mm)


@pytest.mark.parametrize(
    ("script", "answered"),
    crossed(
        list(scripts().scripts),
        [(f"answer{number}", scale) for number in range(3) for scale in (1.5, 1.0)],
    ),
)
def test_every_step_of_every_crisis_holds(
    open_kiosk: OpenKiosk, script: str, answered: tuple[str, float]
) -> None:
    answer, scale = answered
    kiosk = open_kiosk(scale=scale)
    run(kiosk.spawner, kiosk.bench.raise_alert())
    alert_id = kiosk.bench.last_alert
    begun = crisis_opened(alert_id, DangerKind.SUICIDE)
    dialogue = CrisisDialogue(begun.dialogue.scripts, script, ()).turned_to(script)
    kiosk.say(replace(begun, dialogue=dialogue))
    from kiosk_fakes import DANA

    run(kiosk.spawner, kiosk.bench.desk.acknowledge(alert_id, DANA.id))
    while kiosk.sees("answer0"):
        kiosk.lay_out()
        check(kiosk)
        pane = scrolling(kiosk.find("question"))
        assert pane is not None
        assert not pane.property("hasMore"), kiosk.text("question")
        kiosk.touch(answer if kiosk.sees(answer) else "answer0")


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize(
    "name", ["Bartholomew-Alexander", "Jo", "Maria da Conceição dos Santos", "王小明"]
)
def test_names_of_any_length_hold(open_kiosk: OpenKiosk, scale: float, name: str) -> None:

    from kiosk_fakes import MARGARET

    kiosk = open_kiosk(scale=scale, is_open=False)
    kiosk.bench.resident = replace(MARGARET, preferred_name=name)
    kiosk.window.attach(kiosk.bench.services)
    kiosk.settle()
    # A name may be longer than any line; it is shown all the same.
    check_texts(kiosk, whole_words=False)
    check_overlaps(kiosk)
