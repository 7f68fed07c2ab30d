"""What a colour says is seen without red or without green too, or said by symbol and word as well.

Sight without the cones for red (protanopia) or green (deuteranopia), by the matrices of Machado,
Oliveira and Fernandes (2009) on linear light; distances are those of CIE 1976 in L*a*b*.
"""

import math

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QColor
from test_accessibility import LOOKS, palettes

__all__ = ["palettes"]

Triple = tuple[float, float, float]

SIGHTS: dict[str, tuple[Triple, Triple, Triple]] = {
    "all": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "without red": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "without green": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
}
APART = 20.0
"""A difference that is seen at a glance; 2.3 is just seen."""

MEANS = [
    # The call button is not "do this".
    ("call", "primary"),
    # Somebody has it, or nobody yet: the bar of the panel.
    ("leaf", "ink"),
    ("leaf", "leafGround"),
    # The sentence that is being said.
    ("amber", "card"),
    # Chosen, by its edge.
    ("accent", "edge"),
]


def linear(colour: QColor) -> Triple:
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
        for part in colour.getRgbF()[:3]
    )
    return red, green, blue


def seen(colour: QColor, sight: str) -> Triple:
    light = linear(colour)
    red, green, blue = (
        min(1.0, max(0.0, sum(a * b for a, b in zip(row, light, strict=True))))
        for row in SIGHTS[sight]
    )
    x = (0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047
    y = 0.2126729 * red + 0.7151522 * green + 0.0721750 * blue
    z = (0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883
    one, two, three = (
        part ** (1 / 3) if part > 216 / 24389 else (24389 / 27 * part + 16) / 116
        for part in (x, y, z)
    )
    return 116 * two - 16, 500 * (one - two), 200 * (two - three)


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize(("one", "other"), MEANS)
def test_tones_that_mean_something_stay_apart(
    palettes: QObject,
    look: str,
    one: str,
    other: str,
    sight: str,
) -> None:
    first, second = (palettes.property(f"{look}_{name}") for name in (one, other))
    assert math.dist(seen(first, sight), seen(second, sight)) >= APART
