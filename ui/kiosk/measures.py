"""Sizes that depend on the machine: a finger is 20 mm wide on every screen."""

LEAST_TARGET_PX = 116.0
TARGET_MM = 20.0
MOST_OF_HEIGHT = 0.2
"""A screen that reports an impossible size must not get buttons that fill it."""

_BELIEVABLE_PX_PER_MM = (1.5, 12.0)


def target_px(px_per_mm: float, height_px: float) -> float:
    """Return the least edge of anything that can be touched.

    A density that no kiosk has (offscreen, or a broken display description) is ignored.
    """
    low, high = _BELIEVABLE_PX_PER_MM
    by_finger = TARGET_MM * px_per_mm if low <= px_per_mm <= high else 0.0
    most = max(LEAST_TARGET_PX, height_px * MOST_OF_HEIGHT)
    return round(min(max(LEAST_TARGET_PX, by_finger), most))


SCALES = (1.0, 2.0)


def text_scale(wanted: float) -> float:
    """Return a text scale the layouts were made for."""
    return min(max(wanted, SCALES[0]), SCALES[1])
