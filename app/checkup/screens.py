"""Screens: whether one is there, how large its points are, and whether it can be touched.

Sizes are those that a screen says of itself in its EDID (VESA E-EDID 1.4, 3.10.2: the first
detailed timing). Without a true size, twenty millimetres on the screen are a guess.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.checkup.finding import Finding, Health

PART = "screen"
TOUCH = "touch"
MM_PER_INCH = 25.4

SMALLEST_MM = 150
"""Width under which three choices of 20 mm and the call button have no room beside each other."""

_PLAUSIBLE_DPI = (50, 450)
_TIMING = 54
_EDID_BYTES = 128
_HEADER = bytes.fromhex("00ffffffffffff00")


@dataclass(frozen=True, slots=True)
class ScreenSeen:
    """A screen that is connected.

    Attributes:
        name: of its plug, such as HDMI-A-1.
        width_mm, height_mm: of what it shows; 0 where it does not say.
    """

    name: str
    width_px: int
    height_px: int
    width_mm: int
    height_mm: int

    @property
    def dpi(self) -> float:
        """Points an inch, across; 0 where its size is not known."""
        return self.width_px * MM_PER_INCH / self.width_mm if self.width_mm else 0.0


def read_edid(name: str, raw: bytes) -> ScreenSeen | None:
    """Return what a screen says of itself; None where that cannot be understood."""
    if len(raw) < _EDID_BYTES or not raw.startswith(_HEADER):
        return None
    timing = raw[_TIMING : _TIMING + 18]
    width_px = timing[2] | (timing[4] & 0xF0) << 4
    height_px = timing[5] | (timing[7] & 0xF0) << 4
    if not width_px or not height_px:
        return None
    width_mm = timing[12] | (timing[14] & 0xF0) << 4
    height_mm = timing[13] | (timing[14] & 0x0F) << 8
    if not width_mm or not height_mm:
        # In centimetres, elsewhere; zeros for projectors.
        width_mm, height_mm = raw[21] * 10, raw[22] * 10
    return ScreenSeen(name, width_px, height_px, width_mm, height_mm)


def is_touch_screen(properties: str, axes: str) -> bool:
    """Tell a touch screen by what the kernel says of an input device.

    Args:
        properties: `device/properties`, hexadecimal; bit 1 is INPUT_PROP_DIRECT.
        axes: `device/capabilities/abs`, hexadecimal words; bit 0x35 is ABS_MT_POSITION_X.
    """
    direct = bool(int(properties.strip() or "0", 16) & 0b10)
    bits = 0
    for word in axes.split():
        bits = bits << 64 | int(word, 16)
    return direct and bool(bits >> 0x35 & 1)


def judge_screens(
    screens: Sequence[ScreenSeen], touch: Sequence[str], *, has_session: bool
) -> Iterator[Finding]:
    """Judge the screens and what touches them.

    Args:
        screens: those that are connected.
        touch: names of touch screens.
        has_session: whether this very command could open a window.
    """
    if not screens:
        said = "a session with windows is there; no screen says how large it is"
        yield Finding(PART, Health.LACKING, said if has_session else _NO_SCREEN, _LOOK_AT_SCREEN)
    for screen in screens:
        yield _judged(screen)
    if touch:
        yield Finding(TOUCH, Health.GOOD, f"{len(touch)} touch screen: {', '.join(sorted(touch))}")
    else:
        yield Finding(
            TOUCH,
            Health.LACKING,
            "No touch screen is connected: the call button needs a mouse or a keyboard.",
            "Connect the screen's USB cable; touch comes over it, not over the picture's cable.",
        )


def _judged(screen: ScreenSeen) -> Finding:
    dpi, size = screen.dpi, f"{screen.width_px} x {screen.height_px}"
    lowest, highest = _PLAUSIBLE_DPI
    if not screen.width_mm:
        return Finding(
            PART,
            Health.LACKING,
            f"{screen.name}: {size}, and it does not say how large it is.",
            "Measure a button: it should be 20 mm high. If not, set `kiosk.text_scale`.",
        )
    told = f"{screen.name}: {size}, {screen.width_mm} x {screen.height_mm} mm, {dpi:.0f} DPI"
    if not lowest <= dpi <= highest:
        return Finding(
            PART,
            Health.LACKING,
            f"{told}. That cannot be true, so buttons may have the wrong size.",
            "Measure a button: it should be 20 mm high. If not, set `kiosk.text_scale`.",
        )
    if max(screen.width_mm, screen.height_mm) < SMALLEST_MM:
        return Finding(
            PART,
            Health.LACKING,
            f"{told}. It is too small for buttons of 20 mm.",
            "Use a screen of 8 inches or more.",
        )
    return Finding(PART, Health.GOOD, told)


_NO_SCREEN = "No screen is connected; windows are drawn offscreen."
_LOOK_AT_SCREEN = "Connect one, or start Lilo where one is, to see it."
