"""Which typeface the windows use: the most legible one that is installed."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from PySide6.QtGui import QFontDatabase

ATKINSON = "Atkinson Hyperlegible"
INTER = "Inter"
NOTO = "Noto Sans"
DEJAVU = "DejaVu Sans"

KIOSK_ORDER = (ATKINSON, INTER, NOTO, DEJAVU)
STAFF_ORDER = (INTER, NOTO, DEJAVU)

_PLAIN_ZERO_ORDER = (INTER, NOTO, DEJAVU)
"""A slashed zero can puzzle people in a clock; Atkinson Hyperlegible has no other."""

_FEATURES: Mapping[str, Mapping[str, int]] = {
    # I with bars and l with a tail, so that "Ill" reads as three letters; the zero stays plain.
    INTER: MappingProxyType({"ss04": 1}),
}
_WEIGHTS: Mapping[str, int] = {
    # Its regular is drawn for small sizes and eyes of twenty.
    INTER: 500,
}
_CLOCK_FEATURES: Mapping[str, int] = MappingProxyType({"tnum": 1})
"""Digits of one width: the clock does not shift when a minute passes."""


@dataclass(frozen=True, slots=True)
class Typeface:
    """What text is set in.

    Attributes:
        family: for everything.
        clock_family: for the clock, with a plain zero.
        features: OpenType features of `family` that make letters harder to confuse.
        clock_features: the same for the clock.
        body_weight: for running text on a screen that is read from an arm's length and more.
    """

    family: str
    clock_family: str
    features: Mapping[str, int]
    clock_features: Mapping[str, int]
    body_weight: int


def typeface_among(installed: Collection[str], order: tuple[str, ...] = KIOSK_ORDER) -> Typeface:
    """Choose from the installed families; the last in the order stands when none is there."""
    family = next((name for name in order if name in installed), order[-1])
    clock = next((name for name in _PLAIN_ZERO_ORDER if name in installed), family)
    return Typeface(
        family, clock, _FEATURES.get(family, {}), _CLOCK_FEATURES, _WEIGHTS.get(family, 400)
    )


def installed_typeface(order: tuple[str, ...] = KIOSK_ORDER) -> Typeface:
    """Choose from what this machine has; needs a running QGuiApplication."""
    return typeface_among(QFontDatabase.families(), order)
