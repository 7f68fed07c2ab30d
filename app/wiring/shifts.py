"""The shifts of the house, by its settings."""

from app.oversight import ShiftTimes
from app.settings import Settings


def shift_times(settings: Settings) -> ShiftTimes:
    """Return when shifts begin."""
    return ShiftTimes(settings.staff.shift_starts, settings.facility.zone)
