import hashlib
import subprocess
import sys
import wave
from pathlib import Path

import pytest
from kiosk_fakes import ROOT, Bench, FakeSeconds
from PySide6.QtGui import QColor

from ui.kiosk.measures import target_px, text_scale
from ui.kiosk.tap_guard import PressGuard, TapGuard
from ui.kiosk.turn_taking import LONGEST, shown_text
from ui.kiosk.view_model import KioskViewModel
from ui.shared.chime import Sound, sound_file
from ui.shared.icons import IconError, icon_folder, icon_image
from ui.shared.spawner import QueuedSpawner
from ui.shared.typeface import STAFF_ORDER, typeface_among


@pytest.mark.parametrize(
    ("first", "second", "meant"),
    [
        ((0.0, 100, 100), (0.3, 100, 100), False),
        ((0.0, 100, 100), (0.69, 160, 120), False),
        ((0.0, 100, 100), (0.71, 100, 100), True),
        ((0.0, 100, 100), (0.3, 600, 100), True),
    ],
)
def test_a_second_tap_in_the_same_place_is_not_meant(
    first: tuple[float, int, int], second: tuple[float, int, int], meant: bool
) -> None:
    seconds = FakeSeconds(step=0)
    guard = TapGuard(seconds)
    seconds.at = first[0]
    assert guard.accepts(*first[1:])
    seconds.at = second[0]
    assert guard.accepts(*second[1:]) is meant


def test_a_hand_that_trembles_on_acts_once_until_it_has_rested() -> None:
    seconds = FakeSeconds(step=0.3)
    guard = TapGuard(seconds)
    assert [guard.accepts(100, 100) for _ in range(6)] == [True] + 5 * [False]
    seconds.at += 0.5
    assert guard.accepts(100, 100)


@pytest.mark.parametrize(("target", "meant"), [(116, True), (150, False)])
def test_a_place_is_as_large_as_a_finger_is_on_that_screen(target: float, *, meant: bool) -> None:
    guard = TapGuard(FakeSeconds(step=0.1))
    guard.target_px = target
    assert guard.accepts(100, 100)
    assert guard.accepts(260, 100) is meant


def test_what_has_just_come_is_not_touched_by_a_finger_that_was_on_its_way() -> None:
    seconds = FakeSeconds(step=0)
    guard = TapGuard(seconds)
    guard.changed()
    seconds.at = 0.6
    assert not guard.accepts(900, 100)
    seconds.at = 0.7
    assert guard.accepts(100, 500)


def test_a_screen_that_came_by_itself_takes_no_tap_and_the_call_button_does(
    opened: KioskViewModel, bench: Bench, seconds: FakeSeconds, spawner: QueuedSpawner
) -> None:
    seconds.step = 0.1
    opened.show_more()
    assert not opened.accepts_tap(900, 100)
    opened.call_nurse()
    spawner.drain()
    assert len(bench.memory.events) == 1
    seconds.at += 0.7
    assert opened.accepts_tap(100, 500)


def test_a_trembling_finger_does_not_push_the_time_on() -> None:
    seconds = FakeSeconds(step=0.4)
    guard = PressGuard(seconds)
    assert [guard.accepts() for _ in range(5)] == [True, False, True, False, True]


@pytest.mark.parametrize(
    ("px_per_mm", "height", "target"),
    [
        (4.0, 800, 116),
        (6.5, 800, 130),
        (7.5, 800, 150),
        (10.0, 800, 160),
        (3.8, 1080, 116),
        (0.0, 800, 116),
        (400.0, 800, 116),
        (6.0, 400, 116),
    ],
)
def test_a_target_is_a_finger_wide(px_per_mm: float, height: int, target: int) -> None:
    assert target_px(px_per_mm, height) == target


def test_text_scales_stay_where_the_layouts_hold() -> None:
    assert [text_scale(wanted) for wanted in (0.5, 1.5, 9)] == [1.0, 1.5, 2.0]


def test_text_is_cut_to_what_a_field_may_hold() -> None:
    assert len(shown_text("a" * 10_000)) == LONGEST
    assert shown_text("half \ud83d and nul \x00") == "half  and nul "
    assert shown_text("مرحبا 🌷") == "مرحبا 🌷"


@pytest.mark.parametrize(
    ("installed", "family", "clock"),
    [
        (["Atkinson Hyperlegible", "Inter"], "Atkinson Hyperlegible", "Inter"),
        (["Inter", "DejaVu Sans"], "Inter", "Inter"),
        (["Noto Sans", "DejaVu Sans"], "Noto Sans", "Noto Sans"),
        (["DejaVu Sans"], "DejaVu Sans", "DejaVu Sans"),
        (["Atkinson Hyperlegible"], "Atkinson Hyperlegible", "Atkinson Hyperlegible"),
        ([], "DejaVu Sans", "DejaVu Sans"),
    ],
)
def test_the_most_legible_typeface_is_chosen(installed: list[str], family: str, clock: str) -> None:
    face = typeface_among(installed)
    assert (face.family, face.clock_family) == (family, clock)


def test_the_staff_window_is_set_in_inter() -> None:
    assert typeface_among(["Atkinson Hyperlegible", "Inter"], STAFF_ORDER).family == "Inter"


RECOLOURED = sorted(
    path for path in icon_folder().glob("*.svg") if "currentColor" in path.read_text("utf-8")
)
"""The icons of both windows; what only a style sheet uses has a colour of its own."""


@pytest.mark.parametrize("path", RECOLOURED, ids=lambda p: p.stem)
def test_every_icon_draws_in_its_colour(qapp: object, path: Path) -> None:
    image = icon_image(path.stem, QColor("#9E1B1B"), 96)
    inked = {
        image.pixelColor(x, y).name()
        for x in range(96)
        for y in range(96)
        if image.pixelColor(x, y).alpha() == 255
    }
    assert inked == {"#9e1b1b"}


@pytest.mark.parametrize("name", ["none", "../i18n", ""])
def test_an_icon_that_is_not_there_is_an_error(qapp: object, name: str) -> None:
    with pytest.raises(IconError):
        icon_image(name, QColor("black"), 48)


def test_the_sounds_are_what_their_script_makes(tmp_path: Path) -> None:
    script = ROOT / "packaging" / "sounds" / "make_sounds.py"
    subprocess.run([sys.executable, script, tmp_path], check=True)
    for sound in Sound:
        made, kept = tmp_path / f"{sound}.wav", sound_file(sound)
        assert hashlib.sha256(made.read_bytes()).digest() == (
            hashlib.sha256(kept.read_bytes()).digest()
        )


@pytest.mark.parametrize(("sound", "pulses"), [("high", 10), ("medium", 3), ("low", 1)])
def test_each_signal_has_its_pulses(sound: str, pulses: int) -> None:
    with wave.open(str(sound_file(Sound(sound)))) as source:
        assert (source.getnchannels(), source.getsampwidth()) == (1, 2)
        data = memoryview(source.readframes(source.getnframes())).cast("h")
        step = source.getframerate() // 50
    loud = [max(map(abs, data[i : i + step])) for i in range(0, len(data) - step, step)]
    threshold = max(loud) * 0.6
    rises = [a < threshold <= b for a, b in zip([0, *loud], loud, strict=False)]
    assert sum(rises) == pulses
