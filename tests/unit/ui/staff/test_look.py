"""Colours can be read, sizes scale, symbols differ, lines stay in their area."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF

from ui.shared.chime import Sound
from ui.staff.live.alarm import EVERY_MS, sound_for
from ui.staff.look import style
from ui.staff.look.priority import Priority, colours_of
from ui.staff.look.style import Look, style_sheet
from ui.staff.now.sparkline import spark_points


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("priority", list(Priority))
def test_badges_can_be_read(priority: Priority) -> None:
    colours = colours_of(priority)
    assert contrast(colours.text, colours.ground) >= 7


@pytest.mark.parametrize("priority", list(Priority))
def test_bar_and_badge_are_one_colour_and_the_dark_bar_another(priority: Priority) -> None:
    colours = colours_of(priority)
    assert colours.edge == colours.ground or colours.ground == "#FFFFFF"
    assert contrast(colours.edge, colours.pale) >= 1.5


def test_badges_differ_without_colour() -> None:
    assert len({priority.symbols for priority in Priority}) == len(Priority)


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        (style.TEXT, style.GROUND),
        (style.SECONDARY, style.CARD),
        (style.BAR_TEXT, style.BAR),
        (style.BAR_SECONDARY, style.BAR),
        (style.BAR_TEXT, style.BAR_CHOSEN),
        ("#FFB4B4", style.BAR),
        ("#FFFFFF", style.TEAL),
        (style.RED, style.CARD),
        (style.TEAL, style.CARD),
        (style.AMBER, style.AMBER_TINT),
        (style.TEAL, style.TEAL_TINT),
    ],
)
def test_text_can_be_read(text: str, ground: str) -> None:
    assert contrast(text, ground) >= 7


@pytest.mark.parametrize(
    ("text", "ground"), [(style.SECONDARY, style.GROUND), (style.RED, style.RED_TINT)]
)
def test_the_rest_of_the_text_can_be_read(text: str, ground: str) -> None:
    assert contrast(text, ground) >= 6


def test_edges_can_be_seen() -> None:
    assert contrast(style.EDGE, style.CARD) >= 3
    assert contrast(style.BAR_MARK, style.TEAL) >= 3


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_the_style_sheet_scales(scale: float) -> None:
    sheet = style_sheet(Look("Inter", scale))
    assert f"font-size: {round(15 * scale)}px" in sheet
    assert f"font-size: {round(34 * scale)}px" in sheet
    assert not re.search(r"\$\w|\$\{", sheet)


@pytest.mark.parametrize(
    ("waiting", "sound"),
    [
        ((), None),
        ((Priority.ELEVATED,), Sound.LOW),
        ((Priority.CALL,), Sound.MEDIUM),
        ((Priority.ELEVATED, Priority.URGENT), Sound.MEDIUM),
        ((Priority.CALL, Priority.IMMEDIATE, Priority.ELEVATED), Sound.HIGH),
    ],
)
def test_the_gravest_is_heard(waiting: tuple[Priority, ...], sound: Sound | None) -> None:
    assert sound_for(waiting) is sound


def test_how_often() -> None:
    assert EVERY_MS == {Sound.HIGH: 10_000, Sound.MEDIUM: 25_000, Sound.LOW: 30_000}


@given(st.lists(st.integers(0, 27), max_size=40))
def test_a_sparkline_stays_in_its_area(values: list[int]) -> None:
    area = QRectF(5, 5, 100, 30)
    points = spark_points(values, area)
    assert len(points) == len(values)
    for point in points:
        assert area.adjusted(-0.01, -0.01, 0.01, 0.01).contains(point)
    assert [p.x() for p in points] == sorted(p.x() for p in points)


def test_a_flat_score_looks_flat() -> None:
    area = QRectF(0, 0, 100, 30)
    one, two = spark_points([5, 6], area)
    assert one.y() - two.y() == pytest.approx(5)
